"""What the catalogue's tables hold about those who have ideas and write courses together. After
erasing, a draft still shows that somebody signed it, tied to an empty person; what they wrote
beside it, or answered, is gone; what was decided together stays. An idea goes with its person; a
course made of it stays."""

from recoverycollege.personal import Held, actor, held, inside, kept, owner
from recoverycollege.refusals import N_

HELD = (
    Held(
        table="course_idea",
        kept=N_("until you erase it"),
        columns={
            "id": inside(),
            "person_id": owner(),
            "title": held(N_("the name of your idea for a course")),
            "gives": held(N_("what it should give people")),
            "for_whom": held(N_("for whom it should be")),
            "state": held(N_("what became of it")),
            "answer": held(N_("what we wrote to you about it")),
            "course_id": inside(),
            "sent_at": held(N_("when you sent it")),
            "answered_at": held(N_("when we answered")),
            "answered_by_id": actor(),
        },
    ),
    Held(
        table="designer",
        kept=N_("as long as the course is kept; without your name when you are erased"),
        rows="keep",
        columns={
            "id": inside(),
            "design_id": kept(N_("which course you write with others")),
            "person_id": owner(),
            "perspective": kept(N_("from where you speak: peer, practitioner, relative, student")),
            "lead": kept(N_("whether you lead the round")),
            "lead_asked_at": kept(N_("when you were asked to lead it, until you answer")),
            "invited_at": kept(N_("when you were asked")),
            "joined_at": kept(N_("when you said yes")),
            "read_version": kept(N_("which draft you said you have read")),
            "read_at": kept(N_("when")),
            "signed_version": kept(N_("which draft you signed")),
            "signed_at": kept(N_("when you signed")),
        },
    ),
    Held(
        table="design_note",
        kept=N_("as long as the course is kept; your words go when you are erased"),
        rows="keep",
        columns={
            "id": inside(),
            "design_id": kept(N_("about which course you said something")),
            "section": kept(N_("about which part of it")),
            "kind": kept(N_("whether it was a thought, a question, a disagreement or a reason")),
            "words": held(N_("what you said about a draft"), erased=""),
            "by_id": owner(),
            "at": kept(N_("when you said it")),
            "text_version": inside(N_("which draft it was about")),
            "answer": kept(N_("what was answered, or decided together")),
            "reason": kept(N_("why it was decided so")),
            "closed_by_id": actor(N_("who wrote down what was decided")),
            "closed_at": kept(N_("when it was answered or decided")),
        },
    ),
    Held(
        table="design_note",
        name="design_answer",
        only=("kind", "question"),
        kept=N_("as long as the course is kept; your words go when you are erased"),
        rows="keep",
        columns={
            "closed_by_id": owner(),
            "design_id": kept(N_("about which course you answered a question")),
            "answer": held(N_("what you answered"), erased=""),
            "closed_at": kept(N_("when you answered")),
        },
    ),
    Held(
        table="design_note",
        name="design_decision",
        only=("kind", "disagreement"),
        kept=N_("as long as the course is kept: it was decided together"),
        rows="keep",
        columns={
            "closed_by_id": owner(),
            "design_id": kept(N_("about which course you decided something together")),
            "answer": kept(N_("what you wrote down as decided")),
            "reason": kept(N_("why, as you wrote it down")),
            "closed_at": kept(N_("when you wrote it down")),
        },
    ),
)
