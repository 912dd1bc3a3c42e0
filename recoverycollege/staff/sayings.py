"""How the history and the outbox read in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from recoverycollege.staff import voices
from recoverycollege.staff.words import (
    form_actions,
    instrument_actions,
    letters_about_forms,
    plain,
    stop_reasons,
    turn_reasons,
)


def topics() -> dict[str, str]:
    """What the history can be narrowed to: the first part of an action."""
    return {
        "idea": _("Ideas"),
        "design": _("Courses written together"),
        "quote": _("Quotes"),
        "text": _("Texts that were flagged"),
        "place": _("Places"),
        "person": _("People"),
        "contact": _("Ways to be reached"),
        "attendance": _("The register"),
        "message": _("Messages to classes"),
        "task": _("Tasks"),
        "letter": _("Letters"),
        "wording": _("Words of letters"),
        "course": _("Courses"),
        "class": _("Classes"),
        "plan": _("Plans"),
        "material": _("Materials"),
        "team": _("Teams"),
        "record": _("Records of a class"),
        "release": _("Released reports"),
        "term": _("Terms"),
        "venue": _("Venues"),
        "support": _("Support list"),
        "charter": _("Charter"),
        "role": _("Roles"),
        "form": _("Feedback forms"),
        "instrument": _("Instruments"),
    }


def actions() -> dict[str, str]:
    found = _about_places() | _about_people() | _about_classes()
    found |= _about_the_college() | _about_releases()
    return found | form_actions() | instrument_actions()


def _about_places() -> dict[str, str]:
    return {
        "place.asked": _("Asked for a place"),
        "place.confirmed": _("Confirmed a place"),
        "place.offered": _("Was offered a place"),
        "place.accepted": _("Took the offered place"),
        "place.given": _("Was given a place"),
        "place.declined": _("Said no to a place"),
        "place.lapsed": _("Did not answer in time"),
        "place.withdrawn": _("Left a class"),
        "place.rejoined": _("Came back in line"),
        "place.taken": _("Was given a place, as they wished, without being asked again"),
        "place.drawn": _("Was given a place by lot"),
        "place.moved": _("Put first in line: their class was called off"),
        "place.rests": _("Rests: they took another date"),
        "place.arranged": _("What would help them was arranged"),
        "place.put_first": _("Put before others in line"),
        "place.turn_kept": _("Kept their turn while someone was put before others"),
        "place.put_back": _("Went back to their own turn"),
        "attendance.marked": _("Register marked"),
    }


def _about_people() -> dict[str, str]:
    return {
        "calendar.link_made": _("Made a link to their calendar"),
        "calendar.link_ended": _("Ended the link to their calendar"),
        "calendar.titles": _("Changed what their calendar shows"),
        "person.added": _("Added to our records"),
        "person.changed": _("Details changed"),
        "person.exported": _("Took a copy of their data"),
        "person.paused": _("Takes a break from our letters"),
        "person.goes_on": _("Ended their break"),
        "person.erased": _("Erased from our records"),
        "person.letters_stopped": _("All letters stopped"),
        "person.letters_resumed": _("Letters go out again"),
        "contact.changed": _("Way to be reached changed"),
        "role.given": _("Role given"),
        "role.taken": _("Role taken back"),
    }


def _about_classes() -> dict[str, str]:
    return {
        "class.made": _("Class made"),
        "class.changed": _("Class changed"),
        "class.opened": _("Class opened for places"),
        "class.called_off": _("Class called off"),
        "class.drawn": _("The lot was drawn"),
        "class.capacity": _("Number of places changed"),
        "class.dates_added": _("Dates added"),
        "class.date_moved": _("Date moved"),
        "class.date_removed": _("Date removed"),
        "plan.saved": _("Plan of a session saved"),
        "material.added": _("Material added"),
        "material.shared": _("Material shown to other people"),
        "material.removed": _("Material taken away"),
        "material.forgotten": _("Materials deleted, a year after the class"),
        "team.added": _("Co-teacher joined a team"),
        "team.changed": _("Team changed"),
        "team.removed": _("Co-teacher left a team"),
        "team.shown": _("Chose what is shown of them"),
        "message.sent": _("The team wrote to the class"),
        "team.looked_back": _("Answered the questions after a class"),
        "record.signed": _("Signed a record of a class"),
        "record.changed": _("Changed the words of a record"),
        "record.reminded": _("Reminded the team of records to sign"),
        "venue.made": _("Venue made"),
        "venue.changed": _("Venue changed"),
    } | _about_teams()


def _about_teams() -> dict[str, str]:
    return {
        "team.no_more": _("Teaches no more"),
        "team.sides": _("The sides someone teaches from noted"),
        "team.times": _("Said when they can teach"),
        "team.invited": _("Invited to teach"),
        "team.invitation_accepted": _("Said yes to an invitation to teach"),
        "team.invitation_declined": _("Said no to an invitation to teach"),
        "team.invitation_withdrawn": _("Invitation to teach taken back"),
        "team.invitation_over": _("Did not answer an invitation to teach"),
        "team.invitation_filled": _("Someone else was found before they answered"),
        "team.offered": _("Offered to teach"),
        "team.offer_accepted": _("Their offer to teach was taken"),
        "team.offer_declined": _("Their offer to teach was not taken"),
        "team.offer_withdrawn": _("Took back an offer to teach"),
        "team.offer_over": _("An offer to teach was not answered in time"),
        "team.offer_filled": _("Someone else was found for what they offered"),
        "team.away": _("Said that they can't teach one session"),
        "team.back": _("Said that they can teach after all"),
        "team.steps_in": _("Steps in for one session"),
        "team.steps_out": _("Can't step in after all"),
        "team.asked_again": _("Asked if they can still step in: the session was moved"),
        "team.comes_still": _("Can still step in"),
    }


def _about_the_college() -> dict[str, str]:
    return voices.actions() | {
        "course.made": _("Course made"),
        "course.changed": _("Course changed"),
        "course.times_made": _("Times for one-to-one peer support made"),
        "course.unsigned": _("Words changed that both sides had signed"),
        "course.kept": _("Course looked at again, and kept"),
        "course.published": _("Course put in the catalogue"),
        "idea.sent": _("Idea for a course sent"),
        "idea.taken_up": _("Idea taken up"),
        "idea.not_now": _("Idea answered: not now"),
        "design.opened": _("Course opened for writing together"),
        "design.invited": _("Asked to write a course with others"),
        "design.joined": _("Came to write a course"),
        "design.took_lead": _("Took the lead in writing a course"),
        "design.left": _("No longer writes a course"),
        "design.taken_out": _("Taken out of writing a course"),
        "design.said": _("Said something about a draft"),
        "design.settled": _("Settled what was open about a draft"),
        "design.words": _("New draft of a course"),
        "design.signed": _("Signed a course"),
        "design.agreed": _("Course agreed by both sides"),
        "design.unsigned": _("Took back their signature of a course"),
        "design.lead_asked": _("Asked to lead the writing of a course"),
        "design.lead_taken": _("Leads the writing of a course now"),
        "design.lead_declined": _("Would rather not lead the writing of a course"),
        "design.more_time": _("More time to write a course"),
        "design.published": _("Writing ended: in the catalogue"),
        "design.set_aside": _("Writing set aside"),
        "term.made": _("Term made"),
        "term.changed": _("Term changed"),
        "task.done": _("Task done"),
        "task.taken": _("Task taken"),
        "letter.sent_again": _("Letter sent again"),
        "letter.dropped": _("Letter taken out of the queue"),
        "letter.posted": _("Letter printed and posted"),
        "wording.changed": _("Words of a letter changed"),
        "wording.back": _("Words of a letter put back"),
        "charter.published": _("New charter published"),
        "support.added": _("Support list: line added"),
        "support.changed": _("Support list: line changed"),
        "support.removed": _("Support list: line removed"),
        "support.moved": _("Support list: line moved"),
        "support.checked": _("Support list: line checked"),
    }


def _about_releases() -> dict[str, str]:
    return {
        "release.asked": _("Report for release asked for"),
        "release.refused": _("Report not released: it would have told of a few people"),
        "release.released": _("Report released"),
        "release.withdrawn": _("Released report withdrawn"),
        "release.link_made": _("Link to a released report made"),
        "release.link_ended": _("Link to a released report ended"),
    }


def did(action: str) -> str:
    """An action of the history in words; a new one is shown as it is called."""
    return actions().get(action) or plain(action).capitalize()


def detail(action: str, facts: Mapping[str, Any]) -> str:
    """The little more that helps: which role, why letters stopped, how many places."""
    if action in {"role.given", "role.taken"} and "role" in facts:
        return roles().get(str(facts["role"]), "")
    if action == "place.put_first":
        return turn_reasons().get(str(facts.get("reason")), "")
    if action == "person.letters_stopped":
        return stop_reasons().get(str(facts.get("reason")), "")
    if action in {"course.unsigned", "course.published", "design.taken_out"}:
        return str(facts.get("exception", ""))  # the reason of whoever decided it alone
    if action.startswith("instrument."):
        return str(facts.get("texts", ""))
    if action == "message.sent":
        return ngettext("to %(num)s person", "to %(num)s people", int(facts.get("people", 0)))
    if action == "class.capacity":
        return _(
            "from %(before)s to %(after)s", before=facts.get("before"), after=facts.get("after")
        )
    return ""


def roles() -> dict[str, str]:
    return {"office": _("Office"), "manager": _("Manager")}


def letter_kinds() -> dict[str, str]:
    return {
        "sign_in_code": _("Code to sign in"),
        "address_changed": _("Your address was changed"),
        "place_to_confirm": _("Please confirm your place"),
        "place_saved": _("Your place is saved"),
        "waiting": _("You are on the waiting list"),
        "offer": _("A place came free"),
        "offer_halfway": _("The offer still runs"),
        "offer_ended": _("The offer has ended"),
        "access_arranged": _("What would help is arranged"),
        "declined": _("You said no to a place"),
        "withdrawn": _("You left the class"),
        "called_off": _("The class is called off"),
        "called_off_next": _(
            "The class is called off. They are first in line for the next date: tell them when."
        ),
        "dates_changed": _("The dates changed"),
        "reminder": _("Reminder of a session"),
        "class_message": _("The team wrote to the class"),
        "class_message_copy": _("Copy of a message, for the team"),
        "idea_received": _("Your idea has reached us"),
        "idea_taken_up": _("Your idea is taken up"),
        "idea_not_now": _("Your idea: not now"),
        "idea_in_catalogue": _("Your idea is in the catalogue"),
        "design_invited": _("Would you write a course with us?"),
        "design_time": _("The time to write is over"),
        "design_lead": _("Would you lead the writing of a course?"),
        "design_agreed": _("A course is agreed by both sides"),
        "records_to_sign": _("Records of a class wait to be signed"),
        "text_flagged": _("A text waits to be read"),
        "hope_waits": _("Something of your own waits for you"),
        "reflection": _("Two questions for those who taught"),
        "team_invited": _("Would you like to teach?"),
        "team_answer": _("Answer to an offer to teach"),
        "team_joined": _("Someone new in the team"),
        "team_not_needed": _("You need not step in"),
        "team_moved": _("A session was moved: can you still step in?"),
        "team_taken_out": _("A session to step in for does not take place"),
        "team_dates": _("The dates of a class they teach changed"),
        "team_called_off": _("A class they teach is called off"),
        "team_needs": _("A class looks for a co-teacher"),
    } | letters_about_forms()


def letter_kind(kind: str) -> str:
    return letter_kinds().get(kind) or plain(kind).capitalize()
