"""What the tests share.

`app` is one college with an empty, migrated database; `client` fetches its pages and inspects
each of them; `college` fills it; `sign_in_as(person)` signs the client in. The time stands still
at `time.now` (a Wednesday morning) until a test moves it. Inside a test an app context is open,
so `db.session` can be used; every request has a session of its own and sees what was committed
or added before it.

    @pytest.mark.both     runs the test on SQLite and on PostgreSQL
    --database=both       runs every test that has a database on both
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from recoverycollege import clock, create_app
from recoverycollege.config import Settings
from recoverycollege.database import db
from tests import addresses, installation
from tests.client import InspectingClient
from tests.college import College
from tests.signing_in import sign_in

KINDS = ("sqlite", "postgresql")
pytest_plugins = ("tests.live", "tests.browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=(*KINDS, "both"), default="sqlite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("--database")
    if metafunc.definition.get_closest_marker("sqlite"):
        metafunc.parametrize("database_kind", ["sqlite"], scope="function")
        return
    both = chosen == "both" or metafunc.definition.get_closest_marker("both")
    metafunc.parametrize("database_kind", KINDS if both else [chosen], scope="function")


class Time:
    """The time, standing still."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)

    def set(self, moment: datetime) -> None:
        self.now = moment.astimezone(UTC)

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    frozen = Time()
    monkeypatch.setattr(clock, "now", lambda: frozen.now)
    return frozen


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("session")


@pytest.fixture(scope="session")
def databases(session_folder: Path) -> Iterator[installation.Databases]:
    made = installation.Databases(session_folder)
    yield made
    made.stop()


@pytest.fixture
def database_url(
    database_kind: str, databases: installation.Databases, tmp_path: Path
) -> Iterator[str]:
    """The address of a migrated database without a row."""
    url = databases.new(database_kind, tmp_path)
    yield url
    databases.give_back(url)


@pytest.fixture
def settings_for(tmp_path: Path) -> Callable[..., Settings]:
    return partial(installation.settings_for, tmp_path / "instance")


@pytest.fixture(scope="session")
def shared_addresses() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        addresses.share(patch)
        yield


@pytest.fixture(scope="session")
def make_app(session_folder: Path, shared_addresses: None) -> Callable[[Settings], Flask]:
    """Makes an app as the tests need it: templates stay compiled from one to the next."""
    compiled = session_folder / "templates"
    compiled.mkdir(exist_ok=True)
    seen: dict[str, list[str]] = {}

    class Client(InspectingClient):
        pass

    Client.seen = seen

    def make(settings: Settings) -> Flask:
        app = create_app(settings)
        app.testing = True
        app.test_client_class = Client
        installation.never_wait_for_the_disk(app)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        return app

    return make


@pytest.fixture(scope="session")
def bare_app(make_app: Callable[[Settings], Flask], session_folder: Path) -> Flask:
    """One app for the laws that only look at how it is put together. Its database is empty."""
    return make_app(installation.settings_for(session_folder / "bare"))


@pytest.fixture
def app_with(
    make_app: Callable[[Settings], Flask],
    settings_for: Callable[..., Settings],
    database_url: str,
    time: Time,
) -> Iterator[Callable[..., Flask]]:
    """`app_with(college_name="…")`: the app with other settings, on this test's database."""
    made: list[tuple[Flask, Any]] = []

    def make(**overrides: Any) -> Flask:
        app = make_app(settings_for(**({"database_url": database_url} | overrides)))
        context = app.app_context()
        context.push()
        made.append((app, context))
        return app

    yield make
    for _, context in reversed(made):
        db.session.remove()
        db.engine.dispose()
        context.pop()


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    return app_with()


@pytest.fixture
def strict_app(app_with: Callable[..., Flask]) -> Flask:
    """A real college's settings: no demo, throttles on, second factor asked, mail by SMTP."""
    return app_with(demo=False)


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def college(time: Time, app_with: Callable[..., Flask], request: pytest.FixtureRequest) -> College:
    """Makes courses, classes, people and places, in `app` or else in `strict_app`. It names
    `app_with`, so that a test that names neither app is given its databases."""
    name = "strict_app" if "strict_app" in request.fixturenames else "app"
    request.getfixturevalue(name)
    return College()


@pytest.fixture
def sign_in_as(request: pytest.FixtureRequest) -> Callable[..., InspectingClient]:
    """`sign_in_as(person)` signs this test's client in and returns it; `client=` for another."""

    def sign(person: Any, client: InspectingClient | None = None, **options: Any) -> Any:
        client = client or request.getfixturevalue("client")
        sign_in(client, person, **options)
        return client

    return sign


@pytest.fixture
def real_college(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters wait for the morning, as they do outside the demonstration."""
    real = replace(app.extensions["settings"], demo=False)
    monkeypatch.setitem(app.extensions, "settings", real)
