"""What the worker does for feedback: invite, remind, see that nothing tells who answered, and
compute figures. What loads scipy or WeasyPrint is imported inside: web processes register these
sweeps too, and never run them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flask import Flask

from recoverycollege import clock
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.feedback.models.waves import CLASS_WAVES
from recoverycollege.feedback.queries import releases as queries
from recoverycollege.feedback.rules.windows import INVITE_AFTER
from recoverycollege.feedback.services import (
    instruments,
    inviting,
    inviting_termly,
    mixing,
    quoting,
    reading,
    waiting,
)
from recoverycollege.feedback.services import releases as steps
from recoverycollege.worker import register_sweep

WAVES = CLASS_WAVES
AUDIENCES = tuple(inviting_termly.KIND_OF)
DAY = 24 * 3600
AT_ONCE = 20  # classes that are closed in one transaction: nobody waits long for their locks


def register(app: Flask) -> None:
    settings = app.extensions["settings"]
    key = settings.answer_key
    # In the demonstration nobody should have to wait to see an invitation.
    wait = timedelta(0) if settings.demo else INVITE_AFTER
    register_sweep(app, "invite", partial(invite, wait), every_seconds=60)
    register_sweep(app, "invite_termly", partial(invite_termly, settings.zone), every_seconds=3600)
    register_sweep(app, "remind", remind, every_seconds=3600)
    register_sweep(app, "forget_feedback_letters", forget_letters, every_seconds=600)
    register_sweep(app, "licences", partial(licences, settings.zone), every_seconds=3600)
    register_sweep(app, "mix", mix, every_seconds=DAY)
    register_sweep(app, "hope_waits", partial(tell, key, settings.zone), every_seconds=600)
    register_sweep(app, "pass_on", pass_on, every_seconds=300)
    register_sweep(app, "end_quotes", partial(end_quotes, settings.zone), every_seconds=3600)
    register_sweep(app, "report", partial(report, key), every_seconds=600)
    register_sweep(app, "releases", partial(releases, key), every_seconds=10)
    register_sweep(app, "release_pdfs", release_pdfs, every_seconds=10)
    register_sweep(app, "term_figures", term_figures, every_seconds=600)
    register_sweep(app, "term_levels", partial(term_levels, key), every_seconds=3600)


def invite(wait: timedelta, now: datetime) -> int:
    return sum(_written(partial(inviting.invite, wave, now, wait)) for wave in WAVES)


def invite_termly(zone: ZoneInfo, now: datetime) -> int:
    return sum(_written(partial(inviting_termly.invite, who, now, zone)) for who in AUDIENCES)


def remind(now: datetime) -> int:
    return _written(partial(inviting.remind, now)) + _written(partial(inviting_termly.remind, now))


def forget_letters(now: datetime) -> int:
    kinds = (*inviting.KINDS, *inviting_termly.KINDS, waiting.KIND)
    reminders = (inviting.REMINDER, inviting_termly.REMINDER, waiting.KIND)
    return _written(partial(inviting.forget_letters, now, kinds, reminders))


def licences(zone: ZoneInfo, now: datetime) -> int:
    """Texts of instruments go out of use as their licence ends."""
    return _written(partial(instruments.retire_ended, clock.local(now, zone).date()))


def mix(now: datetime) -> int:
    return _written(mixing.mix)


def tell(key: str, zone: ZoneInfo, now: datetime) -> int:
    return _written(partial(waiting.tell, key, clock.local(now, zone).date(), now))


def pass_on(now: datetime) -> int:
    return _written(partial(reading.pass_on, now))


def end_quotes(zone: ZoneInfo, now: datetime) -> int:
    return _written(partial(quoting.end, clock.local(now, zone).date()))


def report(key: str, now: datetime) -> int:
    """Figures of classes whose forms are closed, a few at a time under their locks; then of what
    they make together, computed before the write lock is taken."""
    from recoverycollege.feedback.services import pooling, reporting

    ids = reporting.closed_classes(now, key)
    end_read()
    closing, done = reporting.Closing(now, key), 0
    for start in range(0, len(ids), AT_ONCE):
        done += _written(partial(closing.close, ids[start : start + AT_ONCE]))
    pools = pooling.pool_figures(now)
    end_read()
    return done + (_written(partial(pooling.write_pools, pools)) if pools else 0)


def releases(key: str, now: datetime) -> int:
    """Reports that were asked for, each computed before the write lock is taken."""
    from recoverycollege.feedback.services import drafting

    waiting, done = drafting.asked(), 0
    for release_id in waiting:
        made = drafting.draft(release_id, now)
        end_read()
        done += _written(partial(drafting.write, release_id, made, key, now))
    return done


def release_pdfs(now: datetime) -> int:
    """PDFs of reports that are out, where the extra for it is set up."""
    from recoverycollege.feedback import pdf

    done, waiting = 0, queries.without_pdf()
    for release_id in waiting if waiting and pdf.can_be_made() else ():
        given = queries.given(release_id)
        content = pdf.pdf_of(given) if given else b""
        end_read()
        done += _written(partial(steps.keep_pdf, release_id, content, now)) if content else 0
    return done


def term_figures(now: datetime) -> int:
    """Terms in numbers, computed again and again."""
    from recoverycollege.feedback.services.term_figures import term_figures, write_term_figures

    rows = term_figures(now)
    end_read()
    return _written(partial(write_term_figures, rows)) if rows else 0


def term_levels(key: str, now: datetime) -> int:
    """What is asked without a before and after, of whole terms that are closed."""
    from recoverycollege.feedback.services.levels import term_levels, write_levels

    rows = term_levels(now, key)
    end_read()
    return _written(partial(write_levels, rows)) if rows else 0


def _written(step: Callable[[], int]) -> int:
    """One step in a write transaction of its own."""
    begin_write()
    done = step()
    db.session.commit()
    return done
