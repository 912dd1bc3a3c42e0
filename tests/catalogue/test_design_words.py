"""The words of a draft are changed by anyone who writes, and every save is a new draft."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import Course, Designer
from recoverycollege.database import db
from tests.forms import forms_of


@pytest.fixture
def peer(college: Any) -> Any:
    return college.person("Dee Peer")


@pytest.fixture
def design(college: Any, peer: Any, sign_in_as: Any) -> Any:
    made = college.design((peer, "peer"), (college.person("Ravi Nurse"), "practitioner"))
    sign_in_as(peer).most_statements_of_a_step = 15
    return made


def test_each_save_is_a_new_draft_and_gives_up_signatures(client: Any, design: Any) -> None:
    one = db.session.scalars(select(Designer)).first()
    one.signed_version, one.signed_at = 1, design.opened_at
    address = f"/design/{design.id}/words"
    assert "everybody signs anew" in client.get(address).text
    answer = client.submit(address, summary="We bake.\nAnd talk.", outcomes="bake\n\nbake\nrest ")
    assert (answer.status_code, answer.location) == (303, f"/design/{design.id}")
    db.session.expire_all()
    assert design.text_version == 2
    assert design.texts["summary"] == "We bake. And talk."
    assert design.texts["outcomes"] == ["bake", "rest"]
    assert (one.signed_version, one.signed_at, one.read_version) == (None, None, 2)
    assert "This is draft 2." in client.get(f"/design/{design.id}").text


def test_saving_the_same_words_changes_nothing(client: Any, design: Any) -> None:
    one = db.session.scalars(select(Designer)).first()
    one.signed_version, one.signed_at = 1, design.opened_at
    assert client.submit(f"/design/{design.id}/words").status_code == 303
    db.session.expire_all()
    assert (design.text_version, one.signed_version) == (1, 1)


def test_an_agreed_draft_is_open_again_when_its_words_change(client: Any, design: Any) -> None:
    design.state, design.agreed_at = "agreed", design.opened_at
    db.session.commit()
    client.submit(f"/design/{design.id}/words", title="Bread")
    db.session.expire_all()
    assert (design.state, design.agreed_at) == ("open", None)


def opened(client: Any, design: Any) -> dict[str, Any]:
    """What a tab would send, that was opened now."""
    page = client.get(f"/design/{design.id}/words")
    return next(form.values for form in forms_of(page) if "summary" in form.values)


@pytest.mark.both
def test_what_only_one_changed_stays_as_they_wrote_it(client: Any, design: Any) -> None:
    address, tab = f"/design/{design.id}/words", opened(client, design)
    client.submit(address, who_for="Anyone who lives alone.", description="Bread, and\ntea.")
    answer = client.post(address, data=tab | {"expect": "Tea at ten."})
    assert answer.status_code == 303
    assert "Someone else has changed other parts" in client.get(answer.location).text
    db.session.expire_all()
    assert design.texts["who_for"] == "Anyone who lives alone."
    assert design.texts["description"] == "Bread, and\ntea."
    assert (design.texts["expect"], design.text_version) == ("Tea at ten.", 3)


@pytest.mark.both
def test_what_both_changed_stands_side_by_side(client: Any, design: Any) -> None:
    """Nothing is saved before whoever was second has seen both; and only that part is shown."""
    address, tab = f"/design/{design.id}/words", opened(client, design)
    client.submit(address, title="The first title", who_for="Anyone who lives alone.")
    late = client.post(address, data=tab | {"title": "The second title", "expect": "Tea."})
    assert late.status_code == 422
    assert "Someone else has changed the same part meanwhile" in late.text
    assert late.text.count("Someone else has just saved this part so:") == 1
    assert 'value="The second title"' in late.text
    assert '<blockquote class="said">The first title</blockquote>' in late.text
    assert ">Anyone who lives alone.</textarea>" in late.text.replace(">\r\n", ">")
    db.session.expire_all()
    assert (design.texts["title"], design.text_version) == ("The first title", 2)
    (form,) = (f.values for f in forms_of(late) if "summary" in f.values)
    assert client.post(address, data=form).status_code == 303
    db.session.expire_all()
    assert (design.texts["title"], design.text_version) == ("The second title", 3)
    assert (design.texts["who_for"], design.texts["expect"]) == ("Anyone who lives alone.", "Tea.")


def test_words_of_a_round_that_ended_meanwhile_are_given_back(client: Any, design: Any) -> None:
    address, tab = f"/design/{design.id}/words", opened(client, design)
    design.state = "set_aside"
    db.session.commit()
    late = client.post(address, data=tab | {"description": "My long description."})
    assert late.status_code == 409
    assert "My long description." in late.text
    assert "This round is over." in late.text
    assert "Save as a new draft" not in late.text


def test_the_helper_tells_and_saves_nothing(client: Any, design: Any) -> None:
    long = "We will utilise " + "considerable understanding " * 12
    page = client.submit(f"/design/{design.id}/words", description=long, look="1")
    assert page.status_code == 200
    assert "Words that may be hard:" in page.text
    assert "js/reading" in page.text
    db.session.expire_all()
    assert design.text_version == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 121},
        {"summary": "x" * 301},
        {"description": "‏" * 4001},
        {"outcomes": "a\nb\nc\nd\ne"},
        {"outcomes": "b" * 301},
    ],
)
def test_mistakes_come_back_with_what_was_typed(
    client: Any, design: Any, wrong: dict[str, str]
) -> None:
    answer = client.submit(f"/design/{design.id}/words", {"expect": "Tea at ten."} | wrong)
    assert answer.status_code == 422
    assert "Nearly there" in answer.text
    assert "Tea at ten." in answer.text
    db.session.expire_all()
    assert design.text_version == 1


def test_script_in_words_stays_words(client: Any, design: Any) -> None:
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) **bold**"
    client.submit(f"/design/{design.id}/words", title=evil[:100], description=evil, expect=evil)
    page = client.get(f"/design/{design.id}").text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<strong>bold</strong>" in page


def test_a_course_in_the_catalogue_stays_as_it_is_meanwhile(
    client: Any, college: Any, peer: Any, sign_in_as: Any
) -> None:
    course = college.course("Sleep", outcomes=("rest", "rise"))
    design = college.design((peer, "peer"), course=course)
    sign_in_as(peer)
    client.submit(f"/design/{design.id}/words", title="Sleep well")
    assert "Sleep well" not in client.get("/courses/sleep").text
    db.session.expire_all()
    assert db.session.get_one(Course, course.id).title == "Sleep"
