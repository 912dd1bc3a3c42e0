"""An installation that `flask serve` runs, seen from outside: its processes and its port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

from recoverycollege.config import PREFIX
from tests.live import ROOT, free_port

START_SECONDS = 30
LISTENS = "0A"  # the state, as the kernel writes it


class Served:
    """An empty installation under DEMO; `prepare` names the commands run before it is served.
    `settings`: others than those of the demonstration."""

    def __init__(
        self,
        folder: Path,
        prepare: Iterable[str] = ("db upgrade", "load-demo"),
        **settings: str,
    ) -> None:
        self.instance, self.port = folder / "instance", free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        values = {
            "instance": str(self.instance),
            "demo": "1",
            "port": str(self.port),
            "processes": "1",
            "throttle": "off",
        } | settings
        self.environment = kept | {PREFIX + name.upper(): said for name, said in values.items()}
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.log = folder / "serve.log"
        for command in prepare:
            self.flask(*command.split())

    def flask(self, *words: str, **overrides: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.environment | overrides,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def start(self, word: str = "serve") -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", word]
        with open(self.log, "ab") as log:
            self.supervisor = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        wait_until(lambda: self.get("/health/ready") == 200, START_SECONDS)

    def get(self, page: str, timeout: float = 20) -> int:
        try:
            address = f"http://127.0.0.1:{self.port}{page}"
            with urllib.request.urlopen(address, timeout=timeout) as got:
                got.read()
                return int(got.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return 0

    def processes(self) -> dict[int, str]:
        """Those that run with this installation's folder, and what they are."""
        mine = f"{PREFIX}INSTANCE={self.instance}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mine in (folder / "environ").read_bytes().split(b"\0"):
                    words = (folder / "cmdline").read_bytes().split(b"\0")
                    found[int(folder.name)] = b" ".join(words).decode()
            except OSError:
                continue  # it ended while we looked, or is not ours to see
        return found

    def web_processes(self) -> list[int]:
        """The processes that answer pages: the children of the web servers."""
        web = {pid for pid, words in self.processes().items() if "recoverycollege.web" in words}
        return [pid for pid in web if parent(pid) in web]

    def children(self) -> list[int]:
        """Everything but the supervisor: the web servers, their processes, the worker."""
        ends = (" worker", "recoverycollege.web")
        return [pid for pid, words in self.processes().items() if words.rstrip().endswith(ends)]

    def listening(self) -> int:
        """How many sockets take connections on the port: one for each process that is ready."""
        entries = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(e[1].endswith(f":{self.port:04X}") and e[3] == LISTENS for e in entries)

    def port_is_free(self) -> bool:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", self.port))
            except OSError:
                return False
            return True

    def end(self) -> None:
        if self.supervisor and self.supervisor.poll() is None:
            self.supervisor.terminate()
            self.supervisor.wait(30)
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)


def status(pid: int, name: str) -> str:
    found = re.search(rf"^{name}:\s+(\S+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found, name
    return found[1]


def parent(pid: int) -> int:
    """The process above; 0 for one that ended while we looked."""
    try:
        return int(status(pid, "PPid"))
    except OSError:
        return 0


def wait_until(true: Callable[[], bool], seconds: float) -> float:
    """How long it took. Raises AssertionError when it took longer."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + seconds, f"not within {seconds} seconds"
        time.sleep(0.05)
    return time.monotonic() - began
