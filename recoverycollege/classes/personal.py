"""What the tables of classes hold about those who teach. After erasing, the row stays without a
name, so that the class still counts as led together; it is tied to an empty person."""

from recoverycollege.personal import Held, actor, held, inside, kept, owner

YEARS = "as long as the college counts its classes; your name and words go when you are erased"

HELD = (
    Held(
        table="team_member",
        kept=YEARS,
        rows="keep",
        columns={
            "id": inside(),
            "class_id": kept("which class you teach"),
            "person_id": owner(),
            "perspective": kept("from which side you teach: peer, practitioner or relative"),
            "lead": kept("whether you lead the team"),
            "shown_name": held("the name you teach under", erased=""),
            "name_scope": held("who may see that name", erased="team"),
            "perspective_scope": held("who may see your side", erased="team"),
            "words": held("your own words about yourself", erased=""),
            "label_ok": held("whether the class may be called peer-led", erased=False),
            "joined_at": kept("when you joined the team"),
        },
    ),
    Held(
        table="co_teacher",
        kept="as long as you teach, or would like to",
        columns={
            "person_id": owner(),
            "peer": held("that you teach as a peer"),
            "practitioner": held("that you teach as a practitioner"),
            "relative": held("that you teach as a relative"),
            "words": held("when you can teach, in your words"),
            "days": held("the days you can teach on"),
            "parts": held("the times of day you can teach at"),
            "venue_ids": held("the places you can come to"),
            "wants_letters": held("whether we write to you when a class looks for someone"),
            "told_at": held("when we last wrote to you about that"),
            "added_at": held("since when you teach with us"),
        },
    ),
    Held(
        table="absence",
        kept=YEARS,
        rows="keep",
        through="team_member",
        columns={
            "id": inside(),
            "session_id": kept("which session you could not teach"),
            "member_id": owner(),
            "said_at": kept("when you told us"),
            "task_id": inside("what the office had to do about it"),
        },
    ),
    Held(
        table="substitute",
        kept="as long as the college counts its classes, or until you are erased",
        columns={
            "absence_id": held("for which session you stepped in"),
            "person_id": owner(),
            "since": held("since when you step in"),
        },
    ),
    Held(
        table="joining",
        kept="two years after the answer, or until you are erased",
        columns={
            "id": inside(),
            "class_id": held("which team you were asked into, or offered to join"),
            "absence_id": held("for which session, when it was for one only"),
            "person_id": owner(),
            "invited": held("whether the college asked you, or you offered"),
            "by_id": actor("who asked"),
            "perspective": held("from which side you would teach"),
            "lead": held("whether you would lead"),
            "words": held("what was written with it"),
            "made_at": held("when"),
            "until": held("until when an answer was hoped for"),
            "answer": held("what came of it"),
            "answered_at": held("when it was answered"),
            "task_id": inside("what the office had to do about it"),
        },
    ),
    Held(
        table="coproduction_record",
        kept=YEARS,
        rows="keep",
        through="team_member",
        columns={
            "id": inside(),
            "class_id": kept("which class it is about"),
            "kind": kept("whether you planned, taught or looked back together"),
            "words": kept("what you wrote about it together"),
            "peer_member_id": owner(),
            "peer_signed_at": kept("when you signed it as a peer"),
            "other_member_id": inside("who signed from the other side"),
            "other_signed_at": kept("when it was signed from the other side"),
        },
    ),
    Held(
        table="calendar_feed",
        kept="until you end the link to your calendar",
        columns={
            "person_id": owner(),
            "key_hash": inside("the link to your calendar, as nobody can read it"),
            "titles": held("whether your calendar names your courses"),
            "made_at": held("when you made the link"),
        },
    ),
)
