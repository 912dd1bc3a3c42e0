"""What people say of a class, for those who teach it."""

from __future__ import annotations

from tests.figures import Figures


def test_a_co_teacher_reads_the_figures_of_their_class(sign_in_as, taught):
    figures = Figures()
    figures.of("class", taught.group.id, 9)
    figures.words(taught.group.id, "I liked the tea")
    client = sign_in_as(taught.dee)
    url = f"/teaching/classes/{taught.group.id}/feedback"
    assert f'href="{url}"' in client.get(f"/teaching/classes/{taught.group.id}").text
    page = client.get(url).text
    assert len(client.statements) <= 12
    assert "I feel hopeful about my future." in page
    assert "I liked the tea" in page
    assert "/staff/" not in page
    for name in ("Dee", "Ravi"):
        assert name not in page


def test_a_small_class_shows_its_course(college, sign_in_as, taught):
    figures = Figures()
    figures.of("class", taught.group.id, 7, turnout={"after": 0})
    figures.words(taught.group.id, "Only seven of us")
    figures.of("course", taught.group.course_id, 16)
    page = sign_in_as(taught.dee).get(f"/teaching/classes/{taught.group.id}/feedback").text
    assert "Here are the figures of Food and mood instead" in page
    assert "Only seven of us" not in page


def test_of_few_nothing(sign_in_as, taught):
    Figures().of("class", taught.group.id, 7)
    page = sign_in_as(taught.dee).get(f"/teaching/classes/{taught.group.id}/feedback").text
    assert "Its course has too few answers to show, too." in page
    assert "Who answered" not in page


def test_a_class_of_others_is_absent(college, sign_in_as, taught):
    other = college.scheduled_class()
    Figures().of("class", other.id, 12)
    client = sign_in_as(taught.dee)
    for class_id in (other.id, 98765):
        assert client.get(f"/teaching/classes/{class_id}/feedback").status_code == 404


def test_students_and_the_office_stay_outside(client, college, sign_in_as, taught):
    for person in (taught.people[0], college.office()):
        sign_in_as(person)
        assert client.get(f"/teaching/classes/{taught.group.id}/feedback").status_code == 403
