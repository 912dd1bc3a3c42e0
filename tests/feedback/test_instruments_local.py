"""A college's own texts of an instrument: what there is to write, what is asked, and when not."""

from __future__ import annotations

from datetime import date

import pytest

from recoverycollege.feedback.models import Change
from recoverycollege.feedback.queries.instruments import shipped
from recoverycollege.feedback.rules.instruments import local
from recoverycollege.feedback.rules.instruments.asked import asked_items
from recoverycollege.feedback.rules.instruments.local import missing, parts
from recoverycollege.feedback.rules.instruments.naming import (
    Ref,
    answer_name,
    is_score,
    last_part,
    read_ref,
    score_name,
)
from recoverycollege.feedback.rules.items import only_before
from recoverycollege.refusals import Refused
from tests.feedback.instruments import definition, words

WHO = definition("who-5@1")
WHOLE = {(one.name, "en"): words(one) for one in parts(WHO)}
TODAY = date(2026, 3, 11)
COLUMN = Change.__table__.c.item.type.length


@pytest.mark.parametrize("one", [d for d in shipped() if d.content == "stub"], ids=lambda d: d.key)
def test_every_stub_can_be_asked_once_it_is_written(one) -> None:
    said = {(part.name, "en"): words(part) for part in parts(one)}
    assert missing(one, {}, ["en"])
    assert missing(one, said, ["en"]) == []
    assert local.fits_forms(one)
    items = asked_items(one, Ref(one.id, 1, 2), said)
    assert [last_part(item.id) for item in items] == list(one.item)
    for item, asked in zip(items, one.items, strict=True):
        assert tuple(item.points) == asked.options
        assert all(item.points.values())
        assert len(item.id) <= COLUMN
    for score in one.scores:
        assert len(only_before(score_name(Ref(one.id, 1, 9999), score.id))) <= COLUMN


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({("item:who3", "en"): " "}, ["item:who3"]),
        ({("point:4", "en"): ""}, ["point:4"]),
        ({("recall", "en"): ""}, ["recall"]),
        ({("instruction", "en"): "", ("credit", "en"): ""}, []),
        ({("point:4", "en"): "words of POINT 3"}, ["point:3", "point:4"]),
    ],
)
def test_what_is_missing(change, lacks) -> None:
    assert missing(WHO, WHOLE | change, ["en"]) == lacks
    assert "item:who1" in missing(WHO, WHOLE | change, ["en", "cy"])


def test_what_is_read_before_a_question() -> None:
    said = WHOLE | {("instruction", "cy"): "Cyntaf.", ("recall", "cy"): "Wythnos."}
    item = asked_items(WHO, Ref("who-5", 1, 1), said)[0]
    assert item.id == "who-5@1.1:who1"
    assert dict(item.intro) == {
        "en": "Words of instruction Words of recall",
        "cy": "Cyntaf. Wythnos.",
    }
    assert dict(item.credit) == {"en": "Words of credit"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who-5@1.2", Ref("who-5", 1, 2)),
        ("who-5@1.2:who1", Ref("who-5", 1, 2)),
        ("who-5@1/percent", Ref("who-5", 1)),
        ("hopeful", None),
        ("question-0a1b", None),
        ("who-5@1.2x", None),
        ("who-5@", None),
    ],
)
def test_names(text, found) -> None:
    assert read_ref(text) == found


def test_names_back_again() -> None:
    of = Ref("who-5", 1, 2)
    assert answer_name(of, "who1") == "who-5@1.2:who1"
    assert score_name(of, "percent") == "who-5@1.2/percent"
    assert [is_score(n) for n in ("who-5@1.2/percent", "who-5@1.2:who1", "hopeful")] == [1, 0, 0]


ACTIVATE = {"attested": True, "until": None, "today": TODAY}


@pytest.mark.parametrize(
    ("state", "lacking", "facts", "why"),
    [
        ("draft", [], {}, None),
        ("out", [], {}, None),
        ("draft", [], {"until": TODAY}, None),  # its last day still counts
        ("draft", ["item:who1"], {}, local.UNFINISHED),
        ("draft", [], {"attested": False}, local.NOT_ATTESTED),
        ("draft", [], {"until": date(2026, 3, 10)}, local.ENDED),
        ("out", [], {"until": date(2026, 3, 10)}, local.ENDED),
        ("active", [], {}, local.FIXED),
    ],
)
def test_what_may_be_activated(state, lacking, facts, why) -> None:
    if why is None:
        local.check_may_activate(state, lacking, **(ACTIVATE | facts))
        return
    with pytest.raises(Refused) as caught:
        local.check_may_activate(state, lacking, **(ACTIVATE | facts))
    assert caught.value.args[0] == why


@pytest.mark.parametrize("state", ["active", "out"])
def test_what_was_in_use_is_not_written_again(state) -> None:
    with pytest.raises(Refused):
        local.check_may_write(state)


def test_our_own_have_no_texts_to_enter() -> None:
    with pytest.raises(Refused):
        local.check_may_begin(definition("own-items@1"), drafted=False)
    with pytest.raises(Refused):
        local.check_may_begin(WHO, drafted=True)
    local.check_may_begin(WHO, drafted=False)
