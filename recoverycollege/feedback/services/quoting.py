"""From the tick beside the box to the course page, and off it again.

What an author presses is written down nowhere but in the quote itself: a history with a minute in
it could tell who they are. What moderators and the office press is in the history of the class.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import FreeText, Moderator, Quote, QuoteYes
from recoverycollege.feedback.models.voices import LONGEST_QUOTE
from recoverycollege.feedback.queries.quotes import own_quotes
from recoverycollege.feedback.rules.codes import quote_id
from recoverycollege.feedback.rules.quotes import MONTHS, agreed, ends_on, only_shortened
from recoverycollege.refusals import N_, Refused

GONE = N_("These words can't be quoted any more: whoever wrote them took that back.")
CHANGED = N_("Someone changed these words meanwhile. Please read them once more.")
NOT_SHORTENED = N_("Please only leave words out. Put [square brackets] around what hides a name, "
                   "such as [a friend].")  # fmt: skip
TOO_LONG = N_("Please shorten this to %(most)s letters.")
NO_WORDS = N_("There are no words left. Leave some, or say that you would rather not.")
YOURS = N_("You wrote these words yourself, so two other people read them.")
NOT_WAITING = N_("These words do not wait for your yes any more. Please look again.")


def offer(key: str, text: str, *, with_name: bool, with_place: bool) -> None:
    """The author lets the words under the id `text` be quoted. What is under way stays so."""
    found = db.session.get(FreeText, text)
    if found is None or db.session.get(Quote, quote_id(key, text)) is not None:
        return
    db.session.add(
        Quote(
            id=quote_id(key, text),
            class_id=found.class_id,
            words=found.words,
            with_name=with_name,
            with_place=with_place,
        )
    )
    db.session.flush()


def take_back(quote_ids: Collection[str]) -> None:
    """The words are not quoted, or no longer. Nothing remains of it."""
    db.session.execute(delete(QuoteYes).where(QuoteYes.quote_id.in_(quote_ids)))
    db.session.execute(delete(Quote).where(Quote.id.in_(quote_ids)))


def take_back_of(key: str, texts: Collection[str]) -> None:
    """The same, by the ids of the words."""
    take_back([quote_id(key, text) for text in texts])


def say_yes(quote: str, read: str, final: str, by: Moderator, key: str) -> None:
    """A moderator's yes to the words `final`, having `read` what stood there. Two different people,
    one of whom speaks from lived experience, send it to its author. Nobody says yes to their own
    words. `key` is ANSWER_KEY. Raises `Refused`."""
    found = _locked(quote, "offered")
    if quote in own_quotes(by.person_id, key):
        raise Refused(YOURS)
    final = _checked(final)
    stands = found.final or found.words
    if read.split() != stands.split():
        raise Refused(CHANGED)
    if not only_shortened(found.words, final):
        raise Refused(NOT_SHORTENED)
    if final.split() != found.final.split():
        found.final = final
        db.session.execute(delete(QuoteYes).where(QuoteYes.quote_id == quote))
    lived = by.lived_experience
    db.session.merge(QuoteYes(quote_id=quote, person_id=by.person_id, lived_experience=lived))
    db.session.flush()
    said = select(QuoteYes.lived_experience).where(QuoteYes.quote_id == quote)
    if agreed(db.session.scalars(said)):
        found.state = "asked"
    history.record("quote.yes", "class", found.class_id, actor_id=by.person_id)


def say_no(quote: str, by: Moderator) -> None:
    """A moderator would rather not see these words quoted."""
    found = _locked(quote, "offered")
    take_back([quote])
    history.record("quote.no", "class", found.class_id, actor_id=by.person_id)


def publish(
    quote: str, final: str, *, with_name: bool, with_place: bool, months: int, today: date
) -> bool:
    """The author's press: yes to exactly these words, or other words, which go back to the
    moderators. Returns whether it is published. Raises `Refused`."""
    found = _locked(quote, "asked")
    final = _checked(final)
    found.with_name, found.with_place = with_name, with_place
    if final.split() == found.final.split():
        found.state = "published"
        found.until = ends_on(today, months if months in MONTHS else MONTHS[-1])
        return True
    # What moderators may do is measured by what the author now says.
    found.words, found.final, found.state, found.told = final, "", "offered", False
    db.session.execute(delete(QuoteYes).where(QuoteYes.quote_id == quote))
    return False


def take_off(quote: str, by_id: int) -> None:
    """The office takes a quote off the course page. Raises `Refused`."""
    found = _locked(quote, "published")
    take_back([quote])
    history.record("quote.ended", "class", found.class_id, actor_id=by_id)


def end(today: date) -> int:
    """Quotes whose day is over go by themselves. Returns how many."""
    over = select(Quote.id).where(Quote.state == "published", Quote.until < today)
    ids = list(db.session.scalars(over))
    take_back(ids)
    return len(ids)


def name_moderator(person_id: int, by_id: int) -> None:
    """The office lets someone read what may be quoted."""
    if db.session.get(Moderator, person_id) is None:
        db.session.add(Moderator(person_id=person_id))
        history.record("quote.moderator", "person", person_id, actor_id=by_id, person_id=person_id)


def dismiss_moderator(person_id: int, by_id: int) -> None:
    """They no longer read them; their yes to words that still wait does not count."""
    waiting = select(Quote.id).where(Quote.state == "offered")
    theirs = (QuoteYes.person_id == person_id, QuoteYes.quote_id.in_(waiting))
    db.session.execute(delete(QuoteYes).where(*theirs))
    db.session.execute(delete(Moderator).where(Moderator.person_id == person_id))
    history.record("quote.moderator_no", "person", person_id, actor_id=by_id, person_id=person_id)


def speak_from_experience(by: Moderator, *, lived: bool) -> None:
    """What a moderator says of themselves. It holds for what they say yes to from now on."""
    by.lived_experience = lived
    history.record("quote.lived", "person", by.person_id, actor_id=by.person_id)


def _locked(quote: str, state: str) -> Quote:
    found = db.session.get(Quote, quote, with_for_update=True, populate_existing=True)
    if found is None:
        raise Refused(GONE)
    if found.state != state:
        raise Refused(NOT_WAITING)
    return found


def _checked(final: str) -> str:
    final = final.strip()
    if not final:
        raise Refused(NO_WORDS)
    if len(final) > LONGEST_QUOTE:
        raise Refused(TOO_LONG, most=LONGEST_QUOTE)
    return final
