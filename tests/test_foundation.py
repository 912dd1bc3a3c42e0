"""The tests' own tools do what they promise."""

from urllib.request import urlopen

import pytest
from flask import render_template
from sqlalchemy import delete

from recoverycollege.accounts.models import Person
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
