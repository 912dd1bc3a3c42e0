"""Two people write at once: what each left as it was stays as the other made it. A table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoverycollege.catalogue.rules.texts import SECTIONS, Texts, merge

WERE = Texts("Bread", "We bake.", "Every week.", "Tea.", outcomes=("bake", "share"))


@pytest.mark.parametrize(
    ("mine", "theirs", "merged", "both"),
    [
        ({}, {}, {}, []),
        ({"title": "Rye"}, {}, {"title": "Rye"}, []),
        ({}, {"title": "Rye"}, {"title": "Rye"}, []),
        ({"title": "Rye"}, {"expect": "Soup."}, {"title": "Rye", "expect": "Soup."}, []),
        ({"title": "Rye"}, {"title": "Rye"}, {"title": "Rye"}, []),
        ({"title": "Rye"}, {"title": "Oats"}, {"title": "Rye"}, ["title"]),
        ({"expect": ""}, {"expect": "Soup."}, {"expect": ""}, ["expect"]),
        ({"outcomes": ("rest",)}, {"outcomes": ("sleep",)}, {"outcomes": ("rest",)}, ["outcomes"]),
        ({"expect": "Tea. \r\n"}, {"expect": "Soup."}, {"expect": "Soup."}, []),
        (
            {"expect": "Tea.\n\nSoup."},
            {"title": "Rye"},
            {"expect": "Tea.\n\nSoup.", "title": "Rye"},
            [],
        ),
    ],
)
def test_what_two_people_wrote(
    mine: dict[str, str], theirs: dict[str, str], merged: dict[str, str], both: list[str]
) -> None:
    typed, now = replace(WERE, **mine), replace(WERE, **theirs)
    assert merge(typed, now, WERE.marks()) == (replace(WERE, **merged), both)


@pytest.mark.parametrize("seen", [[], ["x"], [""] * len(SECTIONS)])
def test_without_good_marks_every_difference_is_shown(seen: list[str]) -> None:
    typed, now = replace(WERE, title="Rye"), replace(WERE, expect="Soup.")
    assert merge(typed, now, seen) == (typed, ["title", "expect"])
