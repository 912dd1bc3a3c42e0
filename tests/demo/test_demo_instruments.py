"""The demonstration's instruments: one whose words are free, asked and answered; one in draft,
which has stand-ins and no words of anybody."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.audits import answers as audit_answers
from recoverycollege.feedback.models import Answer, InstrumentText, QuestionForm
from recoverycollege.feedback.queries.asked import instrument_items, lines_of
from recoverycollege.feedback.queries.coded import answers_about
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.rules.matching import by_class, match
from recoverycollege.feedback.services.instruments import lacking

SCORE = "ons4@1.1/satisfied"


def test_one_in_use_and_one_that_waits_for_a_signature(demo) -> None:
    free, draft = db.session.scalars(select(InstrumentText).order_by(InstrumentText.id))
    assert (free.instrument, free.state, free.licence) == ("ons4", "active", "free")
    assert free.attested_at and free.attested_by_id and lacking(free, ["en"]) == []
    assert (draft.state, draft.attested_at, lacking(draft, ["en"])) == ("draft", None, [])
    assert all("as the publisher sent it" in words for words in draft.words.values())
    assert len(instrument_items("ons4@1.1")) == 4
    assert "Open Government Licence" in dict(instrument_items("ons4@1.1")[0].credit)["en"]


def test_asked_once_a_term_and_before_and_after_for_a_term(demo) -> None:
    forms = [
        (form.wave, form.state)
        for form in db.session.scalars(select(QuestionForm).order_by(QuestionForm.id))
        if any(line.kind == "instrument" for line in lines_of(form))
    ]
    assert forms == [("before", "out"), ("after", "out"), ("check_in", "in_use")]
    answered = set(db.session.scalars(select(Answer.class_id).where(Answer.item.contains("@"))))
    assert None in answered, "and once a term, about no class"
    about = by_class(answers_about(answered - {None}))
    pairs = [len(match(given, definition_of).given.get(SCORE, ())) for given in about.values()]
    assert max(pairs) >= 8 and sum(pairs) >= 30
    assert audit_answers() == []
