"""Who teaches what, and what each co-teacher chose to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from recoverycollege.classes.models import TeamMember
from recoverycollege.demo.loading.world import Row, World

TRIO = ("Amina", "Joan", "Dilwyn")
LED_BY_THE_FIRST = {"peer-group"}
NAME_HIDDEN = 0.08


class Teams:
    """Shares the teaching out: whoever has taught least and is free comes first."""

    def __init__(self, world: World, members: list[Row]) -> None:
        self.world, self.members = world, members
        self.chance = world.chance("teams")
        self.load: Counter[str] = Counter()
        self.busy: set[tuple[str, date, str]] = set()

    def free_for(
        self, perspectives: Sequence[str], days: Sequence[date], part: str, fixed: Sequence[str]
    ) -> list[Row] | None:
        """A team with these perspectives that is free on all the days; None when there is none."""
        free = [m for m in self.members if not any((m["name"], d, part) in self.busy for d in days)]
        if fixed:
            team = [member for member in free if member["name"] in fixed]
            return self._take(team, days, part) if len(team) == len(fixed) else None
        self.chance.shuffle(free)
        free.sort(key=lambda member: self.load[member["name"]])
        team = []
        for perspective in perspectives:
            found = next((m for m in free if m["perspective"] == perspective), None)
            if found is None:
                return None
            free.remove(found)
            team.append(found)
        return self._take(team, days, part)

    def _take(self, team: list[Row], days: Sequence[date], part: str) -> list[Row]:
        for member in team:
            self.load[member["name"]] += 1
            self.busy |= {(member["name"], day, part) for day in days}
        return team

    def add(self, scheduled: Row, kind: str, team: list[Row], starts_at: datetime) -> list[Row]:
        """The rows of a team. The name is public mostly, the perspective as each one chose."""
        leader = 0 if kind in LED_BY_THE_FIRST else self.chance.randrange(len(team))
        joined = min(starts_at, self.world.moment) - timedelta(days=60)
        return [
            self.world.rows.add(
                TeamMember,
                class_id=scheduled["id"],
                person_id=member["person"]["id"],
                perspective=member["perspective"],
                lead=number == leader,
                **self._shown(member),
                joined_at=joined + timedelta(minutes=number),
            )
            for number, member in enumerate(team)
        ]

    def _hides_name(self, member: Row) -> bool:
        return member["name"] not in TRIO and self.chance.random() < NAME_HIDDEN

    def let_the_three_teach(self, lately: Sequence[tuple[list[Row], list[Row], str]]) -> None:
        """Each demo co-teacher has taught a class that ended lately, where one did: else they take
        the part of a colleague of their perspective. `lately`: team, sessions, part of the day."""
        for member in (m for m in self.members if m["name"] in TRIO):
            person_id = member["person"]["id"]
            teams = [team for team, _, _ in lately]
            if any(row["person_id"] == person_id for team in teams for row in team):
                continue
            for team, sessions, part in lately:
                days = [session["starts_at"].date() for session in sessions]
                alike = [r for r in team if self._can_stand_in(member, r)]
                if alike and not any((member["name"], day, part) in self.busy for day in days):
                    alike[0].update(person_id=person_id, **self._shown(member))
                    break

    def _can_stand_in(self, member: Row, row: Row) -> bool:
        return row["perspective"] == member["perspective"] and row["shown_name"] not in TRIO

    def _shown(self, member: Row) -> Row:
        """What a co-teacher shows everywhere."""
        return {
            "shown_name": member["name"],
            "name_scope": "class" if self._hides_name(member) else "public",
            "perspective_scope": "public" if member["shows"] else "team",
            "words": member["words"],
            "label_ok": member["shows"],
        }

    def take_out(self, member: Row) -> None:
        """A class loses this member again."""
        rows = self.world.rows.of(TeamMember)
        rows.remove(member)
        for number, row in enumerate(rows, start=1):
            row["id"] = number
