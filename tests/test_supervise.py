"""`serve` for real: whatever happens to the supervisor, nothing stays behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoverycollege.config import PREFIX
from tests.live import ROOT
from tests.served import START_SECONDS, Served, wait_until

GONE_SECONDS = 3
MEMORY_MB = 100
PAGES = ("/", "/courses", "/courses?page=2", "/courses?q=anxeity", "/courses/understanding-anxiety")

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes in /proc")


def memory(pid: int) -> float:
    """The resident memory of a process, in millions of bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


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
    for pid in served.children():
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(served.processes()) - set(before)) >= 3, START_SECONDS)
    wait_until(lambda: served.get("/health/ready") == 200, START_SECONDS)


def test_when_one_process_ends_the_other_answers(tmp_path: Path) -> None:
    served = Served(tmp_path, processes="2")
    try:
        served.start("web")
        wait_until(lambda: served.listening() == 2, START_SECONDS)
        assert not any(words.rstrip().endswith(" worker") for words in served.processes().values())
        os.kill(served.web_processes()[0], signal.SIGKILL)
        wait_until(lambda: served.listening() == 1, START_SECONDS)
        assert [served.get("/courses", timeout=2) for _ in range(20)] == [200] * 20
        wait_until(lambda: served.listening() == 2, START_SECONDS)
    finally:
        served.end()


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
