"""`evidence score` and `instruments check`."""

from __future__ import annotations

import json

import pytest

from recoverycollege.feedback.queries.instruments import FOLDER
from tests.feedback.test_instruments_refused import SOUND

HEAD = "who1,who2,who3,who4,who5"


@pytest.fixture
def run(bare_app, tmp_path):
    def run(instrument: str, content: str, *options: str):
        file = tmp_path / "answers.csv"
        file.write_text(content, encoding="utf-8")
        arguments = ["evidence", "score", instrument, str(file), *options]
        return bare_app.test_cli_runner().invoke(args=arguments)

    return run


def figures(result) -> dict:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_rows_and_summary(run) -> None:
    content = f"name,{HEAD.upper()}\nAnn,5,4,3,2,1\nBo,5,5,5,5,\nCy,0,0,0,0,1\n"
    found = figures(run("who-5", content, "--json"))
    assert found["instrument"] == "who-5@1"
    scores = [(row["key"], row["scores"]["raw"], row["scores"]["percent"]) for row in found["rows"]]
    assert scores == [("Ann", 15, 60), ("Bo", None, None), ("Cy", 1, 4)]
    assert found["rows"][1]["line"] == 3
    assert found["rows"][1]["reasons"]["raw"] == "4 of 5 answered; all are needed"
    told = found["summary"]["percent"]
    assert (told["n"], told["missing"], told["mean"], told["sd"]) == (2, 1, 32, 39.5979797464)
    assert (told["lowest"], told["highest"]) == (4, 60)


def test_metric_reversed_and_prorated(run) -> None:
    swemwbs = "swemwbs1;SWEMWBS_2;swemwbs3;swemwbs4;swemwbs5;swemwbs6;swemwbs7\n3;3;3;3;3;3;3\n"
    assert figures(run("SWEMWBS", swemwbs, "--json"))["rows"][0]["scores"]["metric"] == 19.25
    ismi = ",".join(f"ismi{i}" for i in range(1, 11)) + "\n2,3,1,2,NA,1,2,,4,2\n"
    assert figures(run("ismi-10", ismi, "--json"))["rows"][0]["scores"]["mean"] == 1.625


def test_a_definition_of_ones_own(run, tmp_path) -> None:
    file = tmp_path / "mood.toml"
    file.write_text(SOUND, encoding="utf-8")
    found = figures(run(str(file), "who,calm,sad,glad\nAnn,2,0,1\nBo,2,0,\n", "--json"))
    assert [row["scores"] for row in found["rows"]] == [
        {"sum": 5, "metric": 17},
        {"sum": 6, "metric": None},
    ]
    assert found["rows"][0]["key"] == "Ann"


def test_fillers_may_be_left_out_and_no_rows_are_no_crash(run) -> None:
    head = ",".join(f"ahs{i}" for i in (1, 2, 4, 6, 8, 9, 10, 12))
    found = figures(run("adult-hope-scale", f"{head}\n" + "8," * 7 + "8\n", "--json"))
    assert found["rows"][0]["scores"] == {"agency": 32, "pathways": 32, "total": 64}
    empty = figures(run("adult-hope-scale", head + "\n", "--json"))
    assert (empty["rows"], empty["summary"]["total"]["mean"]) == ([], None)
    assert empty["summary"]["total"]["reason"]


def test_lines_to_read(run) -> None:
    result = run("mhcs", ",".join(f"mhcs{i}" for i in range(1, 17)) + "\n" + "6," * 15 + "6\n")
    for words in ("mhcs@1", "96", "mean", "Not all of this is verified"):
        assert words in result.output


@pytest.mark.parametrize(
    ("instrument", "content", "words"),
    [
        (
            "who-5",
            f"{HEAD}\n1,2,3,4,5\n1,2,3,4,6\n",
            "Line 3, column who5: 6 is none of the options",
        ),
        ("who-5", f"{HEAD}\n1,2,3,4,1.5\n", "Line 2, column who5: 1.5 is none of the options"),
        ("who-5", f"{HEAD}\n1,2,3,4,often\n", "Line 2, column who5: “often” is not a number"),
        ("who-5", "who1,who2,who3,who4\n1,2,3,4\n", "There is none for: who5"),
        ("who-5", f"{HEAD},WHO_5,WHO5\n1,2,3,4,5,1,2\n", "2 columns are called who5"),
        ("who-5", "1,2,3,4,5\n", "There is none for: who1"),
        ("hope", f"{HEAD}\n", "There is no instrument hope. There is: adult-hope-scale"),
        ("gone.toml", f"{HEAD}\n", "gone.toml cannot be read"),
    ],
)
def test_mistakes_end_with_two(run, instrument, content, words) -> None:
    result = run(instrument, content)
    assert result.exit_code == 2
    assert words in result.output


def test_check_says_one_line_for_each(bare_app, tmp_path) -> None:
    sound, broken = tmp_path / "mood.toml", tmp_path / "broken.toml"
    sound.write_text(SOUND, encoding="utf-8")
    broken.write_text(SOUND.replace("    [4, 20],\n", ""), encoding="utf-8")
    check = bare_app.test_cli_runner().invoke
    result = check(args=["instruments", "check", str(sound)])
    assert result.exit_code == 0, result.output
    assert result.output.count("     ok  ") == len(list(FOLDER.glob("*.toml")))
    assert "mood@1" in result.output
    for wrong in (broken, tmp_path / "gone.toml"):
        result = check(args=["instruments", "check", str(wrong), str(sound)])
        assert result.exit_code == 2
        assert f"refused  {wrong}" in result.output
        assert "mood@1" in result.output
    assert f"{broken}:46: scores: metric: the table is incomplete" in (
        check(args=["instruments", "check", str(broken)]).output
    )


def test_a_broken_definition_scores_nothing(run, tmp_path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(SOUND.replace("reversed = true", "reversed = [2]"), encoding="utf-8")
    result = run(str(file), "calm,sad,glad\n1,1,1\n")
    assert result.exit_code == 2
    assert f"{file}:26: items: reversed: reversal belongs to an item" in result.output
