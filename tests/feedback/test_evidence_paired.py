"""`evidence paired`: published figures through the command, and what cannot be computed."""

from __future__ import annotations

import json

import pytest

from tests.feedback.test_statistics import CASES


@pytest.fixture
def run(bare_app, tmp_path):
    def run(content: str, *options: str):
        file = tmp_path / "answers.csv"
        file.write_text(content, encoding="utf-8")
        return bare_app.test_cli_runner().invoke(args=["evidence", "paired", str(file), *options])

    return run


def figures(result) -> dict:
    assert result.exit_code == 0, result.output
    assert "NaN" not in result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", CASES)
def test_published_figures_to_every_printed_digit(run, name) -> None:
    case = CASES[name]
    lines = [f"{b},{a}" for b, a in zip(case["pre"], case["post"], strict=True)]
    found = figures(run("\n".join(["pre,post", *lines]), "--json"))
    for key, printed in case["expect"].items():
        several = printed if isinstance(printed, list) else [printed]
        got = found[key] if isinstance(printed, list) else [found[key]]
        for one, figure in zip(got, several, strict=True):
            assert abs(one - float(figure)) <= 0.5000001e-6, (key, one, figure)


def test_jacobson_and_truax(run) -> None:
    norms = ("--group-mean", "40", "--group-sd", "7.5", "--norm-mean", "60", "--norm-sd", "7.5")
    found = figures(run("before,after\n32.5,47.5\n", "--reliability", ".8", *norms, "--json"))
    assert (round(found["s_diff"], 3), round(found["rc"][0], 3)) == (4.743, 3.162)
    assert (found["cutoff_a"], found["cutoff_b"], found["cutoff_c"]) == (55, 45, 50)
    assert (found["rc_improved"], found["passed_b"], found["recovered_b"]) == (1, 1, 1)
    assert (found["passed_a"], found["passed_c"]) == (0, 0)
    assert (found["pre_sd"], found["reasons"]["pre_sd"]) == (None, "One pair alone has no spread.")


def test_direction(run) -> None:
    content = "pre,post\n1,9\n2,2\n3,1\n4,4\n5,0\n"
    for direction, improved, worse in (("up", 1, 2), ("down", 2, 1)):
        options = ("--reliability", ".9", "--direction", direction, "--json")
        found = figures(run(content, *options))
        assert (found["rc_improved"], found["rc_unchanged"], found["rc_worse"]) == (
            improved,
            2,
            worse,
        )


def test_who_answered(run) -> None:
    found = figures(run("id,pre,post\n1,2,3\n2,4,\n3,,5\n4,,\n5,1,NA\n6,3,3\n", "--json"))
    names = ("n", "both", "before_only", "after_only", "neither")
    assert [found[name] for name in names] == [2, 2, 2, 1, 1]
    assert found["columns"] == {"before": "pre", "after": "post"}


@pytest.mark.parametrize(
    ("rows", "gone", "reason"),
    [
        ("", "diff", "Nobody gave both answers."),
        ("1,\n,2\n", "t", "Nobody gave both answers."),
        ("1,2\n", "sd_diff", "One pair alone has no spread."),
        ("1,2\n2,3\n3,4\n", "t", "All changed alike: the differences have no spread."),
        ("3,3\n3,3\n", "g_av_rms_Jn1", "Everyone gave the same answer"),
        ("1,1\n2,2\n3,3\n", "wilcoxon_p", "Every difference is zero."),
        ("2,1\n2,5\n", "r", "Everyone gave the same answer"),
        ("1,2\n2,4\n3,6\n", "d_rm", "The correlation is 1"),
        ("1,2\n3,5\n", "rc_improved", "No reliability was given."),
    ],
)
def test_what_cannot_be_computed_is_none_and_says_why(run, rows, gone, reason) -> None:
    content = "before,after\n" + rows
    found = figures(run(content, "--json"))
    assert found[gone] is None
    assert found["reasons"][gone].startswith(reason)
    assert set(found["reasons"]) == {name for name, figure in found.items() if figure is None}
    assert all(found["reasons"].values())
    assert run(content).exit_code == 0
    assert figures(run(content, "--reliability", "0.8", "--json"))["reliability"] == 0.8


def test_lines_to_read(run) -> None:
    result = run("before,after\n1,2\n2,2\n3,5\n4,4.5\n", "--reliability", ".8")
    for words in ("pairs (gave both)", "exact", "reliably improved", "not proof of cause"):
        assert words in result.output


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("before,after\n1,2\nx,3\n", (), "Line 3, column before: “x” is not a number"),
        ("a,b\n1,2\n", ("--before", "c", "--after", "b"), "There is no column c"),
        ("", (), "The file is empty"),
        ("a,b\n1,2\n", ("--reliability", "1"), "--reliability"),
        ("a,b\n1,2\n", ("--norm-mean", "1"), "Norms need both"),
        ("a,b\n1,2\n", ("--group-sd", "0"), "--group-sd"),
    ],
)
def test_mistakes_end_with_two(run, content, options, words) -> None:
    result = run(content, *options)
    assert result.exit_code == 2
    assert words in result.output


def test_a_file_that_is_not_there(bare_app, tmp_path) -> None:
    for path in (tmp_path / "gone.csv", tmp_path):
        result = bare_app.test_cli_runner().invoke(args=["evidence", "paired", str(path)])
        assert result.exit_code == 2
        assert str(path) in result.output


def test_borenstein(run) -> None:
    """50 pairs made to have the moments of the book: means 100 and 103, s_diff 5.5, r .7."""
    import numpy as np

    raw = np.random.default_rng(1).normal(size=(50, 2))
    raw -= raw.mean(0)
    orthogonal, _ = np.linalg.qr(raw)
    first, second = orthogonal.T * np.sqrt(49)
    sd = 5.5 / np.sqrt(2 * (1 - 0.7))
    before = 100 + sd * first
    after = 103 + sd * (0.7 * first + np.sqrt(1 - 0.49) * second)
    lines = [f"{b!r},{a!r}" for b, a in zip(before.tolist(), after.tolist(), strict=True)]
    found = figures(run("\n".join(["before,after", *lines]), "--json"))
    printed = {"d_rm": 0.4225, "d_rm_variance": 0.0131, "g_rm": 0.4160, "g_rm_se": 0.1126}
    for key, figure in printed.items():
        assert round(found[key], 4) == pytest.approx(figure, abs=0.00011), key
