"""A real server in processes of its own, for races and browsers. Its clock is the real one.

def test_last_place(live_server):
    group = live_server.college.scheduled_class(capacity=1)
    requests to live_server.url + f"/classes/{group.id}/ask" …
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from recoverycollege.config import PREFIX, Settings
from recoverycollege.database import db
from tests import installation
from tests.children import Child
from tests.client import deliver_and_read
from tests.college import College
from tests.mailbox import Mail
from tests.signing_in import cookies_of

ROOT = Path(__file__).parent.parent
START_SECONDS = 60


class LiveServer:
    """A running server, and the same installation seen from the test: `app` and `college`."""

    def __init__(self, app: Flask, settings: Settings, target: str, **server: Any) -> None:
        self.app, self.settings, self.college = app, settings, College()
        self.url = settings.base_url
        self._log = open(settings.instance / "server.log", "w+")  # noqa: SIM115
        self._process = Child(
            _command(settings, target, **server),
            cwd=ROOT,
            env=_environment(settings),
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def cookies_of(self, person: Any) -> dict[str, str]:
        """The cookies of a browser in which this person has signed in."""
        return cookies_of(self.app, person)

    def letters(self, to: str = "") -> list[Mail]:
        """Delivers what is due and reads what was sent, the newest last."""
        return deliver_and_read(self.app, to)

    def log(self) -> str:
        """What the server has said so far: where a test looks for a traceback."""
        self._log.flush()
        return Path(self._log.name).read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        self._process.stop()
        self._log.close()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/health/ready", timeout=2):
                    return
            except urllib.error.HTTPError as answer:
                raise AssertionError(f"not ready: {answer.code}\n{self.log()}") from None
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.log()}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _command(settings: Settings, target: str, processes: int = 2, threads: int = 4) -> list[str]:
    options = {
        "interface": "wsgi",
        "host": settings.host,
        "port": settings.port,
        "workers": processes,
        "blocking-threads": threads,
        "log-level": "warning",
    }
    parts = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return [sys.executable, "-m", "granian", *parts, target]


def _environment(settings: Settings) -> dict[str, str]:
    """Only what this installation says: settings of the person at the keyboard stay out."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
    names = ("instance", "database_url", "base_url", "port", "throttle", "demo")
    return kept | {PREFIX + name.upper(): str(getattr(settings, name)) for name in names}


@pytest.fixture
def start_server(
    database_url: str, make_app: Callable[[Settings], Flask], tmp_path: Path
) -> Iterator[Callable[..., LiveServer]]:
    """`start_server("wsgi:app", processes=2, threads=8)` on this test's database."""
    started: list[tuple[LiveServer, Any]] = []

    def start(target: str = "wsgi:app", **server: Any) -> LiveServer:
        port = free_port()
        settings = installation.settings_for(
            tmp_path / "live", port=port, base_url=f"http://127.0.0.1:{port}",
            database_url=database_url,
        )  # fmt: skip
        app = make_app(settings)
        context = app.app_context()
        context.push()
        started.append((LiveServer(app, settings, target, **server), context))
        return started[-1][0]

    yield start
    for server, context in reversed(started):
        server.stop()
        db.session.remove()
        db.engine.dispose()
        context.pop()


@pytest.fixture
def live_server(start_server: Callable[..., LiveServer]) -> LiveServer:
    return start_server()
