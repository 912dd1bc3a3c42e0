"""The key of a calendar is in its address, so no address may stand in a log."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

import pytest

from tests.source import ROOT

WEB = [sys.executable, "-m", "recoverycollege.web"]  # as `serve` starts it
UNKNOWN = "no-such-key-0123456789"


@pytest.fixture
def server(monkeypatch, start_server):
    monkeypatch.setattr("tests.live._command", lambda settings, target, **server: WEB)
    return start_server()


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code


def test_what_the_server_writes_names_no_key(server):
    feed = f"{server.url}/my-learning/calendar.ics?key={UNKNOWN}"
    assert [status(feed), status(feed.replace(".ics", ".ics/"))] == [404, 404]
    log = server.log()
    server.stop()
    folder = server.settings.instance
    written = [path for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name]
    assert UNKNOWN not in log + "".join(path.read_text(errors="replace") for path in written)


def test_the_proxy_in_front_writes_no_addresses():
    """The example for nginx has a log of its own, without the line that was asked for."""
    lines = (ROOT / "deploy" / "nginx.conf").read_text().splitlines()
    [format_] = [line for line in lines if line.startswith("log_format")]
    named = ("$request ", "$request_uri", "$args", "$query_string", "$http_referer")
    assert not [name for name in named if name in format_]
    assert any("access_log" in line and "discreet" in line for line in lines)
