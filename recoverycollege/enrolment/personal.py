"""What the tables of places hold about a person. After erasing, the rows stay for the college's
figures, tied to an empty person."""

from recoverycollege.personal import Held, actor, held, inside, kept, owner

YEARS = "as long as the college counts its classes; it says nothing of you once you are erased"

HELD = (
    Held(
        table="enrolment",
        kept=YEARS,
        rows="keep",
        columns={
            "id": inside(),
            "class_id": kept("which class you asked for"),
            "person_id": owner(),
            "state": kept("where your place stands"),
            "number": inside("your turn in the line"),
            "places": kept("how many places you asked for"),
            "passed": inside(),
            "with_whom": kept("whom you wanted to bring: a supporter or a friend"),
            "companion": kept("whether this place is for a friend of yours"),
            "rests_for_id": inside("which other date you have taken meanwhile"),
            "any_class": kept("whether any date suits you"),
            "auto_days": kept("whether we may enrol you without asking again"),
            "priority": inside("set by staff, with a reason in the history"),
            "resting": inside(),
            "channel": kept("how you asked"),
            "taken_by_id": actor(),
            "asked_at": kept("when you asked"),
            "confirmed_at": kept("when you confirmed"),
            "ended_at": kept("when it ended"),
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
            "kind": kept("why a place was set aside for you"),
            "places": kept("how many"),
            "made_at": kept("when"),
            "ends_at": kept("until when"),
            "reminded_at": inside(),
            "answer": kept("what you answered"),
            "answered_at": kept("when you answered"),
        },
    ),
    Held(
        table="attendance",
        kept=YEARS,
        rows="keep",
        through="enrolment",
        columns={
            "id": inside(),
            "session_id": kept("which session"),
            "enrolment_id": owner(),
            "mark": kept("whether you came"),
            "marked_at": kept("when it was marked"),
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
        kept="half a year; when you are erased, at once",
        rows="delete",
        columns={
            "id": inside(),
            "class_id": held("which class you wrote to, as one of its team"),
            "person_id": owner(),
            "words": held("what you wrote"),
            "people": inside("how many people it went to"),
            "once": inside("so that one press sends one message"),
            "sent_at": held("when you wrote"),
        },
    ),
)
