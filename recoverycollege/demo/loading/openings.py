"""Who could teach: when they can, the board with its open needs, invitations, an offer, and someone
who steps in for a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from recoverycollege.accounts.models import Task
from recoverycollege.classes.models import DAYS, PARTS, Absence, CoTeacher, Joining, Substitute
from recoverycollege.classes.rules.needs import sides_needed
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.teams import TRIO
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World

TIME_TO_ANSWER = timedelta(days=7)
TIMES = (
    "Term time only: in the holidays my grandchildren are here.",
    "Not before ten, please. Mornings are slow for me.",
    "I work shifts and know them four weeks ahead.",
    "From Easter on. Gladly with someone who has done it before.",
)


def add_openings(world: World, people: People, classes: Sequence[Planned]) -> None:
    """The demonstration's teams in the making."""
    Openings(world, people, classes).make()


class Openings:
    """Finds people who fit, each only once, so that several have a part in it."""

    def __init__(self, world: World, people: People, classes: Sequence[Planned]) -> None:
        self.world, self.people, self.classes = world, people, classes
        self.chance = world.chance("openings")
        self.taken: set[str] = set(TRIO)

    def make(self) -> None:
        for member in self.people.members:
            self._co_teacher(member)
        drafts = [p for p in self.classes if p.row["state"] == "draft"]
        for number, planned in enumerate(drafts):
            self._draft(planned, number)
        running = [p for p in self.classes if p.row["state"] == "open" and self._ahead(p)]
        together = [p for p in running if p.together]
        for planned in together[:1]:
            self._away(planned, "Joan", found=True)
        others = [p for p in running if not p.together and len(p.team) > 1]
        for planned in others[:1]:
            self._away(planned, "", found=False)

    def _co_teacher(self, member: Row) -> None:
        ticks = self.chance.random() < 0.6
        days = sorted(self.chance.sample(DAYS[:5], 3), key=DAYS.index) if ticks else []
        parts = sorted(self.chance.sample(PARTS, 2), key=PARTS.index) if ticks else []
        self.world.rows.add(
            CoTeacher,
            person_id=member["person"]["id"],
            peer=member["perspective"] == "peer",
            practitioner=member["perspective"] == "practitioner",
            relative=member["perspective"] == "relative",
            words=self.chance.choice(TIMES) if self.chance.random() < 0.3 else "",
            days=days,
            parts=parts,
            venue_ids=[],
            wants_letters=member["name"] in TRIO or self.chance.random() < 0.4,
            # Letters of the demonstration are written by those who try it.
            told_at=self.world.moment,
            added_at=self.world.ago(400),
        )

    def _draft(self, planned: Planned, number: int) -> None:
        """The first has an offer, the second an invitation, the third was told no."""
        perspectives = [row["perspective"] for row in planned.team]
        for sides in sides_needed(planned.course["kind"], perspectives):
            if number == 0:
                self._offer(planned, sides)
            elif number == 1:
                self._invite(planned, sides, "waiting", days_ago=1)
            elif number == 2:
                self._invite(planned, sides, "declined", days_ago=5)
                self._invite_demo(planned, sides)

    def _invite_demo(self, planned: Planned, sides: Sequence[str]) -> None:
        """One of the demonstration's own accounts has an invitation to answer."""
        mine = {row["person_id"] for row in planned.team}
        for member in self.people.members:
            fits = member["perspective"] in sides and member["person"]["id"] not in mine
            if member["name"] in TRIO and fits:
                self._add(planned, member, "waiting", days_ago=2, words="We thought of you first.")
                return

    def _offer(self, planned: Planned, sides: Sequence[str]) -> None:
        member = self._someone(planned, sides)
        at = self.world.ago(1, 16, 20)
        task = self.world.rows.add(
            Task,
            kind="get_back",
            for_role="office",
            person_id=member["person"]["id"],
            about_id=None,
            name="",
            reach="",
            words="team_offer",
            created_at=at,
            due_at=at + timedelta(days=2),
            done_at=None,
            done_by_id=None,
            result=None,
            outcome="",
        )
        words = "I came to this course twice as a student, and would love to give something back."
        row = self._add(planned, member, "waiting", days_ago=1, words=words, invited=False)
        row.update(made_at=at, until=planned.starts_at, task_id=task["id"])

    def _invite(
        self, planned: Planned, sides: Sequence[str], answer: str, *, days_ago: int
    ) -> None:
        self._add(planned, self._someone(planned, sides), answer, days_ago=days_ago)

    def _add(
        self,
        planned: Planned,
        member: Row,
        answer: str,
        *,
        days_ago: int,
        words: str = "",
        invited: bool = True,
    ) -> Row:
        person_id, made_at = member["person"]["id"], self.world.ago(days_ago, 11, 5)
        return self.world.rows.add(
            Joining,
            class_id=planned.row["id"],
            absence_id=None,
            person_id=person_id,
            invited=invited,
            by_id=self.people.office["id"] if invited else person_id,
            perspective=member["perspective"],
            lead=False,
            words=words,
            made_at=made_at,
            until=made_at + TIME_TO_ANSWER,
            answer=answer,
            answered_at=None if answer == "waiting" else made_at + timedelta(hours=30),
            task_id=None,
        )

    def _away(self, planned: Planned, name: str, *, found: bool) -> None:
        """Someone can't be there next time; somebody else steps in, or is still looked for."""
        session = self._ahead(planned)[-1]
        member = next((m for m in planned.team if m["shown_name"] == name), planned.team[-1])
        absence = self.world.rows.add(
            Absence,
            session_id=session["id"],
            member_id=member["id"],
            said_at=self.world.ago(2, 9, 40),
            task_id=None,
        )
        if found:
            helper = self._someone(planned, (member["perspective"],))
            self.world.rows.add(
                Substitute,
                absence_id=absence["id"],
                person_id=helper["person"]["id"],
                since=self.world.ago(1, 13, 10),
            )

    def _ahead(self, planned: Planned) -> list[Row]:
        tomorrow: datetime = self.world.moment + timedelta(days=1)
        return [s for s in planned.sessions if s["starts_at"] >= tomorrow]

    def _someone(self, planned: Planned, sides: Sequence[str]) -> Row:
        """A co-teacher from one of these sides who is not in the team, and has no part yet."""
        mine = {row["person_id"] for row in planned.team}
        fits = [
            member
            for member in self.people.members
            if member["perspective"] in sides
            and member["name"] not in self.taken
            and member["person"]["id"] not in mine
        ]
        found = self.chance.choice(fits)
        self.taken.add(found["name"])
        return found
