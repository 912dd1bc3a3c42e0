"""What the tables of classes hold about those who teach. After erasing, the row stays without a
name, so that the class still counts as led together; it is tied to an empty person."""

from recoverycollege.personal import Held, held, inside, kept, owner

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
            "joined_at": kept("when you joined the team"),
        },
    ),
    Held(
        table="record_signature",
        kept=YEARS,
        rows="keep",
        through="team_member",
        columns={
            "class_id": kept("which class it is about"),
            "kind": kept("whether you planned, taught or looked back together"),
            "side": kept("from which side you signed it"),
            "member_id": owner(),
            "signed_at": kept("when you signed it"),
        },
    ),
    Held(
        table="reflection",
        kept="two years after the class; deleted when you are erased",
        columns={
            "class_id": held("which class you looked back on"),
            "person_id": owner(),
            "went_well": held("what went well together, in your words, for your team only"),
            "differently": held("what you would like to do differently, in your words"),
            "passed": held("that you said not this time"),
            "asked_at": held("when we wrote to you about it"),
            "answered_at": held("when you answered"),
        },
    ),
    Held(
        table="plan_part",
        kept="as long as the college keeps its plans; without your name once you are erased",
        rows="keep",
        through="team_member",
        columns={
            "id": inside(),
            "session_id": kept("the session you lead a part of"),
            "position": inside("where in the plan that part stands"),
            "minutes": kept("how long that part takes"),
            "words": kept("what happens in it"),
            "bring": kept("what is brought for it"),
            "leader_id": owner(),
        },
    ),
    Held(
        table="material",
        kept="until a year after the class; what you added goes when you are erased",
        columns={
            "id": inside(),
            "class_id": held("the class you added it to"),
            "title": held("what the file or link you added is called"),
            "url": held("where the link you added leads"),
            "content_type": inside("what kind of file it is"),
            "size": inside("how large it is"),
            "sha256": inside("a check number of what is in it"),
            "for_students": held("whether everyone on the class may have it"),
            "added_by_id": owner("who added it"),
            "added_at": held("when you added it"),
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
