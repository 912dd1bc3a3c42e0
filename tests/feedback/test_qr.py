"""The QR code a co-teacher shows: it leads to the form of their class, and to no person."""

from __future__ import annotations

import re

import pytest

from recoverycollege.feedback.links import CLASS, opened


@pytest.fixture
def teacher(over):
    return over.team[0].person


def test_it_leads_to_the_form(sign_in_as, keys, over, teacher) -> None:
    page = sign_in_as(teacher).get(f"/teaching/classes/{over.id}/qr/after").text
    address = re.search(r'<a href="([^"]+/feedback/([^"/]+))">\1</a>', page)
    assert address, "the address in letters, too"
    assert address[1].startswith(keys.base_url)
    assert opened(keys.secret_key, address[2]) == (CLASS, over.id, "after")
    assert "<svg" in page
    assert 'role="img"' in page
    assert "style=" not in page
    assert "Nobody sees who answered." in page


def test_it_opens_its_form(client, sign_in_as, over, teacher) -> None:
    page = sign_in_as(teacher).get(f"/teaching/classes/{over.id}/qr/after").text
    path = re.search(r'href="[^"]*(/feedback/[^"]+)"', page)[1]
    assert client.application.test_client().get(path).status_code == 200


def test_it_says_when_the_form_opens_and_when_it_is_closed(
    sign_in_as, time, coming, over, teacher
) -> None:
    later = sign_in_as(coming.team[0].person).get(f"/teaching/classes/{coming.id}/qr/after")
    assert "opens its form from this session on" in later.text
    page = sign_in_as(teacher).get(f"/teaching/classes/{over.id}/qr/before")
    assert ("This form is closed now" in page.text) == (time.now > over.sessions[0].starts_at)


def test_only_for_my_own_classes(sign_in_as, coming, teacher) -> None:
    client = sign_in_as(teacher)
    assert client.get(f"/teaching/classes/{coming.id}/qr/after").status_code == 404
