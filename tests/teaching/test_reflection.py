"""Two questions after a class: for those who taught it, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.classes.models import Reflection, TeamMember
from recoverycollege.commands.audit import audit
from recoverycollege.database import db
from tests.crawl import crawl

WELL, ELSE = "Zinnia laughed with us", "Begin at ten, said the quokka"


@pytest.fixture
def over(taught, time):
    """The class of Dee and Ravi, an hour after its last session."""
    for member in taught.group.team:
        member.joined_at = time.now - timedelta(days=30)
    db.session.commit()
    time.move(days=14, hours=4)
    return taught


@pytest.fixture
def url(over):
    return f"/teaching/classes/{over.group.id}/reflection"


@pytest.mark.both
def test_each_alone_and_then_together(app, sign_in_as, over, url):
    dee, ravi = sign_in_as(over.dee), sign_in_as(over.ravi, app.test_client())
    page = dee.get(url).text
    assert len(dee.statements) <= 12
    assert "Who reads it: Ravi, and nobody else." in page
    assert "The office and managers have no page that shows it." in page
    answer = dee.submit(url, went_well=WELL, differently=ELSE)
    assert (answer.status_code, answer.location) == (303, url)
    assert len(dee.statements) <= 15
    assert WELL in dee.get(url).text
    assert WELL not in ravi.get(url).text
    assert "1 person has answered so far." in ravi.get(url).text
    ravi.press(f"{url}/not-this-time", page=url)
    assert WELL in ravi.get(url).text
    assert ELSE in ravi.get(url).text
    assert len(ravi.statements) <= 12
    page = dee.get(url).text
    assert "No words this time, and that is all right." in page
    assert "not this time" not in page


def test_it_can_be_changed_until_it_opens_and_then_given_back(app, sign_in_as, over, url):
    dee, ravi = sign_in_as(over.dee), sign_in_as(over.ravi, app.test_client())
    dee.press(f"{url}/not-this-time", page=url)
    assert "You can still write, until it opens." in dee.get(url).text
    dee.submit(url, went_well=WELL)
    ravi.submit(url, went_well="Yes.")
    data = {"csrf_token": dee.token(), "went_well": "Typed at that moment", "differently": ELSE}
    answer = dee.post(url, data=data)
    assert answer.status_code == 409
    assert "Typed at that moment" in answer.text
    assert "you may like to copy it" in answer.text
    assert db.session.get(Reflection, (over.group.id, over.dee.id)).went_well == WELL


@pytest.mark.parametrize(
    "typed", [{}, {"went_well": "  "}, {"went_well": "x" * 4001}, {"differently": "x" * 4001}]
)
def test_what_does_not_fit_is_said_kindly(sign_in_as, over, url, typed):
    answer = sign_in_as(over.dee).submit(url, typed)
    assert answer.status_code == 422
    assert db.session.scalars(select(Reflection)).all() == []


def test_words_that_are_kept_are_deleted_only_when_asked_twice(sign_in_as, over, url):
    dee = sign_in_as(over.dee)
    dee.submit(url, went_well=WELL)
    asked = dee.press(f"{url}/not-this-time", page=url)
    assert asked.status_code == 200
    assert "your words are deleted" in asked.text
    assert WELL in dee.get(url).text
    assert dee.press(f"{url}/not-this-time", sure="1").status_code == 303
    assert WELL not in dee.get(url).text


def test_it_waits_on_my_classes(sign_in_as, over, url):
    dee = sign_in_as(over.dee)
    line = "Two questions for you, 3 minutes"
    for page in ("/teaching", f"/teaching/classes/{over.group.id}"):
        assert line in dee.get(page).text
        assert len(dee.statements) <= 12
    dee.press(f"{url}/not-this-time", page=url)
    for page in ("/teaching", f"/teaching/classes/{over.group.id}"):
        assert line not in dee.get(page).text


def test_before_the_end_and_where_it_was_called_off(sign_in_as, taught):
    url = f"/teaching/classes/{taught.group.id}/reflection"
    dee = sign_in_as(taught.dee)
    assert "After the last session" in dee.get(url).text
    assert dee.press(f"{url}/not-this-time").status_code == 409
    taught.group.state = "called_off"
    db.session.commit()
    assert "No questions here" in dee.get(url).text


def test_who_teaches_alone_is_told_so(college, sign_in_as, time):
    lou = college.person("Lou Kin")
    group = college.scheduled_class(team=[(lou, "peer")], sessions=1, starts_in=timedelta(hours=1))
    time.move(hours=5)
    url = f"/teaching/classes/{group.id}/reflection"
    assert "You taught this class alone" in sign_in_as(lou).get(url).text


def test_a_manager_of_the_team_is_named_as_such(college, sign_in_as, taught, time):
    mina = college.manager()
    group = college.scheduled_class(
        team=[(taught.dee, "peer"), (mina, "practitioner")],
        sessions=1,
        starts_in=timedelta(hours=1),
    )
    time.move(hours=5)
    page = sign_in_as(taught.dee).get(f"/teaching/classes/{group.id}/reflection").text
    assert "Who reads it: Mina, and nobody else." in page
    assert "Mina: in the college office too, but here as one of your team." in page


@pytest.fixture
def written(app, sign_in_as, over, url):
    """Both have written, so it is open."""
    sign_in_as(over.dee, app.test_client()).submit(url, went_well=WELL, differently=ELSE)
    sign_in_as(over.ravi, app.test_client()).submit(url, went_well="Yes.")
    return over


@pytest.mark.parametrize("role", ["office", "manager"])
def test_no_page_of_the_office_shows_a_word(college, app, sign_in_as, written, role):
    """A canary over every page and file that staff can reach by links, the history included."""
    found = []

    def look(response):
        text = response.get_data(as_text=True)
        found.append(response.request.path)
        assert WELL not in text
        assert ELSE not in text

    client = sign_in_as(college.person("Olive Desk", roles=[role]))
    addresses = crawl(client, ("/staff",), within=("/staff",), look=look)
    person = f"/staff/people/{written.dee.id}"
    for page in (f"/staff/classes/{written.group.id}", person, "/staff/history?topic=team"):
        look(client.get(page))
    assert "Answered the questions after a class" in client.get("/staff/history?topic=team").text
    for address in (a for a in addresses if a.endswith(".csv")):
        look(client.get(address))
    assert len(found) > 20


def test_a_manager_who_teaches_elsewhere_finds_nothing(college, sign_in_as, written, url):
    manager = college.person("Kay Else", roles=["manager"])
    college.scheduled_class(team=[(manager, "peer")])
    client = sign_in_as(manager)
    foreign = client.get(url)
    absent = client.get(f"/teaching/classes/{2**31 - 1}/reflection")
    assert foreign.status_code == absent.status_code == 404
    assert foreign.text == absent.text
    for deed in ("", "/not-this-time"):
        assert client.press(url + deed, went_well="Hm").status_code == 404


def test_a_manager_who_joins_the_team_afterwards_finds_nothing(
    college, app, sign_in_as, written, url
):
    manager = college.manager()
    client = sign_in_as(manager)
    late = TeamMember(person_id=manager.id, perspective="peer", shown_name="Mina")
    late.class_id, late.joined_at = written.group.id, clock.now()
    db.session.add(late)
    db.session.commit()
    page = client.get(url).text
    assert "These questions are for others" in page
    assert WELL not in page
    assert client.press(f"{url}/not-this-time").status_code == 409
    assert WELL in sign_in_as(written.ravi, app.test_client()).get(url).text


def test_only_the_author_takes_it_away(app, sign_in_as, written):
    dee = sign_in_as(written.dee)
    assert WELL in dee.get("/account/data").text
    ravi = sign_in_as(written.ravi, app.test_client())
    assert WELL not in ravi.get("/account/data").text


def test_the_audit_says_no_word_of_it(app, written):
    told = app.test_cli_runner().invoke(audit)
    assert told.exit_code == 0
    assert WELL not in told.output


@pytest.mark.parametrize("who", ["student", "office", "nobody"])
def test_it_is_for_co_teachers(client, college, sign_in_as, over, url, who):
    if who != "nobody":
        sign_in_as(over.people[0] if who == "student" else college.office())
    assert client.get(url).status_code == (303 if who == "nobody" else 403)
