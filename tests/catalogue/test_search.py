"""Courses are found by the beginnings of their words, folded, on both databases."""

from typing import Any

import pytest

from recoverycollege import clock
from recoverycollege.catalogue.audit import search_is_true, words_are_counted
from recoverycollege.catalogue.models import Course
from recoverycollege.catalogue.search import begins_a_word, matching, matching_any, query_words
from recoverycollege.catalogue.services import publish, save_course, save_strand
from recoverycollege.database import db

pytestmark = pytest.mark.both
FINDS = {
    "sleep": "A good night's sleep",
    "SLE": "A good night's sleep",
    "nights": "A good night's sleep",
    "night’s": "A good night's sleep",
    "soren": "Food and mood",
    "søren": "Food and mood",
    "agard": "Food and mood",
    "cafe": "Telling your story",
    "naive draw": "Telling your story",
    "story tell": "Telling your story",
}
HOSTILE = [
    '"',
    "'",
    "''",
    "\\",
    "a' OR 1=1 --",
    'sleep" OR "mood',
    "sleep AND NOT mood",
    "NEAR(sleep mood)",
    "words:sleep",
    "-sleep",
    "sleep*",
    "^sleep",
    "(sleep",
    "sleep & | ! <-> :*",
    "%",
    "_",
    "{}",
    "1e5",
    "😀",
    "نوم",
    "睡眠",
    "ｓｌｅｅｐ",
    "x" * 10_000,
    "sleep " * 2_000,
]


def found(typed: str, how: Any = matching) -> set[str]:
    searched = query_words(typed)
    condition = how(searched) if searched else Course.id.is_(None)
    return set(db.session.scalars(db.select(Course.title).where(condition)))


@pytest.fixture
def courses(app: Any, college: Any) -> Any:
    college.strand("Knowledge and skills")
    college.course("A good night's sleep", summary="Rest, and what stands in its way.")
    college.course("Food and mood", names=["Søren Ågård"])
    college.course("Telling your story", summary="Café life, and naïve drawings.")
    college.course("A plan for later", in_catalogue=False)
    return college


def test_a_course_is_found_by_folded_beginnings(courses: Any) -> None:
    assert {typed: found(typed) for typed in FINDS} == {t: {title} for t, title in FINDS.items()}


def test_every_word_must_be_there_for_all_and_one_for_any(courses: Any) -> None:
    assert found("sleep mood") == set()
    assert found("sleep mood", matching_any) == {"A good night's sleep", "Food and mood"}


def test_strand_kind_and_outcomes_are_searched(courses: Any) -> None:
    assert len(found("knowledge")) == 3
    assert len(found("one thing that helps")) == 3


def test_a_course_outside_the_catalogue_is_not_found(courses: Any) -> None:
    assert found("plan later") == set()
    later = db.session.scalar(db.select(Course).where(Course.slug == "a-plan-for-later"))
    publish(later, clock.now(), ["Wei"])
    assert found("plan wei") == {"A plan for later"}


def test_nothing_typed_is_taken_for_a_command(courses: Any) -> None:
    for typed in HOSTILE:
        assert found(typed) <= {"A good night's sleep"}, typed
        found(typed, matching_any)
        for word in query_words(typed):
            db.session.scalar(db.select(begins_a_word(word)))


def test_a_search_has_at_most_twelve_words_of_forty_letters() -> None:
    assert query_words("x" * 100 + " y" * 20) == ["x" * 40] + ["y"] * 11


def test_a_word_is_known_by_its_beginning(courses: Any) -> None:
    known = {word: db.session.scalar(db.select(begins_a_word(word))) for word in ("sto", "stox")}
    assert known == {"sto": True, "stox": False}


def test_saving_a_course_keeps_its_address_and_its_teachers_names(courses: Any) -> None:
    course = db.session.scalar(db.select(Course).where(Course.slug == "food-and-mood"))
    save_course(
        course,
        {"title": "Food, mood and company"},
        ["cook a soup", "cook a soup", " "],
        now=clock.now(),
    )
    assert course.slug == "food-and-mood"
    assert [outcome.words for outcome in course.outcomes] == ["cook a soup"]
    assert found("soren company soup") == {"Food, mood and company"}
    assert found("helps soren") == set()


def test_two_courses_of_one_name_have_two_addresses(courses: Any) -> None:
    values = {"title": "Food and mood", "strand_id": 1, "kind": "workshop", "summary": "Again."}
    assert save_course(None, values, [], now=clock.now()).slug == "food-and-mood-2"


def test_a_strand_renamed_is_found_by_its_new_name(courses: Any) -> None:
    strand = db.session.scalar(db.select(Course)).strand
    save_strand(strand, {"name": "Small useful things"})
    assert len(found("useful")) == 3
    assert found("knowledge") == set()
    assert found("soren") == {"Food and mood"}


def test_the_audit_sees_what_search_would_miss(courses: Any) -> None:
    assert search_is_true() + words_are_counted() == []
    course = db.session.scalar(db.select(Course).where(Course.slug == "food-and-mood"))
    course.summary = "Unheard of"
    assert search_is_true() == ["course food-and-mood is not found by all its words"]
    course.words = "other"
    assert "such as" in words_are_counted()[0]
