"""The pages of results for the office: what they show, of how many, and what they never tell."""

from __future__ import annotations

import pytest

from recoverycollege.feedback.presenting import drawing
from recoverycollege.feedback.queries import results
from tests.figures import Figures

MOST_STATEMENTS = 8


@pytest.fixture
def figures(college):
    return Figures()


@pytest.fixture
def course(college):
    return college.course("Food and mood", outcomes=("plan one meal",))


@pytest.fixture
def office(college, sign_in_as):
    return sign_in_as(college.office())


def test_the_college_comes_first_then_every_way_to_look_closer(college, course, figures, office):
    large, small = college.scheduled_class(course), college.scheduled_class(course)
    lonely = college.course("Living with voices")
    figures.of("college", 0, 60)
    figures.of("strand", course.strand_id, 30)
    figures.of("term", college.term("Spring").id, 30)
    figures.of("course", course.id, 19)
    figures.of("course", lonely.id, 7)
    figures.of("class", large.id, 8, outcomes=course)
    figures.of("class", small.id, 7)
    page = office.get("/staff/feedback").text
    assert len(office.statements) <= MOST_STATEMENTS
    assert page.index("The college as a whole") < page.index("Look closer") < page.index("By class")
    for part in (
        f"strand/{course.strand_id}",
        f"course/{course.id}",
        f"class/{large.id}",
        "term/1",
    ):
        assert f'href="/staff/feedback/{part}"' in page
    assert f"course/{lonely.id}" not in page
    assert page.count("With its course, once there are enough") == 1


def test_before_anyone_has_answered_the_page_says_what_will_be_here(office):
    page = office.get("/staff/feedback").text
    assert "Not enough answers yet" in page
    assert "By class" not in page


@pytest.mark.both
def test_a_report_shows_each_question_drawn_and_in_numbers(college, course, figures, office):
    found = college.scheduled_class(course)
    figures.of("class", found.id, 12, outcomes=course)
    figures.words(found.id, "I liked the tea")
    page = office.get(f"/staff/feedback/class/{found.id}").text
    assert len(office.statements) <= MOST_STATEMENTS
    assert not any("answer" in statement.lower() for statement in office.statements)
    for part in ("I feel able to plan one meal.", "I feel hopeful about my future.",
                 "I believe people can recover.", "Not at all", "Very much", "<svg", "3.1", "3.6",
                 "+0.5 (+0.1 to +0.9)", "fewer than 3", "change, not proof of cause",
                 "How these figures are made", "I liked the tea", "Afterwards", "4.2",
                 "I felt part of the group."):  # fmt: skip
        assert part in page
    assert page.index("plan one meal") < page.index("hopeful about")
    assert "Effect size" not in page
    assert "style=" not in page


@pytest.mark.parametrize(("pairs", "effect", "tests"), [(19, 0, 0), (20, 1, 0), (30, 1, 1)])
def test_more_is_told_of_more_people(course, figures, office, pairs, effect, tests):
    figures.of("course", course.id, pairs)
    page = office.get(f"/staff/feedback/course/{course.id}").text
    assert ("Effect size" in page) == effect
    assert ("For readers of statistics" in page) == tests


def test_of_seven_nothing_is_shown_comments_neither(college, course, figures, office):
    found = college.scheduled_class(course)
    figures.of("class", found.id, 7, turnout={"after": 0, "before": 5})
    figures.of("course", course.id, 7, turnout={"after": 0})
    figures.words(found.id, "Only seven of us")
    for url in (f"class/{found.id}", f"course/{course.id}"):
        page = office.get(f"/staff/feedback/{url}").text
        assert "Only seven of us" not in page
        assert '<svg class="dumbbell"' not in page
        assert "Who answered" not in page
        assert "Download" not in page


def test_answers_that_stand_alone_lift_nobody_over_the_threshold(college, course, figures, office):
    """Someone could open the class's link three times, to read what five people wrote."""
    found = college.scheduled_class(course)
    figures.of("class", found.id, 5, turnout={"after": 0, "untied": 3})
    figures.words(found.id, "Only five of us")
    assert "Only five of us" not in office.get(f"/staff/feedback/class/{found.id}").text


def test_a_small_class_shows_its_course_and_says_so(college, course, figures, office):
    small = college.scheduled_class(course)
    others = [college.scheduled_class(course) for _ in range(2)]
    figures.of("class", small.id, 5, turnout={"after": 0})
    figures.words(small.id, "From the small one")
    for found in others:
        figures.of("class", found.id, 6, turnout={"after": 0})
    figures.words(others[0].id, "From another")
    figures.of("course", course.id, 17)
    page = office.get(f"/staff/feedback/class/{small.id}").text
    assert "Fewer than eight people answered before and after this class" in page
    assert "the figures of Food and mood instead" in page
    assert "From the classes of Food and mood that can be counted." in page
    assert "From the small one" in page and "From another" in page


def test_a_pool_never_leaves_a_few_over(college, course, figures, office):
    """Beside a class with comments of its own, those of two people are not shown."""
    large, small = college.scheduled_class(course), college.scheduled_class(course)
    figures.of("class", large.id, 12)
    figures.of("class", small.id, 2, turnout={"after": 0})
    figures.of("course", course.id, 12)
    figures.words(large.id, "One of twelve")
    figures.words(small.id, "One of two")
    page = office.get(f"/staff/feedback/course/{course.id}").text
    assert "One of twelve" in page
    assert "One of two" not in page


def test_words_wait_until_the_figures_count_their_class(college, course, figures, office):
    early, late = college.scheduled_class(course), college.scheduled_class(course)
    figures.of("class", early.id, 12)
    figures.of("course", course.id, 12)
    figures.of("class", late.id, 12)
    figures.words(late.id, "Came later")
    assert "Came later" not in office.get(f"/staff/feedback/course/{course.id}").text
    assert "Came later" in office.get(f"/staff/feedback/class/{late.id}").text


def test_counts_are_rounded_and_shares_only_of_twenty(course, figures, office):
    counts = {"both": 12, "before": 4, "after": 2, "neither": 7, "untied": 1}
    figures.of("course", course.id, 12, turnout=counts | {"places": 25})
    found = results.report(results.subject("course", course.id)).figures
    told = {group.who: (group.people, group.share) for group in found.groups}
    assert told == {"both": (10, 50), "before": (5, 15), "after": (0, None),
                    "neither": (5, 30), "untied": (0, None)}  # fmt: skip
    figures.of("strand", course.strand_id, 12, turnout=counts | {"places": 19})
    found = results.report(results.subject("strand", course.strand_id)).figures
    assert not any(group.share for group in found.groups)


def test_the_drawing_tells_no_more_than_the_table(course, figures):
    exact = {"mean_before": 3.1234567, "mean_after": 3.6543211, "low": 0.1234567, "high": 0.8765432}
    figures.of("course", course.id, 12, **exact)
    at = drawing(results.report(results.subject("course", course.id)).figures.lines[0])
    assert (at.before, at.after) == (52.4, 66.8)  # 3.1 and 3.7
    assert (at.low, round(at.low + at.width, 2)) == (54.8, 74.0)  # 3.1 + 0.1, 3.1 + 0.9


@pytest.mark.parametrize("scope", ["class", "course", "strand", "term", "college"])
def test_a_class_counts_people_and_a_pool_places(college, course, figures, office, scope):
    found = college.scheduled_class(course, term_id=college.term().id)
    ids = {"class": found.id, "course": course.id, "strand": course.strand_id}
    scope_id = (ids | {"term": found.term_id, "college": 0})[scope]
    figures.of(scope, scope_id, 12)
    page = office.get(f"/staff/feedback/{scope}/{scope_id}").text
    people, once = scope == "class", scope in ("class", "term", "college")
    assert ("About 20 people had a place." in page) == people
    assert ("About 20 places were taken." in page) == (not people)
    assert (">People</th>" in page) == once
    assert (">Places</th>" in page) == (not people)


def test_a_class_still_being_answered_says_when(college, course, office):
    found = college.scheduled_class(course)
    page = office.get(f"/staff/feedback/class/{found.id}").text
    assert "three weeks after its last session" in page


@pytest.mark.parametrize("scope", ["class", "course", "strand", "term", "college"])
def test_what_is_not_there_is_not_there(office, scope):
    for ending in ("", ".csv"):
        assert office.get(f"/staff/feedback/{scope}/98765{ending}").status_code == 404
    assert office.get(f"/staff/feedback/person/1{ending}").status_code == 404


def test_a_student_and_a_co_teacher_stay_outside(client, college, course, sign_in_as):
    found = college.scheduled_class(course)
    for person in (college.person(), found.team[0].person):
        sign_in_as(person)
        for url in ("", f"/class/{found.id}", f"/class/{found.id}.csv"):
            assert client.get(f"/staff/feedback{url}").status_code == 403


def test_the_drawing_stays_on_its_scale(course, figures):
    figures.of("course", course.id, 12, mean_before=4.6, mean_after=4.9, low=0.1, high=0.9)
    line = results.report(results.subject("course", course.id)).figures.lines[0]
    at = drawing(line)
    assert (at.before, at.after) == (88.4, 95.6)
    assert at.low + at.width == 98.0
