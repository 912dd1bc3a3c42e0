"""When and where each class meets: about forty classes a term, no room and no one twice at once."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from recoverycollege.classes.models import ClassSession, ScheduledClass, Venue
from recoverycollege.classes.rules.gate import missing_for
from recoverycollege.classes.rules.weekly import weekly_days
from recoverycollege.demo.loading.college import WEEKS, TermTime, terms_around
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.teams import TRIO, Teams
from recoverycollege.demo.loading.world import Row, World, read, read_courses

STARTS = {
    "morning": (time(9, 30), time(10), time(10, 30)),
    "afternoon": (time(13), time(13, 30), time(14)),
    "evening": (time(17, 30), time(18), time(18, 30)),
}
TOGETHER = "recovery-a-life-in-change"  # the three demo co-teachers teach it every term
ONLY_IN = {"getting-through-christmas": ("Autumn", range(10, 13))}
NEEDS_A_TEACHER = 4
LIKED_RUNS, LIKED_PLACES = 2, 16  # of a well-liked course, in the term that is over
PLACES = (10, 12, 12, 12, 12, 14, 14)
FEW, MANY = 6, 20
ATTEMPTS = 400
LATELY = timedelta(days=12)


@dataclass
class Planned:
    """A class in the making, with what the other parts ask of it."""

    row: Row
    course: Row
    term: int  # 0 the last, 1 the current, 2 the next
    sessions: list[Row]
    team: list[Row] = field(default_factory=list)
    part: tuple[int, str] = (0, "")  # weekday and part of the day
    together: bool = False  # taught by the three demo co-teachers

    @property
    def starts_at(self) -> datetime:
        return min(session["starts_at"] for session in self.sessions)

    @property
    def ends_at(self) -> datetime:
        return max(session["ends_at"] for session in self.sessions)


@dataclass(frozen=True)
class Slot:
    """When and where a class could meet."""

    days: list[date]
    part: str  # of the day
    style: str  # in person, online or both
    site: str
    room: Row

    @property
    def taken(self) -> set[tuple[date, str, str, str]]:
        """What it takes from others; online there is room for everyone."""
        if self.site == "online":
            return set()
        return {(day, self.part, self.site, self.room["name"]) for day in self.days}


def add_classes(world: World, people: People) -> list[Planned]:
    """Every class of the three terms with its sessions and its team."""
    return Timetable(world, people).make()


class Timetable:
    """Finds each class a week, a day, a room and a team that are free."""

    def __init__(self, world: World, people: People) -> None:
        self.world = world
        self.chance = world.chance("timetable")
        self.teams = Teams(world, people.members)
        self.venues = {venue["slug"]: venue for venue in read("venues")["venue"]}
        self.venue_ids = {venue["slug"]: venue["id"] for venue in world.rows.of(Venue)}
        self.rooms_taken: set[tuple[date, str, str, str]] = set()
        self.courses = [
            course | {"id": number} for number, course in enumerate(read_courses(), start=1)
        ]
        self.classes: list[Planned] = []

    def make(self) -> list[Planned]:
        for number, term in enumerate(terms_around(self.world.today)):
            runs = [(c, run) for c in self.courses for run in range(self._runs(c, term, number))]
            # The longest first: they find room least easily.
            runs.sort(key=lambda pair: (not self._together(*pair), -pair[0]["sessions"]))
            for course, run in runs:
                self._plan(number, term, course, run)
        self._leave_drafts()
        lately = [p for p in self.classes if self._is_over_lately(p)]
        self.teams.let_the_three_teach([(p.team, p.sessions, p.part[1]) for p in lately])
        return self.classes

    def _runs(self, course: Row, term: TermTime, number: int) -> int:
        season = ONLY_IN.get(course["slug"])
        runs: int = course["runs"]
        if number == 0 and course.get("well_liked"):
            return LIKED_RUNS
        return runs if season is None or term.name.startswith(season[0]) else 0

    def _together(self, course: Row, run: int) -> bool:
        return bool(course["slug"] == TOGETHER) and run == 0

    def _plan(self, number: int, term: TermTime, course: Row, run: int) -> None:
        trio = TRIO if self._together(course, run) else ()
        soon = self._soon(term, course) if trio else None
        for attempt in range(ATTEMPTS):
            days = soon if soon and attempt < ATTEMPTS / 10 else self._some_days(term, course)
            style = course["formats"][(run + number + attempt // 100) % len(course["formats"])]
            site, room = self._some_room(course, style)
            slot = Slot(days, course["time_of_day"], style, site, room)
            if slot.taken & self.rooms_taken:
                continue
            team = self.teams.free_for(course["perspectives"], days, slot.part, trio)
            if team is not None:
                self.rooms_taken |= slot.taken
                planned = self._add(number, course, slot, team)
                planned.together = bool(trio)
                return

    def _some_days(self, term: TermTime, course: Row) -> list[date]:
        last_week = WEEKS - course["sessions"]
        weeks = ONLY_IN.get(course["slug"], ("", range(last_week + 1)))[1]
        first = term.starts_on + timedelta(weeks=self.chance.choice(weeks))
        return weekly_days(first + timedelta(days=self.chance.randrange(5)), course["sessions"])

    def _soon(self, term: TermTime, course: Row) -> list[date] | None:
        """Days around today, with one today if it is a weekday: there is a register to keep."""
        today = self.world.today
        if not term.starts_on <= today <= term.ends_on:
            return None
        this_week = (today - term.starts_on).days // 7
        week = min(max(0, this_week - 2), WEEKS - course["sessions"])
        weekday = min(today.weekday(), 4)
        return weekly_days(term.starts_on + timedelta(weeks=week, days=weekday), course["sessions"])

    def _some_room(self, course: Row, style: str) -> tuple[str, Row]:
        here = [site for site in course["sites"] if (site == "online") == (style == "online")]
        site = self.chance.choice(here or ["old-library"])
        wanted = LIKED_PLACES if course.get("well_liked") else 0
        rooms = [room for room in self.venues[site]["rooms"] if room["seats"] >= wanted]
        return site, self.chance.choice(rooms or self.venues[site]["rooms"])

    def _add(self, number: int, course: Row, slot: Slot, team: list[Row]) -> Planned:
        start = self.chance.choice(STARTS[course["time_of_day"]])
        row = self.world.rows.add(
            ScheduledClass,
            course_id=course["id"],
            term_id=number + 1,
            venue_id=self.venue_ids[slot.site],
            room="" if slot.site == "online" else slot.room["name"],
            format=slot.style,
            setting=_setting(self.chance, course, slot.style),
            joining_link=_link(self.chance, slot.style),
            capacity=min(slot.room["seats"], _capacity(self.chance, course, number)),
            state="draft" if missing_for(course["kind"], course["perspectives"]) else "open",
            lot_until=None,
            note=self.venues[slot.site]["what_to_bring"].strip(),
            version=0,
        )
        sessions = [self._add_session(row, day, start, course["minutes"]) for day in slot.days]
        planned = Planned(row, course, number, sessions)
        planned.part = slot.days[0].weekday(), slot.part
        planned.team = self.teams.add(row, course["kind"], team, planned.starts_at)
        self.classes.append(planned)
        return planned

    def _add_session(self, row: Row, day: date, start: time, minutes: int) -> Row:
        """By the college's clock, also where the clocks change within the term."""
        end = (datetime.combine(day, start) + timedelta(minutes=minutes)).time()
        return self.world.rows.add(
            ClassSession,
            class_id=row["id"],
            starts_at=self.world.at(day, start),
            ends_at=self.world.at(day, end),
            zone=self.world.zone.key,
            called_off=False,
        )

    def _leave_drafts(self) -> None:
        """A few classes of the next term wait for a co-teacher, and are not open yet."""
        next_term = [
            p
            for p in self.classes
            if p.term == 2 and p.course["kind"] in {"course", "workshop"} and len(p.team) == 2
        ]
        alike = Counter(p.course["slug"] for p in next_term)
        waiting = [p for p in next_term if alike[p.course["slug"]] == 1]
        for planned in self.chance.sample(waiting, NEEDS_A_TEACHER):
            planned.row["state"] = "draft"
            self.teams.take_out(planned.team.pop(self.chance.randrange(2)))

    def _is_over_lately(self, planned: Planned) -> bool:
        """Its team is looking back on it now."""
        since = self.world.moment - LATELY
        return planned.row["state"] == "open" and since < planned.ends_at < self.world.moment


def _setting(chance: random.Random, course: Row, style: str) -> str:
    if style == "online":
        return "online"
    return str(chance.choice([s for s in course["settings"] if s != "online"] or ["community"]))


def _link(chance: random.Random, style: str) -> str:
    if style == "in-person":
        return ""
    letters = "".join(chance.choices("abcdefghjkmnpqrstuvwxyz", k=9))
    return f"https://meet.example.org/{letters[:3]}-{letters[3:6]}-{letters[6:]}"


def _capacity(chance: random.Random, course: Row, term: int) -> int:
    roll = chance.random()
    if term == 0 and course.get("well_liked"):
        return LIKED_PLACES
    if roll < 0.1:
        return FEW
    return MANY if roll > 0.9 else chance.choice(PLACES)
