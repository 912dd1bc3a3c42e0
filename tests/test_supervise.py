"""`serve` for real: whatever happens to the supervisor, nothing stays behind."""

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
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recoverycollege.config import PREFIX
from tests.live import ROOT, free_port

GONE_SECONDS = 3
START_SECONDS = 30
MEMORY_MB = 90
PAGES = ("/", "/courses", "/courses?page=2", "/courses?q=anxeity", "/courses/understanding-anxiety")

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes in /proc")


class Served:
    """An installation with the demonstration college, served by `serve`."""

    def __init__(self, folder: Path) -> None:
        self.instance, self.port = folder / "instance", free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        self.environment = kept | {
            f"{PREFIX}INSTANCE": str(self.instance),
            f"{PREFIX}DEMO": "1",
            f"{PREFIX}PORT": str(self.port),
            f"{PREFIX}PROCESSES": "1",
            f"{PREFIX}THROTTLE": "off",
        }
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.flask("db", "upgrade")
        self.flask("load-demo")

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

    def start(self) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
        self.supervisor = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        wait_until(lambda: self.get("/health/ready") == 200, START_SECONDS)

    def get(self, page: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{page}", timeout=20) as got:
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
        """The processes that answer pages: the children of the web server."""
        web = {pid for pid, words in self.processes().items() if "recoverycollege.web" in words}
        return [pid for pid in web if int(status(pid, "PPid")) in web]

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


def memory(pid: int) -> float:
    """The resident memory of a process, in millions of bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.05)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = Served(tmp_path)
    yield found
    found.end()


def test_killed_it_leaves_nothing_and_starts_again(served: Served) -> None:
    served.start()
    # The supervisor, the web server, its process, the worker.
    wait_until(lambda: len(served.processes()) >= 4, START_SECONDS)
    assert served.supervisor
    served.supervisor.kill()
    served.supervisor.wait()
    wait_until(lambda: not served.processes() and served.port_is_free(), GONE_SECONDS)
    served.start()
    assert served.get("/courses") == 200
    served.supervisor.terminate()
    assert served.supervisor.wait(30) == 0
    assert served.processes() == {}
    assert served.port_is_free()


def test_what_ends_by_itself_is_started_again(served: Served) -> None:
    served.start()
    before = served.processes()
    for pid, words in before.items():
        if words.rstrip().endswith((" worker", "recoverycollege.web")):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(served.processes()) - set(before)) >= 3, START_SECONDS)
    wait_until(lambda: served.get("/health/ready") == 200, START_SECONDS)


def test_a_process_stays_small_on_catalogue_traffic(served: Served) -> None:
    served.start()
    for _ in range(20):
        assert [served.get(page) for page in PAGES] == [200] * len(PAGES)
    found = [memory(pid) for pid in served.web_processes()]
    assert found
    assert max(found) <= MEMORY_MB, found


def test_a_taken_port_is_said_in_one_line(served: Served) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", served.port))
        taken.listen()
        answer = served.flask("serve")
    assert answer.returncode == 1
    assert re.fullmatch(r"Error: Port \d+ .* cannot be used .*\n", answer.stderr)


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("DEMO", "0", "RECOVERYCOLLEGE_SECRET_KEY is missing"),
        ("TIMEZONE", "Mars/Olympus", "TIMEZONE Mars/Olympus is not a known zone"),
        ("PORT", "soon", "PORT must be a whole number"),
    ],
)
def test_unsafe_settings_are_said_in_one_line(tmp_path, setting, value, words) -> None:
    names = {"DEMO": "1", "INSTANCE": str(tmp_path / "instance"), setting: value}
    answer = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "audit"],
        cwd=ROOT,
        env=os.environ | {PREFIX + name: given for name, given in names.items()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert words in answer.stderr
    assert answer.stderr.count("\n") == 1
