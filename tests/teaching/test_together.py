"""The three records of a class: for its team, signed by each for themselves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.classes.models import CoproductionRecord, RecordSignature
from recoverycollege.database import db


@pytest.fixture
def url(taught):
    return f"/teaching/classes/{taught.group.id}/together"


def signed():
    db.session.expire_all()
    return [
        (s.kind, s.side, s.member.person_id) for s in db.session.scalars(select(RecordSignature))
    ]


def panel(page: str, kind: str) -> str:
    found = re.search(rf'<section class="panel" id="{kind}">(.*?)</section>', page, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


@pytest.mark.both
def test_each_side_signs_by_one_press(app, sign_in_as, taught, url):
    dee = sign_in_as(taught.dee)
    page = dee.get(url).text
    assert len(dee.statements) <= 12
    assert "planned by a peer and a practitioner" in panel(page, "design")
    assert "Still to sign: a peer, and a practitioner or a relative." in panel(page, "design")
    answer = dee.press(f"{url}/design/sign", page=url)
    assert (answer.status_code, answer.location) == (303, f"{url}#design")
    assert len(dee.statements) <= 15
    page = panel(dee.get(url).text, "design")
    assert "Dee signed on 11 March 2026, as a peer." in page
    assert "Still to sign: a practitioner or a relative." in page
    assert "I sign this" not in page
    ravi = sign_in_as(taught.ravi, app.test_client())
    ravi.press(f"{url}/design/sign", page=url)
    page = panel(ravi.get(url).text, "design")
    assert "Ravi signed on 11 March 2026, as a practitioner." in page
    assert "Still to sign" not in page
    assert "Signed from both sides" in page
    design = [("design", "other", taught.ravi.id), ("design", "peer", taught.dee.id)]
    assert sorted(signed()) == design


def test_nothing_of_the_page_says_who_signs(sign_in_as, taught, url):
    dee = sign_in_as(taught.dee)
    other = taught.group.team[1].id
    dee.press(
        f"{url}/design/sign", page=url, member_id=other, person_id=taught.ravi.id, side="other"
    )
    assert signed() == [("design", "peer", taught.dee.id)]


def test_what_comes_later_waits(sign_in_as, taught, url, time):
    dee = sign_in_as(taught.dee)
    page = dee.get(url).text
    assert panel(page, "delivery").endswith("This can be signed after the first session.")
    assert panel(page, "evaluation").endswith("This can be signed after the last session.")
    for kind in ("delivery", "evaluation"):
        assert dee.press(f"{url}/{kind}/sign").status_code == 409
        assert dee.get(f"{url}/{kind}").status_code == 409
    time.move(hours=4)
    assert "The class began on 11 March 2026" in panel(dee.get(url).text, "delivery")
    time.move(days=15)
    page = dee.get(url).text
    assert "taught 3 times from 11 March 2026 to 25 March 2026" in panel(page, "delivery")
    assert "We looked back on this class" in panel(page, "evaluation")
    assert signed() == []


def test_what_changed_meanwhile_is_shown_and_not_signed(app, sign_in_as, taught, url):
    dee, ravi = sign_in_as(taught.dee), sign_in_as(taught.ravi, app.test_client())
    seen = re.search(r'name="seen" value="(\w+)"', dee.get(url).text)
    ravi.submit(f"{url}/design", words="We planned it on the phone.")
    answer = dee.press(f"{url}/design/sign", seen=seen[1])
    assert answer.status_code == 409
    assert "Please read them, then sign." in answer.text
    assert "We planned it on the phone." in answer.text
    assert signed() == []
    dee.press(f"{url}/design/sign", page=url)
    assert len(signed()) == 1


def test_changing_the_words_says_before_that_signatures_go(app, sign_in_as, taught, url):
    dee, ravi = sign_in_as(taught.dee), sign_in_as(taught.ravi, app.test_client())
    assert "signatures go" not in ravi.get(f"{url}/design").text
    dee.press(f"{url}/design/sign", page=url)
    page = ravi.get(f"{url}/design").text
    assert "Signed so far: Dee." in page
    assert "these signatures go" in page
    ravi.submit(f"{url}/design")  # as it stood
    assert len(signed()) == 1
    answer = ravi.submit(f"{url}/design", words="We met\r\ntwice & talked.")
    assert (answer.status_code, answer.location) == (303, f"{url}#design")
    assert signed() == []
    assert db.session.scalar(select(CoproductionRecord.words)) == "We met\ntwice & talked."


def test_two_who_write_at_once_lose_nothing(app, sign_in_as, taught, url):
    dee, ravi = sign_in_as(taught.dee), sign_in_as(taught.ravi, app.test_client())
    seen = re.search(r'name="seen"[^>]* value="(\w+)"', dee.get(f"{url}/design").text)[1]
    ravi.submit(f"{url}/design", words="Ravi's words.")
    answer = dee.post(
        f"{url}/design", data={"csrf_token": dee.token(), "seen": seen, "words": "Dee's words."}
    )
    assert answer.status_code == 409
    assert "Ravi&#39;s words." in answer.text
    assert "Dee&#39;s words.</textarea>" in answer.text
    seen = re.search(r'name="seen"[^>]* value="(\w+)"', answer.text)[1]
    data = {"csrf_token": dee.token(), "seen": seen, "words": "Dee's words."}
    assert dee.post(f"{url}/design", data=data).status_code == 303


@pytest.mark.parametrize("words", ["", "  ", "x" * 2001])
def test_what_does_not_fit_is_said_kindly(sign_in_as, taught, url, words):
    answer = sign_in_as(taught.dee).submit(f"{url}/design", words=words)
    assert answer.status_code == 422
    assert signed() == []


def test_words_are_words(sign_in_as, taught, url):
    dee = sign_in_as(taught.dee)
    dee.submit(f"{url}/design", words="<script>alert(1)</script>")
    assert "<script>alert" not in dee.get(url).text


@pytest.mark.parametrize(
    ("perspective", "said", "whole"),
    [
        ("peer", "of peers alone", "Signed by peers alone"),
        ("relative", "There is no peer in this team.", "Signed, without a peer"),
    ],
)
def test_a_team_of_one_side_is_told_so(college, sign_in_as, perspective, said, whole):
    lou = college.person("Lou Kin")
    group = college.scheduled_class(team=[(lou, perspective)])
    url = f"/teaching/classes/{group.id}/together"
    client = sign_in_as(lou)
    assert said in client.get(url).text
    client.press(f"{url}/design/sign", page=url)
    page = panel(client.get(url).text, "design")
    assert "Still to sign" not in page
    assert whole in page


def test_a_class_called_off_keeps_what_was_signed(sign_in_as, taught, url):
    dee = sign_in_as(taught.dee)
    dee.press(f"{url}/design/sign", page=url)
    taught.group.state = "called_off"
    db.session.commit()
    page = panel(dee.get(url).text, "design")
    assert "Dee signed" in page
    assert "called off" in page
    assert dee.press(f"{url}/delivery/sign").status_code == 409


def test_it_is_for_the_team(college, app, sign_in_as, taught, url):
    outsider = college.person("Kay Else", roles=["manager"])
    other = college.scheduled_class(team=[(outsider, "peer")])
    client = sign_in_as(outsider)
    absent = f"/teaching/classes/{2**31 - 1}/together"
    for page in ("", "/design"):
        foreign, nothing = client.get(url + page), client.get(absent + page)
        assert foreign.status_code == nothing.status_code == 404
        assert foreign.text == nothing.text
    for deed in ("/design", "/design/sign"):
        assert client.press(url + deed, words="Hm", seen="x").status_code == 404
    own = f"/teaching/classes/{other.id}/together"
    assert client.get(f"{own}/else").status_code == 404
    assert signed() == []
    office = sign_in_as(college.office(), app.test_client())
    assert office.get(url).status_code == office.press(f"{url}/design/sign").status_code == 403


def test_a_page_that_was_open_too_long(sign_in_as, taught, url):
    answer = sign_in_as(taught.dee).post(f"{url}/design/sign", data={"seen": "x"})
    assert answer.status_code == 422
    assert "open for a long time" in answer.text


def test_the_page_of_the_class_leads_there(sign_in_as, taught, url):
    dee = sign_in_as(taught.dee)
    assert f'href="{url}"' in dee.get(f"/teaching/classes/{taught.group.id}").text
    assert len(dee.statements) <= 11


def test_both_looked_back(app, sign_in_as, taught, url, time):
    for member in taught.group.team:
        member.joined_at = time.now - timedelta(days=30)
    db.session.commit()
    time.move(days=15)
    there = f"/teaching/classes/{taught.group.id}/reflection"
    dee = sign_in_as(taught.dee)
    sign_in_as(taught.ravi, app.test_client()).submit(there, went_well="Dee is kind.")
    assert "first looked back alone" not in dee.get(url).text
    dee.submit(there, differently="Start later.")
    page = dee.get(url).text
    assert "From both sides, we had first looked back alone." in panel(page, "evaluation")
    assert "Start later" not in page
