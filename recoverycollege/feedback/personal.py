"""What the tables of feedback hold about a person. The answers themselves lie under codes, and
are found, given out and deleted with the key (`services.mine`)."""

from recoverycollege.personal import Held, actor, held, inside, owner
from recoverycollege.refusals import N_

HELD = (
    Held(
        table="linked_place",
        kept=N_("until you choose otherwise, or are erased"),
        through="enrolment",
        columns={"enrolment_id": owner(N_("that the office may see your answers as yours"))},
    ),
    Held(
        table="invitation",
        kept=N_("as long as the class is counted; deleted when you are erased"),
        through="enrolment",
        columns={
            "enrolment_id": owner(),
            # The letter itself stands among the person's letters.
            "wave": inside("which form you were invited to"),
            "invited_at": inside("when"),
            "settled": inside("the time of its reminder has passed"),
        },
    ),
    Held(
        table="term_invitation",
        kept=N_("as long as the term is counted; deleted when you are erased"),
        columns={
            "person_id": owner(),
            "term_id": inside("the term it was for"),
            "audience": inside("which form you were invited to"),
            "invited_at": inside("when"),
            "settled": inside("the time of its reminder has passed"),
        },
    ),
    Held(
        table="question_form",
        kept=N_("as long as the form is known; who was asked is forgotten when they are erased"),
        rows="keep",
        columns={
            "approved_by_id": owner(N_("who, with lived experience, approved the form")),
            "asked_of_id": held(N_("who was asked to read it"), exported=False),
            "asked_at": inside("when they were asked"),
            "approved_at": inside("when it was approved"),
            "approved_name": held(N_("whom the office named as having approved it"), erased=""),
            "recorded_by_id": actor(N_("who in the office noted it")),
            "id": inside("which form"),
            "audience": inside("for whom the form is"),
            "wave": inside("when it is asked"),
            "version": inside("which version of it"),
            "title": inside("what the office calls it"),
            "state": inside("where it stands"),
            "shipped": inside("whether it came with the house"),
        },
    ),
)
