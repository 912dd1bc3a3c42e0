"""`serve`: web servers of one process each, and the worker, as children of one supervisor.

Each child watches its own parent and ends when that is gone, however it went: a supervisor
killed with -9 leaves nothing on the port.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

from recoverycollege.config import Settings

WATCHED = "RECOVERYCOLLEGE_WATCH_PARENT"  # holds the process id of the parent
CHECK_SECONDS = 0.25
STOP_SECONDS = 10
LOOK_SECONDS = 0.1
AGAIN_SECONDS = 2  # from one start of a child to the next: one that cannot run costs little
WORKER_AFTER_SECONDS = 2
WEB = [sys.executable, "-m", "recoverycollege.web"]
WORKER = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
# One heap for all threads, large pieces given back, no docstrings, no columns in tracebacks: some
# 10 MB less for each.
MEMORY = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "PYTHONOPTIMIZE": "2",
    "PYTHONNODEBUGRANGES": "1",
}
SERVING = "RECOVERYCOLLEGE_SERVING"


def watch_parent() -> None:
    """In a supervised process: ends it as soon as its parent is gone, even if that was before
    this process had fully started."""
    expected = os.environ.get(WATCHED)
    if expected is None:
        return

    def watch() -> None:
        while os.getppid() == int(expected):
            time.sleep(CHECK_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="watch-parent").start()


def serving() -> bool:
    """Whether this is a process of the web server."""
    return os.environ.get(SERVING) == "1"


def web_servers(settings: Settings) -> dict[str, list[str]]:
    """The web servers, and how each is started: one process each, all on the same port, so that
    when one ends the others go on answering."""
    processes = settings.processes or os.cpu_count() or 1
    if sys.platform == "win32":
        processes = 1  # a port cannot be shared there
    return {f"web {number}": WEB for number in range(1, processes + 1)}


def earliest(name: str, started: dict[str, float]) -> float:
    """When a child may start: pages come first, and one that cannot run must cost little."""
    again = started[name] + AGAIN_SECONDS if name in started else 0
    return max(again, started["web 1"] + WORKER_AFTER_SECONDS) if name == "worker" else again


def serve(settings: Settings, *, worker: bool = True) -> int:
    """Runs web servers and worker until told to stop; starts again whichever ends by itself."""
    wanted = web_servers(settings) | ({"worker": WORKER} if worker else {})
    environment = MEMORY | os.environ | {WATCHED: str(os.getpid())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, not at every start
    children: dict[str, subprocess.Popen[bytes]] = {}
    started: dict[str, float] = {}
    stopping = threading.Event()

    def start(name: str) -> None:
        children[name] = subprocess.Popen(wanted[name], env=environment)
        started[name] = time.monotonic()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping.is_set():
        for name in wanted:
            ended = name not in children or children[name].poll() is not None
            if ended and time.monotonic() >= earliest(name, started):
                start(name)
        stopping.wait(LOOK_SECONDS)
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0
