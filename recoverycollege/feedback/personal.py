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
    Held(
        table="own_note",
        kept=N_("until you delete it, or are erased"),
        columns={
            "id": inside(),
            "person_id": owner(),
            "kind": held(N_("whether it is a goal, or something that helped")),
            "words": held(N_("your own words")),
            "made_on": held(N_("when you wrote it")),
            "reached_on": held(N_("when you reached it")),
        },
    ),
    Held(
        table="future_letter",
        kept=N_("until you delete it, or are erased"),
        columns={
            "id": inside(),
            "person_id": owner(),
            "sealed": inside("your letter, so that nobody can read it without the key"),
            "written_on": held(N_("when you wrote to yourself")),
            "opens_on": held(N_("when it opens")),
            "told": inside("that we told you it is here"),
            "opened_on": held(N_("when you opened it")),
        },
    ),
    Held(
        table="text_reader",
        kept=N_("until the office names someone else"),
        columns={
            "part": held(N_("that you read what students write, or deputise")),
            "person_id": owner(),
        },
    ),
    Held(
        table="identifying",
        kept=N_("as long as the text is kept"),
        columns={
            "flag_id": inside("which text"),
            "asked_by_id": owner(),
            "why": held(N_("why you asked who wrote a text")),
            "asked_at": held(N_("when you asked it")),
            "agreed_by_id": actor(N_("who agreed")),
        },
    ),
    Held(
        table="moderator",
        kept=N_("until the office or you end it"),
        columns={
            "person_id": owner(),
            "lived_experience": held(N_("that you said you speak from lived experience")),
        },
    ),
    Held(
        table="quote_yes",
        kept=N_("as long as the words are shown"),
        columns={
            "quote_id": inside("which words of a student you said yes to"),
            "person_id": owner(),
            "lived_experience": held(N_("that you spoke from lived experience when you did")),
        },
    ),
    Held(
        table="instrument_text",
        kept=N_("as long as there are answers to these questions"),
        rows="keep",
        columns={
            "attested_by_id": owner(N_("who signed that the college may use the words")),
            "attested_at": inside("when it was signed"),
            "id": inside("which texts"),
            "instrument": inside("of which instrument"),
            "version": inside("of which version"),
            "local": inside("the how manieth texts they are"),
            "state": inside("whether they are asked"),
            "holder": inside("who holds the rights: an author or publisher"),
            "reference": inside("where the licence can be looked up"),
            "licence": inside("why the college may use the words"),
            "until": inside("when the licence ends"),
        },
    ),
)
