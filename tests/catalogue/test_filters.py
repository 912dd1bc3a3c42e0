"""What an address of the catalogue asks for."""

from typing import Any

import pytest

from recoverycollege.catalogue import rules
from recoverycollege.catalogue.rules import Filters, read_filters
from recoverycollege.classes import models as classes


def read(**given: Any) -> Filters:
    return read_filters({name: [v] if isinstance(v, str) else v for name, v in given.items()})


def test_nothing_asked() -> None:
    assert read() == Filters()
    assert not read()


def test_values_repeat_once_each_and_unknown_ones_are_passed_over() -> None:
    asked = read(kind=["workshop", "course", "workshop", "party", ""], day="someday", other="x")
    assert asked.chosen == {"kind": ("workshop", "course")}


def test_what_only_the_tables_know_is_checked_against_them() -> None:
    asked = read(strand=["rebuilding-life", "gone"], venue="gone", kind="course")
    known = asked.known({"strand": ["rebuilding-life"], "venue": []})
    assert known.chosen == {"strand": ("rebuilding-life",), "kind": ("course",)}


@pytest.mark.parametrize(
    ("page", "number"),
    [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("²", 1), ("٣", 1), ("1.5", 1)]
    + [("9223372036854775808", rules.LAST_PAGE)],
)
def test_a_page_is_a_number_from_one(page: str, number: int) -> None:
    assert read(page=page).page == number


def test_what_was_typed_is_cut_to_what_is_searched() -> None:
    assert read(q="  a \n b ").q == "a b"
    assert len(read(q="x" * 10_000).q) == rules.LONGEST_QUERY


def test_the_address_says_all_that_was_asked() -> None:
    asked = read(q="sleep", kind=["course", "workshop"], places="1", exact="1", page="3")
    assert asked.parameters() == {
        "q": "sleep",
        "kind": ["course", "workshop"],
        "places": "1",
        "exact": "1",
        "page": "3",
    }
    again = {name: [v] if isinstance(v, str) else v for name, v in asked.parameters().items()}
    assert read_filters(again) == asked


def test_each_part_can_be_taken_away() -> None:
    asked = read(q="sleep", kind=["course", "workshop"], places="1", page="3")
    assert list(asked.parts()) == ["kind", "places", "q"]
    assert asked.without("kind", "course").chosen == {"kind": ("workshop",)}
    assert asked.without("kind").chosen == {}
    assert asked.without("q").q == ""
    assert not asked.without("places").places
    assert asked.without("q").page == 1


def test_the_choices_are_those_of_the_tables() -> None:
    assert tuple(rules.FORMAT_WORDS) == classes.FORMATS
    assert tuple(rules.SETTING_WORDS) == classes.SETTINGS
    from recoverycollege.catalogue.models import FOR_WHOM, KINDS, LEVELS

    assert (tuple(rules.KIND_WORDS), tuple(rules.FOR_WORDS)) == (KINDS, FOR_WHOM)
    assert tuple(rules.LEVEL_WORDS) == LEVELS
