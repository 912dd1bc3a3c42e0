"""Many people at once, each with a browser of their own, against a real server."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from itsdangerous import URLSafeTimedSerializer

from recoverycollege.database import begin_write, db, is_postgres
from recoverycollege.refusals import Refused
from tests.live import LiveServer

TRIALS = 10


class Browser:
    """One browser: its cookie, and a form it has open."""

    def __init__(self, server: LiveServer, person: Any = None, *, handle: str = "") -> None:
        """`handle`: known again without signing in, as a browser is that has asked before."""
        self.host = server.url.removeprefix("http://")
        session = {"csrf_token": "the-crowd's-own"}
        if handle:
            session["handle"] = handle
        signer = server.app.session_interface.get_signing_serializer(server.app)
        if person is not None:
            session |= signer.loads(server.cookies_of(person)["session"])
        self.cookie = f"session={signer.dumps(session)}"
        secret = server.settings.secret_key
        tokens = URLSafeTimedSerializer(secret, salt="wtf-csrf-token")
        self.token = tokens.dumps(session["csrf_token"])

    def post(self, path: str, **fields: str) -> int:
        """The status of the answer."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(
                "POST", path, urlencode({"csrf_token": self.token} | fields), headers
            )
            return connection.getresponse().status
        finally:
            connection.close()


def all_at_once(deeds: Iterable[Callable[[], Any]]) -> list[Any]:
    """What came of each, all of them having begun together."""
    waiting = list(deeds)
    barrier = Barrier(len(waiting))

    def run(deed: Callable[[], Any]) -> Any:
        barrier.wait()
        return deed()

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(run, waiting))


def shows(trial: Callable[[], bool]) -> bool:
    """Whether a fault shows in a negative control. What is raced comes out otherwise each time, so
    one trial may not show it; several do."""
    return any(trial() for _ in range(TRIALS))


def fails(check: Callable[..., Any], *args: Any) -> bool:
    """Whether a check finds a fault."""
    try:
        check(*args)
    except AssertionError:
        return True
    return False


def step(app: Any, deed: Callable[[], Any]) -> Callable[[], str]:
    """A deed as a request would do it: its own session, the write transaction, one commit."""

    def run() -> str:
        with app.app_context():
            try:
                begin_write()
                deed()
                db.session.commit()
                return "done"
            except Refused:
                db.session.rollback()
                return "refused"
            finally:
                db.session.remove()

    return lambda: Context().run(run)


def elsewhere(app: Any, deed: Callable[[], Any]) -> None:
    """What another request does after ours has read, and before it locks. SQLite lets one write at
    a time: there it is done in ours."""
    if not is_postgres():
        deed()
        db.session.flush()
        return
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(step(app, deed)).result() == "done"
