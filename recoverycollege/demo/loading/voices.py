"""Voices: quotes at every stage, themes of texts, what came of what students said, and what the
student of the demonstration keeps for herself. Who reads texts soon is named, so the forms say it.
"""

from __future__ import annotations

from datetime import timedelta

from recoverycollege.catalogue.models import Course
from recoverycollege.demo.loading.feedback import BOX
from recoverycollege.demo.loading.office import add_task
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World, read
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import (
    FreeText,
    FutureLetter,
    Moderator,
    OwnNote,
    Quote,
    QuoteYes,
    ReadingHours,
    TextFlag,
    TextRead,
    TextReader,
    TextTheme,
    Theme,
    YouSaid,
)
from recoverycollege.feedback.rules.codes import quote_id, text_id
from recoverycollege.feedback.rules.quotes import ends_on
from recoverycollege.feedback.rules.sealing import NONCE, seal

MODERATORS = 2


def add_voices(world: World, people: People, key: str) -> None:
    told = read("voices")
    _add_themes(world, told["theme"])
    moderators = [member["person"]["id"] for member in people.members[:MODERATORS]]
    for number, person_id in enumerate(moderators):
        world.rows.add(Moderator, person_id=person_id, lived_experience=number == 0)
    student_id = people.students[0]["id"]
    _add_quotes(world, told["quote"], moderators, student_id, key)
    _add_you_said(world, told["you_said"])
    _add_own(world, told, student_id, key)
    _add_reading(world, people, key)


def _add_themes(world: World, themes: list[Row]) -> None:
    """A text is about a theme where one of its words says so: enough for something invented."""
    about = []
    for theme in themes:
        row = world.rows.add(Theme, name=theme["name"])
        for text in world.rows.of(FreeText):
            if any(word in text["words"].lower() for word in theme["words"]):
                about.append((text["id"], row["id"]))
    for text_id_, theme_id in sorted(about):
        world.rows.add(TextTheme, text_id=text_id_, theme_id=theme_id)


def _add_quotes(
    world: World, quotes: list[Row], moderators: list[int], student_id: int, key: str
) -> None:
    """Of words someone wrote; only those that can be found again under their code. One of the
    student who can be signed in as waits for her yes, if she wrote any."""
    whose = {text_id(key, row["id"], BOX): row["person_id"] for row in world.rows.of(Enrolment)}
    texts = [row for row in world.rows.of(FreeText) if row["id"] in whose]
    of_her = [row["words"] for row in texts if whose[row["id"]] == student_id]
    hers = [{"begins": min(of_her), "state": "asked", "yeses": 2}] if of_her else []
    made: dict[str, Row] = {}
    for quote in (*hers, *quotes):
        text = next((row for row in texts if row["words"].startswith(quote["begins"])), None)
        if text is not None and text["id"] not in made:
            made[text["id"]] = _quote(world, quote, text, key)
            for number, person_id in enumerate(moderators[: quote["yeses"]]):
                yes = {"person_id": person_id, "lived_experience": number == 0}
                world.rows.add(QuoteYes, quote_id=quote_id(key, text["id"]), **yes)
    for row in sorted(made.values(), key=lambda row: row["id"]):
        world.rows.add(Quote, **row)


def _quote(world: World, quote: Row, text: Row, key: str) -> Row:
    return {
        "id": quote_id(key, text["id"]),
        "class_id": text["class_id"],
        "words": text["words"],
        "final": quote.get("final", text["words"]) if quote["yeses"] else "",
        "with_name": quote.get("with_name", False),
        "with_place": quote.get("with_place", False),
        "state": quote["state"],
        "told": quote["state"] != "offered",
        "until": ends_on(world.today, 6) if quote["state"] == "published" else None,
    }


def _add_you_said(world: World, notes: list[Row]) -> None:
    courses = {row["slug"]: row["id"] for row in world.rows.of(Course)}
    for note in notes:
        until = world.today + timedelta(days=note["days"])
        words = {"said": note["said"], "did": note["did"]}
        world.rows.add(YouSaid, course_id=courses[note["course"]], until=until, **words)


def _add_own(world: World, told: Row, person_id: int, key: str) -> None:
    """What she keeps for herself; one letter is due, and one still sealed."""
    for note in told["note"]:
        reached = world.today - timedelta(days=note["reached"]) if "reached" in note else None
        world.rows.add(
            OwnNote,
            person_id=person_id,
            kind=note["kind"],
            words=note["words"],
            made_on=world.today - timedelta(days=note["days"]),
            reached_on=reached,
        )
    chance = world.chance("letters to oneself")
    for letter in told["letter"]:
        written = world.today - timedelta(days=letter["days"])
        world.rows.add(
            FutureLetter,
            person_id=person_id,
            sealed=seal(key, person_id, letter["words"].strip(), chance.randbytes(NONCE)),
            written_on=written,
            opens_on=written + timedelta(weeks=12),
            told=False,
            opened_on=None,
        )


def _add_reading(world: World, people: People, key: str) -> None:
    """The office reads, the manager deputises. All but the words of the last classes are read, and
    one of those who wrote them would like somebody to get in touch."""
    for part, person in (("reader", people.office), ("deputy", people.manager)):
        world.rows.add(TextReader, part=part, person_id=person["id"])
    world.rows.add(ReadingHours, words="Monday to Friday, 9 to 5", pass_after=24)
    last = sorted({row["class_id"] for row in world.rows.of(FreeText)})[-3:]
    waiting = [row for row in world.rows.of(FreeText) if row["class_id"] in last]
    for row in world.rows.of(FreeText):
        if row["class_id"] not in last:
            world.rows.add(TextRead, text_id=row["id"])
    whose = {text_id(key, row["id"], BOX) for row in world.rows.of(Enrolment)}
    wished = min((row for row in waiting if row["id"] in whose), key=lambda row: row["words"])
    flag = world.rows.add(TextFlag, text_id=wished["id"], wished=True, passed=False)
    since = world.ago(1, 21, 40)
    add_task(world, "distress", since, since + timedelta(hours=24), about_id=flag["id"])
