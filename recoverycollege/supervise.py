"""`serve`: the web server and the worker as children of one supervisor.

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
CHECK_SECONDS = 0.5
STOP_SECONDS = 10
CHILDREN = ("web", "worker")


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


def serve(settings: Settings) -> int:
    """Runs web and worker until told to stop; starts again whichever ends by itself."""
    environment = os.environ | {WATCHED: str(os.getpid())}
    commands = {name: [sys.executable, "-m", "flask", "--app", "wsgi", name] for name in CHILDREN}
    children = {name: subprocess.Popen(c, env=environment) for name, c in commands.items()}
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping.wait(0.5):
        for name, child in children.items():
            if child.poll() is not None:
                time.sleep(1)
                children[name] = subprocess.Popen(commands[name], env=environment)
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0


def web(settings: Settings) -> None:
    """The web server: one process a core, a few threads each, respawned when one ends."""
    from granian.constants import Interfaces
    from granian.server import Server

    os.environ[WATCHED] = str(os.getpid())  # its processes end with it
    Server(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes or os.cpu_count() or 1,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level="warning",  # type: ignore[arg-type]
        websockets=False,
    ).serve()
