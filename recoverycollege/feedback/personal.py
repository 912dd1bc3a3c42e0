"""What the tables of feedback hold about a person. The answers themselves lie under codes, and
are found, given out and deleted with the key (`services.mine`)."""

from recoverycollege.personal import Held, actor, held, inside, owner

HELD = (
    Held(
        table="linked_place",
        kept="until you choose otherwise, or are erased",
        through="enrolment",
        columns={"enrolment_id": owner("that the office may see your answers as yours")},
    ),
    Held(
        table="invitation",
        kept="as long as the class is counted; deleted when you are erased",
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
        table="own_note",
        kept="until you delete it, or are erased",
        columns={
            "id": inside(),
            "person_id": owner(),
            "kind": held("whether it is a goal, or something that helped"),
            "words": held("your own words"),
            "made_on": held("when you wrote it"),
            "reached_on": held("when you reached it"),
        },
    ),
    Held(
        table="future_letter",
        kept="until you delete it, or are erased",
        columns={
            "id": inside(),
            "person_id": owner(),
            "sealed": inside("your letter, so that nobody can read it without the key"),
            "written_on": held("when you wrote to yourself"),
            "opens_on": held("when it opens"),
            "told": inside("that we told you it is here"),
            "opened_on": held("when you opened it"),
        },
    ),
    Held(
        table="text_reader",
        kept="until the office names someone else",
        columns={
            "part": held("that you read what students write, or deputise"),
            "person_id": owner(),
        },
    ),
    Held(
        table="identifying",
        kept="as long as the text is kept",
        columns={
            "flag_id": inside("which text"),
            "asked_by_id": owner(),
            "why": held("why you asked who wrote a text"),
            "asked_at": held("when you asked it"),
            "agreed_by_id": actor("who agreed"),
        },
    ),
    Held(
        table="moderator",
        kept="until the office or you end it",
        columns={
            "person_id": owner(),
            "lived_experience": held("that you said you speak from lived experience"),
        },
    ),
    Held(
        table="quote_yes",
        kept="as long as the words are shown",
        columns={
            "quote_id": inside("which words of a student you said yes to"),
            "person_id": owner(),
            "lived_experience": held("that you spoke from lived experience when you did"),
        },
    ),
)
