"""What the tables of feedback hold about a person. The answers themselves lie under codes, and
are found, given out and deleted with the key (`services.mine`)."""

from recoverycollege.personal import Held, inside, owner
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
)
