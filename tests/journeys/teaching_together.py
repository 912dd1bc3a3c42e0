"""From a course in the catalogue to a class that was taught together: what each does on the way."""

from __future__ import annotations

from typing import Any

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from tests.browser import axe, no_sideways_scroll
from tests.journeys.cast import PHONE, Cast, follow, press, says, unfold
from tests.journeys.writing_together import TITLE, day_in_a_week

MESSAGE = "Please bring an apron.\n- Flour is there."


def plan_a_class(cast: Cast) -> None:
    """Its frame, a date, and one co-teacher: the page says what is still missing."""
    ola = cast.at("Ola")
    follow(ola, "Plan a class")
    ola.get_by_label("Term").select_option("This term")
    ola.get_by_label("Venue").select_option("The Boathouse")
    press(ola, "Save the class")
    says(ola, "Before it can open, it still needs:", "At least one date that is still to come.")
    follow(ola, "Add dates")
    ola.get_by_label("Day").fill(day_in_a_week())
    ola.get_by_label("Starts at").fill("10:00")
    ola.get_by_label("Ends at").fill("12:00")
    press(ola, "Add to the class")
    says(ola, "1 date added.")
    follow(ola, "Add a co-teacher")
    follow(ola, "They said yes Noor")
    ola.get_by_label("Peer", exact=True).check()
    ola.get_by_label("Leads the class").check()
    press(ola, "Save")
    says(ola, "A co-teacher who is a practitioner or a relative.")
    assert ola.get_by_role("button", name="Open for enrolment").count() == 0
    axe(ola)


def find_each_other(cast: Cast) -> None:
    """The board looks for someone; a relative offers herself, and whoever leads says yes."""
    ola = cast.at("Ola", "/staff/board")
    says(ola, TITLE)
    maya = cast.at("Maya", "/teaching/board", PHONE)
    says(maya, "For you", TITLE)
    unfold(maya, "Add a few words")
    maya.get_by_label("A few words with it").fill("My brother taught me to bake.")
    press(maya, "I could do this")
    says(maya, "Thank you. Whoever plans this class answers you soon.")
    noor = cast.at("Noor", "/teaching", PHONE)
    follow(noor, "1 person offers to teach with you")
    says(noor, "Maya Lind", "My brother taught me to bake.")
    press(noor, "Yes, please")
    says(noor, "Maya")
    assert TITLE not in cast.server.letters("maya-lind@mail.example")[-1].subject


def open_the_class(cast: Cast) -> Any:
    """The same page now lets it open."""
    ola = cast.at("Ola", "/staff/classes?state=draft")
    follow(ola, TITLE)
    says(ola, "Everything is there.", "Maya Lind")
    press(ola, "Open for enrolment")
    says(ola, "Open. People can ask for places now.")
    db.session.rollback()
    return db.session.query(ScheduledClass).one()


def take_a_place(cast: Cast) -> None:
    tom = cast.at("Tom")
    follow(tom, TITLE)
    follow(tom, "Save my place")
    press(tom, "Save my place")
    says(tom, "Your place is saved")
    no_sideways_scroll(tom)


def keep_the_register(cast: Cast) -> None:
    noor = cast.at("Noor", "/teaching")
    follow(noor, "Open the register")
    row = noor.locator(".register > li", has_text="Tom Ash")
    row.get_by_label("Came").check()
    row.get_by_text("Saved").wait_for()
    no_sideways_scroll(noor)


def write_to_the_class(cast: Cast) -> None:
    """Written, looked at, sent; the whole team and whoever has a place reads it."""
    noor = cast.at("Noor")
    follow(noor, "Back to the class")
    follow(noor, "Write to the class")
    noor.get_by_label("Your message").fill(MESSAGE)
    press(noor, "See how it looks")
    says(noor, "This is how it looks", "Please bring an apron.", "1 person by e-mail")
    press(noor, "Send it to 1 person")
    says(noor, "Sent to 1 person.", "Please bring an apron.")
    maya = cast.at("Maya", "/teaching")
    follow(maya, TITLE)
    follow(maya, "Write to the class")
    says(maya, "Noor", "Please bring an apron.")
    for email in ("tom-ash@mail.example", "maya-lind@mail.example"):
        letter = cast.server.letters(email)[-1]
        assert "Please bring an apron." in letter.body
        assert TITLE not in letter.subject


def look_back_alone(cast: Cast) -> None:
    """Each answers both questions; nobody reads the other's before both have written."""
    noor, maya = cast.at("Noor", "/teaching"), cast.at("Maya", "/teaching")
    follow(noor, "Two questions for you")
    answer(noor, "We laughed a lot.", "Begin with tea.")
    says(noor, "Your words are kept.")
    follow(maya, "Two questions for you")
    assert "We laughed a lot." not in maya.content()
    answer(maya, "Nobody was in a hurry.", "Share the first hour.")


def answer(page: Any, well: str, differently: str) -> None:
    page.get_by_label("What did we do well together?").fill(well)
    page.get_by_label("What would I like us to do differently?").fill(differently)
    press(page, "Save")
    says(page, "Thank you.")


def look_back_together(cast: Cast) -> None:
    maya, noor = cast.at("Maya"), cast.at("Noor")
    says(maya, "We laughed a lot.", "Begin with tea.", "Nobody was in a hurry.")
    noor.reload()
    says(noor, "Nobody was in a hurry.", "Share the first hour.")
    axe(noor)


def sign_the_records(cast: Cast) -> None:
    """Three records, one press each, from both sides."""
    for name, after in (("Noor", "Still to sign: a practitioner"), ("Maya", "from both sides")):
        page = cast.at(name)
        follow(page, "Sign that you looked back together")
        for record in ("We planned it together", "We taught it together", "We looked back"):
            press(page, f"I sign this {record}")
            panel = page.locator("section", has=page.get_by_role("heading", name=record))
            panel.get_by_text(after).first.wait_for()
            assert panel.get_by_text(f"{cast.people[name].name} signed on").count() == 1
        no_sideways_scroll(page)


def read_the_ledger(cast: Cast) -> None:
    """The office counts what was signed, and nothing else of it."""
    ola = cast.at("Ola", "/staff/reports")
    follow(ola, "Evidence of a Recovery College")
    for words in (
        "Courses agreed by a peer and someone else, by signature",
        "Planned together: records signed from both sides",
        "Taught together: records signed from both sides",
        "Looked back together: records signed from both sides",
    ):
        line = ola.locator("dl > div", has_text=words)
        assert line.locator("dd").inner_text() == "1 of 1"
    assert "We laughed" not in ola.content()
    axe(ola)
