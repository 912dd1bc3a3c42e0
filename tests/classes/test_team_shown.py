"""What of a team may be shown: one hides, all hide, and nothing else may give it away."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from recoverycollege.catalogue.models import KINDS
from recoverycollege.classes.rules.team import (
    MemberFacts,
    agrees_to_kind,
    label_inside,
    name_of,
    one_style,
    shown_team,
)

VIEWERS = ("public", "class", "team")
SCOPES = ("public", "class", "team")
PERSPECTIVES = ("peer", "practitioner", "relative")


def member(name: str, perspective: str, shows: str = "public", named: str = "public", **more):
    return MemberFacts(name, perspective, f"{perspective} words", named, shows, **more)


AMINA = member("Amina", "peer")
AGREES = replace(AMINA, label_ok=True)
JOAN = member("Joan", "practitioner")
RUTH = member("Ruth", "relative")


@pytest.mark.parametrize(
    ("team", "label"),
    [
        ([AMINA], "led by"),
        ([AGREES], "peer-led"),
        ([AGREES, member("Kofi", "peer")], "led together"),
        ([AGREES, member("Kofi", "peer", lead=True)], "led together"),
        ([replace(AGREES, lead=True), member("Kofi", "peer")], "peer-led"),
        ([replace(AGREES, lead=True), JOAN], "co-led"),
        ([replace(AGREES, lead=True), member("Kofi", "peer", "class")], "led together"),
        ([AMINA, JOAN], "co-led"),
        ([AMINA, RUTH], "co-led"),
        ([JOAN], "practitioner-led"),
        ([JOAN, RUTH], "led together"),
        ([RUTH], "led by"),
        ([], "led by"),
        ([member("Amina", "peer", "class")], "led by"),
        ([AMINA, member("Kofi", "peer", "class")], "led together"),
        ([JOAN, member("Peter", "practitioner", "team")], "led together"),
    ],
)
def test_label_for_the_public(team, label):
    assert shown_team(team, "public", "course").label == label


def test_everyone_shows_so_words_are_shown():
    shown = shown_team([JOAN, AMINA], "public", "course")
    assert [(m.name, m.words) for m in shown.members] == [
        ("Amina", "peer words"),
        ("Joan", "practitioner words"),
    ]


@pytest.mark.parametrize(("viewer", "seen"), [("public", False), ("class", True), ("team", True)])
def test_scopes_widen_from_public_to_team(viewer, seen):
    shown = shown_team([member("Amina", "peer", "class", "class")], viewer, "course")
    assert bool(shown.names) is seen
    assert shown.more == (0 if seen else 1)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_hidden_perspective_changes_nothing_that_is_shown(viewer, size, kind):
    """The canary: whatever the perspectives and words, one who hides makes all answers equal."""
    canary = "CANARY"
    for scopes in product(SCOPES, repeat=size):
        answers = set()
        for perspectives in product(PERSPECTIVES, repeat=size):
            team = [
                MemberFacts(
                    f"N{n}", perspective, canary + perspective, "public", scope, label_ok=True
                )
                for n, (perspective, scope) in enumerate(zip(perspectives, scopes, strict=True))
            ]
            answers.add(repr(shown_team(team, viewer, kind)))
        hidden = any(VIEWERS.index(viewer) < SCOPES.index(scope) for scope in scopes)
        assert (len(answers) == 1) is hidden
        assert any(canary in answer for answer in answers) is not hidden


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_hidden_name_is_nowhere_and_is_counted(viewer, kind):
    for scopes in product(SCOPES, repeat=3):
        team = [
            replace(person, name=f"Name{n}", name_scope=scope, label_ok=True)
            for n, (person, scope) in enumerate(zip((AMINA, JOAN, RUTH), scopes, strict=True))
        ]
        shown = shown_team(team, viewer, kind)
        for person in team:
            visible = VIEWERS.index(viewer) >= SCOPES.index(person.name_scope)
            assert (person.name in repr(shown)) is visible
        assert len(shown.members) + shown.more == 3


def test_who_leads_a_peer_group_alone_is_named_with_the_perspective_or_not_at_all():
    """The kind of the course would say what they hide."""
    hides, shows = member("Amina", "peer", "class"), AMINA
    assert shown_team([hides], "public", "peer-group").names == ()
    assert shown_team([hides], "public", "peer-group").more == 1
    assert shown_team([hides], "class", "peer-group").names == ("Amina",)
    assert shown_team([shows], "public", "peer-group").names == ("Amina",)
    assert shown_team([hides], "public", "course").names == ("Amina",)
    assert len(shown_team([hides, JOAN], "public", "peer-group").names) == 2


@pytest.mark.parametrize("size", [1, 2])
def test_whoever_gives_one_to_one_peer_support_is_named_with_it_or_not_at_all(size):
    """Its name says that they are a peer, so both are needed: that everyone may read it, and that
    it is called peer-led."""
    others = [member("Kofi", "peer")] * (size - 1)
    for scope, label_ok in product(SCOPES, (True, False)):
        team = [replace(AMINA, perspective_scope=scope, label_ok=label_ok), *others]
        names = shown_team(team, "public", "one-to-one").names
        agrees = scope == "public" and label_ok and not others
        assert bool(names) is agrees is agrees_to_kind(team)
        assert [bool(name_of(team, n, "public", "one-to-one")) for n in range(size)] == (
            [agrees] * size
        )
        assert shown_team(team, "team", "one-to-one").names


@pytest.mark.parametrize(
    ("perspectives", "label"),
    [
        ([], ""),
        (["peer"], "Peer-led"),
        (["peer", "peer"], "Peer-led"),
        (["practitioner"], "Practitioner-led"),
        (["peer", "practitioner"], "Co-produced"),
        (["relative", "peer"], "Co-produced"),
        (["relative", "practitioner"], "Led together"),
    ],
)
def test_inside_the_label_follows_from_the_team(perspectives, label):
    assert label_inside(perspectives) == label


def test_the_order_of_joining_does_not_show():
    assert shown_team([JOAN, AMINA], "public", "course") == shown_team(
        [AMINA, JOAN], "public", "course"
    )


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Dee", "Dr Hughes"], ["Dee", "Hughes"]),
        (["Amina", "Prof. Joan Smith, RMN"], ["Amina", "Joan"]),
        (["Amina Yusuf", "Joan Smith"], ["Amina Yusuf", "Joan Smith"]),
        (["Dr Dr Joan  Smith", "Mx Kit Lee"], ["Joan Smith", "Kit Lee"]),
        (["Hui\u00a0Min", "Joan Smith"], ["Hui\u00a0Min", "Joan"]),
        (["Drew", "Missy"], ["Drew", "Missy"]),
        ([], []),
    ],
)
def test_names_in_one_style(names, shown):
    assert one_style(names) == shown


def test_a_hidden_name_does_not_change_the_style_of_the_others():
    team = [replace(AMINA, name_scope="team"), replace(JOAN, name="Joan Smith")]
    assert shown_team(team, "public", "course").names == ("Joan Smith",)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("scopes", list(product(SCOPES, repeat=3)))
def test_whoever_writes_is_named_as_the_team_is(scopes, viewer):
    names = ("Dr Amina Hassan", "Joan", "Ruth Lewis")
    perspectives = zip(names, PERSPECTIVES, scopes, strict=True)
    team = [member(name, bring, named=scope) for name, bring, scope in perspectives]
    found = [name_of(team, number, viewer, "course") for number in range(3)]
    assert sorted(name for name in found if name) == sorted(
        shown_team(team, viewer, "course").names
    )
    others = [replace(m, perspective="peer", words="", perspective_scope="team") for m in team]
    assert [name_of(others, n, viewer, "course") for n in range(3)] == found


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("shows", SCOPES)
@pytest.mark.parametrize("named", SCOPES)
def test_whoever_leads_a_peer_group_alone_writes_under_no_other_name(named, shows, viewer):
    team = [member("Amina", "peer", shows, named)]
    assert (name_of(team, 0, viewer, "peer-group") or None) == next(
        iter(shown_team(team, viewer, "peer-group").names), None
    )
