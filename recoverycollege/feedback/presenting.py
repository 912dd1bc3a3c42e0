"""How results read: in words, in numbers, as a drawing, as a file. Pages of every room use it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from recoverycollege.feedback.drawings import bars as bars  # for templates
from recoverycollege.feedback.drawings import columns as columns
from recoverycollege.feedback.drawings import drawing as drawing
from recoverycollege.feedback.queries.belief import Stood
from recoverycollege.feedback.queries.instruments import score_called
from recoverycollege.feedback.queries.parts import Beginning, Level, Line
from recoverycollege.feedback.queries.results import Figures, Report, Subject
from recoverycollege.feedback.rules.instruments.given import step_of
from recoverycollege.feedback.rules.instruments.scoring import shown
from recoverycollege.feedback.rules.items import SCALE, Item
from recoverycollege.feedback.wording import scale as scale  # for the rooms above
from recoverycollege.feedback.wording import words_of as words_of
from recoverycollege.text import safe_cell
from recoverycollege.wording import day_year

Cells = Sequence[str | float | None]


def title(found: Subject) -> str:
    return found.name or _("The whole college")


def kind(found: Subject) -> str:
    """What the figures are of, as a line below the title."""
    if found.scope == "class" and found.starts_at:
        return _("Feedback on the class of %(day)s", day=day_year(found.starts_at))
    return {
        "class": _("Feedback on this class"),
        "course": _("Feedback on this course"),
        "strand": _("Feedback on the courses of this strand"),
        "term": _("Feedback from this term"),
        "college": _("Feedback from all our classes"),
    }[found.scope]


def counted(figures: Figures) -> str:
    """How much lies behind the figures, and since when."""
    return ngettext(
        "From %(num)s class. Worked out on %(day)s.",
        "From %(num)s classes. Worked out on %(day)s.",
        figures.classes,
        day=day_year(figures.made_on),
    )


def group(who: str) -> str:
    return {
        "both": _("Answered before and after"),
        "before": _("Answered before only"),
        "after": _("Answered after only"),
        "neither": _("Answered neither"),
        "untied": _("Answers that stand alone: nobody knows whose"),
    }[who]


def heads(figures: Figures) -> str:
    """What is counted: someone who took two classes is one person, and two places."""
    return _("Places") if figures.pooled else _("People")


def answerers(figures: Figures) -> str:
    """What a change counts. A total counts each person once."""
    return _("People") if figures.once else _("Places")


def with_a_place(figures: Figures) -> str:
    if figures.pooled:
        return _("About %(places)s places were taken.", places=figures.places)
    return _("About %(places)s people had a place.", places=figures.places)


def question(line: Line | Level | Beginning | Stood) -> str:
    return item_words(line.item)


def item_words(item: Item) -> str:
    """Its words; of a score with the lowest and the highest it can be."""
    words, known = words_of(item), score_called(item.id)
    if known is None:
        return words
    facts = {"words": words, "low": shown(known[1].low), "high": shown(known[1].high)}
    if known[1].direction == "down":
        return _("%(words)s, from %(low)s to %(high)s; less is better", **facts)
    return _("%(words)s, from %(low)s to %(high)s", **facts)


def unchecked(figures: Figures) -> list[str]:
    """Of the instruments among the figures: what could not be checked against their papers."""
    known = [score_called(line.item.id) for line in figures.lines]
    those = {one[0].name: one[0] for one in known if one and not one[0].verified}
    return [f"{name}: {definition.note}" for name, definition in those.items()]


def steps(figures: Figures) -> list[list[str]]:
    """Rows of a table: how many moved by a published step or more."""
    rows = []
    for line in figures.lines:
        known = score_called(line.item.id)
        if known and known[1].change and line.better is not None and line.worse is not None:
            counts = [people(line.better), people(line.worse)]
            step, source = shown(round(step_of(known[1]) or 0, 2)), known[1].change.source
            rows.append([question(line), step, *counts, source])
    return rows


def people(rounded: int) -> str:
    """A rounded count."""
    return str(rounded) if rounded else _("fewer than 3")


def share(percent: int | None) -> str:
    return _("about %(num)s %%", num=percent) if percent is not None else "–"


def number(value: float | None, decimals: int = 2, *, signed: bool = False) -> str:
    """With so many decimals, and a true minus."""
    if value is None:
        return "–"
    text = f"{value:+.{decimals}f}" if signed else f"{value:.{decimals}f}"
    return text.replace("-", "−") if float(text) else f"{0:.{decimals}f}"


def interval(line: Line | Beginning) -> str:
    low, high = (number(end, line.decimals, signed=True) for end in (line.low, line.high))
    return _("%(low)s to %(high)s", low=low, high=high)


def probability(value: float | None) -> str:
    if value is None:
        return "–"
    return _("below 0.001") if value < 0.001 else f"{value:.3f}"


def ends(line: Line) -> tuple[str, str]:
    """The words at the ends of the scale."""
    if known := score_called(line.item.id):
        return shown(known[1].low), shown(known[1].high)
    return _(SCALE[1]), _(SCALE[5])


def points() -> list[str]:
    """The words of the scale, the least first."""
    return [_(SCALE[value]) for value in sorted(SCALE)]


def spread_head() -> list[str]:
    return [_("Question"), _("When"), *points()]


def spread_rows(lines: Sequence[Line], told: Callable[[int], str] | None = None) -> list[list[str]]:
    """How many gave each answer, as the table beside the drawing has it. `told`: how a count
    reads."""
    found, told, both = [], told or people, (_("Before"), _("After"))
    for line in lines:
        if line.spread:
            for when, counts in zip(both, (line.spread.before, line.spread.after), strict=True):
                found.append([question(line), when, *(told(count) for count in counts)])
    return found


def beginning_head(figures: Figures) -> list[str]:
    heads = {"heads": answerers(figures)}
    return [
        _("Question"),
        _("Before and after: %(heads)s", **heads),
        _("Began at"),
        _("Only before: %(heads)s", **heads),
        _("Began at"),
        _("Apart (95 %% interval)"),
    ]


def beginning_rows(figures: Figures) -> list[list[str]]:
    """How those began who answered both times, and those who answered only before."""
    return [
        [question(b), people(b.pairs), number(b.pairs_mean, b.decimals), people(b.people),
         number(b.mean, b.decimals),
         f"{number(b.apart, b.decimals, signed=True)} ({interval(b)})"]
        for b in figures.beginnings
    ]  # fmt: skip


def conventions() -> dict[str, str]:
    """How these figures are made, by what each sentence is about: printed with them, always."""
    return {
        "cause":
        _("This is change, not proof of cause. Life goes on beside a course."),
        "pair":
        _("A pair is one person's last answer before the class (up to a day after it began) and "
          "their first answer after it (up to three weeks), to the same question in the same "
          "words. Only pairs are compared. Each place on a class counts once. In the changes of a "
          "term each person counts once, and in those of the college once altogether: with the "
          "first of their classes whose forms were closed."),
        "scale":
        _("Answers go from 1 (Not at all) to 5 (Very much). We show the mean before, the mean "
          "after, and how far it moved, to one decimal; to two from about 100 people on. They are "
          "rounded each on its own."),
        "interval":
        _("The 95 % interval (Student's t) is the span in which the true change most likely lies. "
          "If it spans zero, there may be no change at all."),
        "moves":
        _("Up, same and down count those whose own answer rose, stayed or fell. From 20 pairs on "
          "we show how many gave each answer too, unless all but a few gave the same one."),
        "began":
        _("How people began: the mean before of those who answered before and after, beside that "
          "of those who answered only before, with the 95 % interval of the difference (Welch). "
          "Those who stay in touch may differ from those who do not."),
        "counted":
        _("The figures of a class count people. A course, a strand, and who answered in a term or "
          "the college count places: someone who took two classes had two places."),
        "effect":
        _("The effect size is shown from 20 pairs on: the change, divided by the root mean square "
          "of the two standard deviations, and made a little smaller for small groups "
          "(d_av × J, with J = 1 − 3 ÷ (4(n − 1) − 1)). More tests follow from 30 pairs on."),
        "missing":
        _("An answer that was not given is never counted as zero, and nobody is filled in."),
        "kept_back":
        _("Nothing is shown of fewer than eight people, comments included. Counts and shares are "
          "given to the nearest five, each on its own, so they may not add up."),
        "frozen":
        _("The figures of a class stay as they are. Those of a course, a strand, a term or the "
          "college change only when eight answers or more are new."),
        "ours":
        _("Our own questions are shown one by one, and never added up. They have not been tested "
          "by research (they are not validated)."),
        "instruments":
        _("Where an instrument of research was asked, its scores are made by its published rules, "
          "of each form by itself. Where fewer answers are there than its rule needs, there is no "
          "score. Single answers are shown only of instruments that are not added up. Scales of "
          "their own are printed beside them."),
    }  # fmt: skip


def csv_file(report: Report) -> str:
    """The numbers of the page as a file that opens well, and safely, in a spreadsheet."""
    out = io.StringIO()
    out.write("\ufeff")  # tells spreadsheets that it is UTF-8
    writer = csv.writer(out)
    writer.writerows([safe_cell(cell) for cell in row] for row in _rows(report))
    return out.getvalue()


def _rows(report: Report) -> Iterator[Cells]:
    about, figures = report.subject, report.figures
    yield [title(about), kind(about)]
    if report.stands_in and figures:
        yield [_("Too small to be shown alone: these are the figures of its course.")]
    if figures is None:
        yield [_("Too few answers to show anything.")]
        return
    yield [counted(figures)]
    yield []
    yield [_("Question"), answerers(figures), _("Mean before"), _("Mean after"), _("Change"),
           _("95 % interval from"), _("95 % interval to"), _("Up"), _("Same"), _("Down"),
           _("Effect size"), "d_z", _("p (t-test)"), _("p (signed rank)"),
           _("Rank-biserial")]  # fmt: skip
    yield from (_csv_line(line) for line in figures.lines)
    for level in figures.levels:
        yield [question(level), people(level.people), None, round(level.mean, level.decimals)]
    if figures.beginnings:
        yield from ([], [_("How people began")], beginning_head(figures))
        yield from beginning_rows(figures)
    if spread := spread_rows(figures.lines):
        yield from ([], [_("Where the answers lay")], spread_head())
        yield from spread
    yield []
    yield [_("Who answered"), heads(figures), _("Share in %")]
    yield [_("With a place"), people(figures.places)]
    yield from ([group(g.who), people(g.people), g.share] for g in figures.groups)
    yield []
    yield [_("How these figures are made")]
    yield from ([words] for words in conventions().values())


def _csv_line(line: Line) -> Cells:
    means = [line.before, line.after, line.change, line.low, line.high]
    cells: list[str | float | None] = [question(line), people(line.people)]
    cells += [round(mean, line.decimals) for mean in means]
    cells += [people(count) for count in (line.up, line.same, line.down)]
    cells.append(_rounded(line.effect))
    if found := line.technical:
        tests = [probability(p) for p in (found.t_p, found.signed_rank_p)]
        cells += [_rounded(found.d_z), *tests, _rounded(found.rank_biserial)]
    return cells


def _rounded(value: float | None) -> float | None:
    return value if value is None else round(value, 2)
