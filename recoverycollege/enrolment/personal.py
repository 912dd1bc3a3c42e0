"""What the tables of places hold about a person. After erasing, the rows stay for the college's
figures, tied to an empty person."""

from recoverycollege.personal import Held, actor, held, inside, kept, owner
from recoverycollege.refusals import N_

YEARS = N_("as long as the college counts its classes; it says nothing of you once you are erased")

HELD = (
    Held(
        table="enrolment",
        kept=YEARS,
        rows="keep",
        columns={
            "id": inside(),
            "class_id": kept(N_("which class you asked for")),
            "person_id": owner(),
            "state": kept(N_("where your place stands")),
            "number": inside("your turn in the line"),
            "places": kept(N_("how many places you asked for")),
            "passed": inside(),
            "with_whom": kept(N_("whom you wanted to bring: a supporter or a friend")),
            "companion": kept(N_("whether this place is for a friend of yours")),
            "rests_for_id": inside("which other date you have taken meanwhile"),
            "any_class": kept(N_("whether any date suits you")),
            "auto_days": kept(N_("whether we may enrol you without asking again")),
            "priority": inside("set by staff, with a reason in the history"),
            "resting": inside(),
            "channel": kept(N_("how you asked")),
            "taken_by_id": actor(),
            "asked_at": kept(N_("when you asked")),
            "confirmed_at": kept(N_("when you confirmed")),
            "ended_at": kept(N_("when it ended")),
        },
    ),
    Held(
        table="offer",
        kept=YEARS,
        rows="keep",
        through="enrolment",
        columns={
            "id": inside(),
            "enrolment_id": owner(),
            "kind": kept(N_("why a place was set aside for you")),
            "places": kept(N_("how many")),
            "made_at": kept(N_("when")),
            "ends_at": kept(N_("until when")),
            "reminded_at": inside(),
            "answer": kept(N_("what you answered")),
            "answered_at": kept(N_("when you answered")),
        },
    ),
    Held(
        table="attendance",
        kept=YEARS,
        rows="keep",
        through="enrolment",
        columns={
            "id": inside(),
            "session_id": kept(N_("which session")),
            "enrolment_id": owner(),
            "mark": kept(N_("whether you came")),
            "marked_at": kept(N_("when it was marked")),
            "marked_by_id": actor(),
        },
    ),
    Held(
        table="reminder",
        kept=YEARS,
        rows="keep",
        through="enrolment",
        columns={
            "session_id": inside("which session you were reminded of"),
            "enrolment_id": owner(),
            "posted_at": inside("when; the letter itself stands among your letters"),
        },
    ),
    Held(
        table="class_message",
        kept=N_("half a year; when you are erased, at once"),
        rows="delete",
        columns={
            "id": inside(),
            "class_id": held(N_("which class you wrote to, as one of its team")),
            "person_id": owner(),
            "words": held(N_("what you wrote")),
            "people": inside("how many people it went to"),
            "once": inside("so that one press sends one message"),
            "sent_at": held(N_("when you wrote")),
        },
    ),
)
