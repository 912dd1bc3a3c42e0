"""One-to-one peer support: times around today, some of them taken, and of one course all."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from recoverycollege.classes.models import ClassSession, ScheduledClass, TeamMember, Venue
from recoverycollege.classes.rules.gate import ONE_TO_ONE, missing_for
from recoverycollege.demo.loading.college import add_course, terms_around
from recoverycollege.demo.loading.offers import note
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World, between, read
from recoverycollege.enrolment.models import Attendance, Enrolment

BEFORE, AHEAD = 7, 22  # days
ON_THE_WAY = timedelta(minutes=30)


def add_talks(world: World, people: People) -> None:
    """The courses of this kind, and their times. Whoever gives them shows that they are a peer."""
    talks = Talks(world, people)
    for number, told in enumerate(read("talks")["course"]):
        talks.add(add_course(world, told, 20 + number), told)


class Talks:
    """Gives each peer worker times at which they teach nothing else."""

    def __init__(self, world: World, people: People) -> None:
        self.world, self.chance = world, world.chance("talks")
        self.members = {member["name"]: member for member in people.members}
        self.venues = {row["slug"]: row["id"] for row in world.rows.of(Venue)}
        since = world.ago(BEFORE + 7)
        students = [s for s in people.students if s["created_at"] < since]
        self.students = iter(self.chance.sample(students, len(students)))
        self.busy: dict[int, list[Row]] = defaultdict(list)
        sessions: dict[int, list[Row]] = defaultdict(list)
        for session in world.rows.of(ClassSession):
            sessions[session["class_id"]].append(session)
        for row in world.rows.of(TeamMember):
            self.busy[row["person_id"]] += sessions[row["class_id"]]

    def add(self, course: Row, told: Row) -> None:
        """The times of one course, in the order in which they come."""
        for ahead in range(-BEFORE, AHEAD):
            day = self.world.today + timedelta(days=ahead)
            for giver in told["givers"]:
                member = self.members[giver["name"]]
                if missing_for(ONE_TO_ONE, [member["perspective"]]):
                    continue
                for words in giver["starts"] if day.weekday() in giver["weekdays"] else ():
                    at = time.fromisoformat(words)
                    self._time(course, told, member, day, at)

    def _time(self, course: Row, told: Row, member: Row, day: date, at: time) -> None:
        starts = self.world.at(day, at)
        ends = starts + timedelta(minutes=told["minutes"])
        over, taken = day < self.world.today, self.chance.random() < told["taken"]
        if self._teaches(member["person"]["id"], starts, ends) or (over and not taken):
            return
        row = self._class(course, told, day)
        session = self.world.rows.add(
            ClassSession,
            class_id=row["id"],
            starts_at=starts,
            ends_at=ends,
            zone=self.world.zone.key,
            called_off=False,
        )
        self._give(row, member)
        if taken:
            self._book(row, session, member, over=over)

    def _teaches(self, person_id: int, starts: datetime, ends: datetime) -> bool:
        first, last = starts - ON_THE_WAY, ends + ON_THE_WAY
        return any(s["starts_at"] < last and first < s["ends_at"] for s in self.busy[person_id])

    def _class(self, course: Row, told: Row, day: date) -> Row:
        terms = enumerate(terms_around(self.world.today), start=1)
        return self.world.rows.add(
            ScheduledClass,
            course_id=course["id"],
            term_id=next((n for n, t in terms if t.starts_on <= day <= t.ends_on), None),
            venue_id=self.venues[told["venue"]],
            room=told["room"],
            format="in-person",
            setting=told["setting"],
            joining_link="",
            capacity=1,
            state="open",
            lot_until=None,
            note="",
            version=0,
        )

    def _give(self, row: Row, member: Row) -> None:
        self.world.rows.add(
            TeamMember,
            class_id=row["id"],
            person_id=member["person"]["id"],
            perspective="peer",
            lead=True,
            shown_name=member["name"],
            name_scope="public",
            perspective_scope="public",
            words=member["words"],
            label_ok=True,
            joined_at=self.world.ago(30),
        )

    def _book(self, row: Row, session: Row, member: Row, *, over: bool) -> None:
        """One student, who came if it is over."""
        last = min(session["starts_at"], self.world.moment) - timedelta(hours=3)
        asked_at = between(self.chance, last - timedelta(days=5), last)
        values = dict.fromkeys(self.world.rows.of(Enrolment)[0])
        values |= {"places": 1, "with_whom": "", "number": 1, "channel": "web"}
        values |= {"class_id": row["id"], "person_id": next(self.students)["id"]}
        values |= {"asked_at": asked_at, "confirmed_at": asked_at}
        values |= {"state": "completed", "ended_at": session["ends_at"]} if over else {}
        values |= {} if over else {"state": "enrolled"}
        values.pop("id")
        place = self.world.rows.add(Enrolment, **values)
        how = {"state": "enrolled", "channel": "web"}
        note(self.world, "place.asked", place, asked_at, place["person_id"], **how)
        if over:
            self.world.rows.add(
                Attendance,
                session_id=session["id"],
                enrolment_id=place["id"],
                mark="came",
                marked_at=session["starts_at"] + timedelta(minutes=10),
                marked_by_id=member["person"]["id"],
            )
