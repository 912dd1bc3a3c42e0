"""The tests' own tools do what they promise."""

from io import BytesIO
from urllib.request import urlopen

import pytest
from flask import render_template
from sqlalchemy import delete, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from recoverycollege.accounts.models import Person
from recoverycollege.config import UnsafeSettings
from recoverycollege.database import db
from recoverycollege.guards import audience
from tests.browser import axe, no_sideways_scroll


@pytest.mark.both
def test_world(app, college, database_kind):
    group = college.scheduled_class(capacity=2)
    line = college.fill(group, waiting=1)
    college.mark(group.sessions[0], line[0])
    assert db.engine.dialect.name == database_kind
    assert [place.state for place in line] == ["enrolled", "enrolled", "waiting"]
    assert [place.number for place in line] == [1, 2, 3]
    assert len(group.team) == 2


@pytest.fixture
def careless(app):
    """Pages that break one promise each."""

    @app.get("/careless/writes")
    @audience("public")
    def writes():
        db.session.execute(delete(Person))
        return "written"

    @app.get("/careless/asks")
    @audience("public")
    def asks():
        for _ in range(16):
            db.session.query(Person).count()
        return "asked"

    @app.get("/careless/html")
    @audience("public")
    def html():
        return "<h1>Hello"

    @app.get("/careless/fault")
    @audience("public")
    def fault():
        raise RuntimeError("ours")

    return app


@pytest.mark.parametrize(
    ("page", "finding"),
    [
        ("writes", "GET wrote"),
        ("asks", "16 statements"),
        ("html", "title"),
        ("fault", "answered 500"),
    ],
)
def test_client_finds(careless, page, finding):
    with pytest.raises(AssertionError, match=finding):
        careless.test_client().get(f"/careless/{page}")


def test_good_page(app, client):
    @app.get("/good")
    @audience("public")
    def good():
        return render_template("errors/page.html", heading="Good", words="All is well.")

    assert client.get("/good").status_code == 200
    assert client.get("/nobody-knows").status_code == 404


@pytest.mark.both
def test_live_server(live_server):
    someone = live_server.college.person("Sam Field")
    assert live_server.cookies_of(someone)
    with urlopen(f"{live_server.url}/health/ready") as answer:
        assert answer.read() == b"ready\n"


def test_browser(live_server, open_page):
    page = open_page(live_server, "/demo/letters", width=375, dark=True)
    assert page.locator("h1").count() == 1
    axe(page)
    no_sideways_scroll(page)


def test_a_post_is_read_before_the_lock_is_taken(app, client):
    """A sender who trickles must not keep everyone else from writing."""
    open_meanwhile = []

    class Slow(BytesIO):
        def readinto(self, buffer):
            open_meanwhile.append(db.session().in_transaction())
            return super().readinto(buffer)

    body = b"about=get_back&words=Hello"
    client.post(
        "/contact",
        input_stream=Slow(body),
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )
    assert open_meanwhile and not any(open_meanwhile)


def test_a_fault_of_the_database_says_nothing_of_anyone(app):
    """What it says ends in the log."""
    with pytest.raises(DBAPIError) as fault:
        db.session.execute(text("INSERT INTO nowhere (name) VALUES (:name)"), {"name": "Ann Reed"})
    assert "Ann" not in str(fault.value)


def test_the_database_away_from_someone_signed_in(app, client, college, sign_in_as):
    sign_in_as(college.person("Ann Reed"))
    client.expects_faults = True

    def gone(*args):
        raise OperationalError("SELECT", {}, Exception("gone"))

    engine = db.engine
    event.listen(engine, "before_cursor_execute", gone)
    try:
        answers = [client.get(path) for path in ("/courses", "/my-learning")]
    finally:
        event.remove(engine, "before_cursor_execute", gone)
    assert [(a.status_code, a.headers["Retry-After"]) for a in answers] == [(503, "120")] * 2


def test_metrics_with_a_strange_key(app_with):
    app = app_with(metrics_key="a" * 40)
    away = {"REMOTE_ADDR": "192.0.2.1"}
    client = app.test_client()
    assert client.get("/metrics?key=é", environ_overrides=away).status_code == 404
    assert client.get(f"/metrics?key={'a' * 40}", environ_overrides=away).status_code == 200


@pytest.mark.parametrize("name", ["secret_key", "answer_key", "smtp_url", "base_url", "mail_from"])
def test_a_real_college_does_not_start_without(settings_for, name):
    with pytest.raises(UnsafeSettings, match=name.upper()):
        settings_for(demo=False, **{name: ""})
