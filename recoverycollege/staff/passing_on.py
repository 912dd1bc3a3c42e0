"""What a task asks the office to pass on, in plain words."""

from __future__ import annotations

from flask_babel import gettext as _


def to_say(kind: str, text: str) -> str:
    """What a task asks us to pass on: a letter's message for someone who gets no letters."""
    messages = {
        "place_saved": _("Their place is saved. Tell them when and where."),
        "waiting": _("The class is full. They are on the waiting list."),
        "offer": _("A place came free. Ask if they would like it."),
        "offer_ended": _("Their offer has ended. They can go back in line."),
        "declined": _("They said no to a place. Tell them that is all right."),
        "withdrawn": _("They left the class. They can come back any time."),
        "called_off": _("The class is called off. Help them look at other dates."),
        "called_off_next": _(
            "The class is called off. They are first in line for the next date: tell them when."
        ),
        "dates_changed": _("The dates of their class changed. Tell them how they are now."),
        "class_message": _(
            "The team wrote to the class. Read it to them: it is on the page of the class, under "
            "Messages from the team."
        ),
        "idea_received": _("Their idea for a course has reached us. We answer within two weeks."),
        "idea_taken_up": _("Their idea is taken up. Ask if they would write the course with us."),
        "idea_not_now": _("Their idea is not for now. The answer is under Ideas. Thank them."),
        "idea_in_catalogue": _("The course of their idea is in the catalogue. Thank them."),
        "design_invited": _("Ask if they would like to write a course with others."),
        "design_time": _("The time to write their course is over. Ask how to go on."),
        "design_lead": _("Ask if they would lead the writing of a course."),
        "design_agreed": _("The course they write is agreed: both sides have signed. Thank them."),
    }
    asks = {
        "would_leave": _("They told the team that they would like to leave the class."),
        "team_offer": _("They offer to teach. The board shows which class."),
        "team_away": _("They can't teach one session. Look for someone to step in."),
        "team_over": _("They did not answer when we asked them to teach. Perhaps ring."),
        "team_left": _("Someone of its team is not here any more. Look for someone new."),
        "team_invited": _("Ask if they would like to teach. The board shows which class."),
        "team_answer": _("Tell them what became of their offer to teach."),
        "team_joined": _("Tell them that someone new teaches with them."),
        "team_not_needed": _("Tell them that they need not step in, with our thanks."),
        "team_moved": _("A session was moved. Ask if they can still step in. The board shows it."),
        "team_taken_out": _("The session they would step in for does not take place. Tell them."),
        "team_dates": _("The dates of a class they teach changed. Tell them how they are now."),
        "team_called_off": _("A class they teach, or were asked to, is called off. Tell them."),
        "records_to_sign": _("Records of a class they taught wait for them. Ask them to look."),
        "still_like": _("Ask if they would still like the place. They missed the first session."),
    }
    known = {"tell": messages, "offer": messages, "get_back": asks}
    return known.get(kind, {}).get(text, text)
