"""From an idea to a course in the catalogue: what each does on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from recoverycollege import clock
from tests.browser import axe
from tests.college import ZONE
from tests.journeys.cast import Cast, follow, press, says, unfold

TITLE = "Bread and company"
SUMMARY = "We bake bread together, and talk or not."
HARD = "Participation facilitates the reestablishment of interpersonal relationships."
PLAIN = "Each week we bake a loaf. You can talk, listen, or just knead."


def propose(cast: Cast) -> None:
    page = cast.at("Noor", "/ideas")
    page.get_by_label("What could the course be called?").fill(TITLE)
    page.get_by_label("What would it give people?").fill("Baking, and a reason to get up.")
    page.get_by_label("Who would it be for?").fill("Anyone who lives alone")
    press(page, "Send my idea")
    says(page, "Thank you for your idea")
    follow(page, "See my ideas")
    says(page, TITLE, "We have it, and answer by")


def take_up(cast: Cast) -> None:
    """The office makes a draft of it, and asks a practitioner to write too."""
    page = cast.at("Ola", "/staff/ideas")
    follow(page, TITLE)
    says(page, "Baking, and a reason to get up.")
    page.get_by_label("Part of the catalogue").select_option("Rebuilding life")
    press(page, "Take it up")
    says(page, "Taken up.", "This is draft 1.")
    follow(page, "Find them among our people")
    page.get_by_label("Part of a name").fill("Joan")
    press(page, "Find")
    press(page, "Ask them")
    says(page, "They are asked", "has not answered yet")


def join_in(cast: Cast) -> None:
    """Each says from where they speak."""
    letter = cast.server.letters("joan-hill@mail.example")[-1]
    assert TITLE not in letter.subject
    joan = cast.at("Joan", letter.link)
    says(joan, "Would you like to write this course with others?")
    press(joan, "Yes, I would like to")
    say_side(joan, "As a practitioner, from my work")
    noor = cast.at("Noor", "/ideas/mine")
    says(noor, "We have taken it up.")
    follow(noor, "Write it with the others")
    press(noor, "Yes, I would like to")
    says(noor, "Joan Hill, practitioner")
    say_side(noor, "As a peer, with lived experience")


def say_side(page: Any, words: str) -> None:
    side = page.locator("#side")
    side.get_by_label(words).check()
    press(side, "Save")
    says(page, "Noted. Only the people of this page see it.")


def talk_it_over(cast: Cast) -> None:
    """A thought, a question that is answered, and a disagreement that is settled."""
    noor, joan = cast.at("Noor"), cast.at("Joan")
    say(noor, "title", "A thought", "Company is the point.")
    say(joan, "expect", "A question", "Is there a room with an oven?")
    say(joan, "description", "I do not agree", "A certificate at the end makes it a test.")
    noor.reload()
    says(noor, "Questions still open: 1.", "Disagreements not settled yet: 1.")
    draft = noor.locator("#expect")
    unfold(draft, "Answer it")
    draft.get_by_label("The answer").fill("Yes, at the Boathouse.")
    press(draft, "Write down the answer")
    says(noor, "Settled. It stays on the page.", "Yes, at the Boathouse.")
    draft = noor.locator("#description")
    unfold(draft, "Settle it")
    draft.get_by_label("What did you decide together?").fill("No certificate.")
    draft.get_by_label("Why?").fill("Nobody should have to pass at baking.")
    press(draft, "Write down what we decided")
    says(noor, "We decided:", "Nobody should have to pass at baking.")


def say(page: Any, section: str, kind: str, words: str) -> None:
    draft = page.locator(f"#{section}")
    unfold(draft, "Say something about this")
    draft.get_by_label("Your words").fill(words)
    draft.get_by_label(kind).check()
    press(draft, "Say it")
    says(page, "Your words are on the page.", words)


def write_words(cast: Cast) -> None:
    """The author's helper finds hard words; then it is said plainly, and the other reads it."""
    noor, joan = cast.at("Noor"), cast.at("Joan")
    follow(noor, "Change the words")
    noor.get_by_label("In one or two sentences").fill(SUMMARY)
    noor.get_by_label("What it is about").fill(HARD)
    noor.get_by_label("What students may get from it").fill(
        "bake a loaf\nask someone to eat with me"
    )
    press(noor, "How easy is this to read?")
    says(noor, "interpersonal")
    axe(noor)
    noor.get_by_label("What it is about").fill(PLAIN)
    press(noor, "Save as a new draft")
    says(noor, "Saved as a new draft.", "This is draft 2.", PLAIN)
    joan.reload()
    says(joan, PLAIN)
    press(joan, "I have read this draft")
    says(joan, "Noted: you have read it.")


def sign_it(cast: Cast) -> None:
    """One press each, from both sides."""
    joan, noor = cast.at("Joan"), cast.at("Noor")
    press(joan, "I sign draft 2")
    says(joan, "Signed. Thank you.", "A peer has not signed yet.")
    noor.reload()
    press(noor, "I sign draft 2")
    says(noor, "Signed. Both sides have signed: it is agreed.")
    axe(noor)


def publish(cast: Cast) -> None:
    ola = cast.at("Ola")
    ola.reload()
    says(ola, "Agreed and signed")
    follow(ola, "Put it in the catalogue")
    says(ola, "Students will read exactly those words.")
    press(ola, "Put it in the catalogue")
    says(ola, "It is in the catalogue. Whoever had the idea is told.")
    tom = cast.at("Tom", "/courses", 375)
    says(tom, TITLE, SUMMARY)
    assert "catalogue" in cast.server.letters("noor-amin@mail.example")[-1].body


def day_in_a_week() -> str:
    return (clock.today(ZONE) + timedelta(days=7)).isoformat()
