"""The office's plain words for what the tables hold as short keys."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _

from recoverycollege.accounts.wording import call_advice


def contact_ways() -> dict[str, str]:
    return {
        "phone": _("By phone"),
        "letter": _("By letter"),
        "email": _("By e-mail"),
        "text": _("By text message"),
    }


def contact_kinds() -> dict[str, str]:
    return {"phone": _("Phone"), "email": _("E-mail"), "address": _("Post")}


def channels() -> dict[str, str]:
    return {
        "web": _("on the website"),
        "phone": _("on the phone"),
        "paper": _("on paper"),
        "in_person": _("at the desk"),
    }


def parties() -> dict[str, str]:
    return {
        "": _("Just them"),
        "supporter": _("They and a supporter"),
        "friend": _("They and a friend: both, or neither"),
        "either": _("They and a friend: either may come alone"),
    }


def ways_to_wait() -> dict[str, str]:
    return {
        "": _("Ask them first"),
        "2": _("Save it for them, if there are 2 days or more to go"),
        "7": _("Save it for them, if there is a week or more to go"),
        "14": _("Save it for them, if there are 2 weeks or more to go"),
    }


def place_states() -> dict[str, str]:
    return {
        "enrolled": _("Has a place"),
        "offered": _("A place is being kept"),
        "waiting": _("On the waiting list"),
        "declined": _("Said no to a place"),
        "lapsed": _("Did not answer in time"),
        "withdrawn": _("Left the class"),
        "completed": _("Class is over"),
    }


def task_kinds() -> dict[str, str]:
    return {
        "confirm": _("Confirm a place"),
        "get_back": _("Get back to"),
        "problem": _("Something went wrong"),
        "offer": _("Offer a place"),
        "tell": _("Tell someone"),
        "access": _("Arrange access"),
        "call": _("A friendly call"),
        "idea": _("Answer an idea"),
        "codesign": _("Decide, or give more time"),
        "review": _("Look at a course again"),
    }


def record_kinds() -> dict[str, str]:
    """The three records of a class."""
    return {
        "design": _("Planned together"),
        "delivery": _("Taught together"),
        "evaluation": _("Looked back together"),
    }


def task_advice() -> dict[str, str]:
    """What to say, one short line for each kind."""
    return {
        "confirm": _("Ask: do you still want this place? Then press their answer."),
        "get_back": _("They asked us to get back to them. Their words are here."),
        "problem": _("Listen first. Say what we will do, and by when."),
        "offer": _("Say: a place has come free. Would you like it? No is fine."),
        "tell": _("Pass this on in their own way of being reached."),
        "access": _("Ask what would help, arrange it, then tell them it is done."),
        "call": call_advice(),
        "idea": _("Read it, and answer: we take it up, or not now, and why."),
        "codesign": _("The time to write this course is over. Decide together, or give more time."),
        "review": _("Is it still true, and still kind? Keep it, or write it anew together."),
    }


def letter_states() -> dict[str, str]:
    return {
        "parked": _("Stuck"),
        "waiting": _("On its way"),
        "to_print": _("To be printed"),
        "sent": _("Sent"),
        "dropped": _("Not sent"),
    }


def letter_channels() -> dict[str, str]:
    return {"email": _("E-mail"), "text": _("Text message"), "paper": _("Paper")}


def stop_reasons() -> dict[str, str]:
    return {
        "asked": _("They asked us to"),
        "hospital": _("They are in hospital"),
        "died": _("They have died"),
        "returned": _("Letters come back to us"),
        "other": _("Another reason"),
    }


def turn_reasons() -> dict[str, str]:
    """Why someone is put before others in line."""
    return {
        "came_earlier": _("Their form arrived before others asked"),
        "our_mistake": _("We made a mistake"),
        "only_this": _("Only this class fits what helps them take part"),
        "manager": _("A manager decided it"),
    }


def reasons_before() -> dict[str, str]:
    """Why someone in line stands before smaller numbers, by the action of the history."""
    return {
        "place.put_first": _("Put before others by the office."),
        "place.turn_kept": _("Kept their turn beside someone put before others."),
        "place.moved": _("Before others, because their class was called off."),
    }


def languages(codes: Iterable[str]) -> dict[str, str]:
    """Languages by their own names and ours: Cymraeg (Welsh)."""
    here = Locale.parse(str(get_locale() or "en"))
    return {code: _language(code, here) for code in codes}


def _language(code: str, here: Locale) -> str:
    own = (Locale.parse(code).get_display_name() or code).capitalize()
    ours = str(here.languages.get(code, code))
    return own if own == ours else f"{own} ({ours})"


def needs_for() -> dict[str, str]:
    return {
        "office": _("Only the office"),
        "team": _("The office and the people who teach the class"),
    }


def outcomes() -> dict[str, str]:
    """What came of a task that settled itself."""
    return {
        "confirmed": _("They confirmed their place."),
        "accepted": _("They took the place."),
        "declined": _("They said no to the place."),
        "withdrawn": _("They left the class."),
        "lapsed": _("The time to answer was over."),
        "taken_back": _("The register was put right: they were not missed."),
        "letters_stopped": _("All letters to them were stopped."),
        "team_settled": _("It was answered, or is not needed any more."),
        "changed": _("They changed what would help: there is a new task."),
        "taken_up": _("The idea was taken up."),
        "not_now": _("The idea was answered: not now."),
        "agreed": _("It was agreed."),
        "more_time": _("It has more time."),
        "published": _("It is in the catalogue."),
        "set_aside": _("It was set aside."),
        "opened": _("It is being written together again."),
        "kept": _("It stays as it is."),
    }


def plain(key: str) -> str:
    """A key nobody gave words to yet, made readable."""
    return key.replace(".", ": ").replace("_", " ")


def form_actions() -> dict[str, str]:
    """What was done with feedback forms, for the history."""
    return {
        "form.made": _("New version of a feedback form"),
        "form.changed": _("Feedback form changed"),
        "form.thrown_away": _("Draft of a feedback form thrown away"),
        "form.asked": _("Asked someone with lived experience to read a feedback form"),
        "form.approved": _("Feedback form approved, with lived experience"),
        "form.not_approved": _("Feedback form not approved"),
        "form.approval_recorded": _("Recorded who approved a feedback form"),
        "form.in_use": _("Feedback form put in use"),
        "form.out": _("Feedback form taken out of use"),
    }


def letters_about_forms() -> dict[str, str]:
    """Letters that lead to feedback forms."""
    return {
        "feedback_before": _("Questions before the class"),
        "feedback_after": _("Questions after the class"),
        "feedback_reminder": _("Reminder of the questions"),
        "feedback_mid": _("One question, half-way"),
        "feedback_later": _("One question, twelve weeks later"),
        "feedback_left": _("One question after leaving early"),
        "feedback_check_in": _("Hope check-in, once a term"),
        "feedback_teaching": _("Questions to those who teach, once a term"),
        "feedback_term_reminder": _("Reminder of what is asked once a term"),
    }
