"""Web processes never load scipy, nor WeasyPrint: it would double what each of them takes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

from recoverycollege import clock
from recoverycollege.config import PREFIX
from recoverycollege.database import db
from recoverycollege.feedback import pdf
from recoverycollege.feedback.links import own_link
from recoverycollege.feedback.models import Release
from recoverycollege.supervise import SERVING
from recoverycollege.worker import run_once
from tests.feedback.answers import pairs
from tests.live import ROOT

# As a process of the web server: `wsgi` is imported while serving, then pages are asked for.
WEB_PROCESS = """
import sys
from wsgi import app
from tests.signing_in import sign_in

client = app.test_client()
with app.app_context():
    sign_in(client, int(sys.argv[1]))
for page in sys.argv[2:]:
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"scipy", "numpy", "weasyprint"}))
"""


def released(college) -> int:
    row = {"scope": "college", "scope_id": 0, "period": "term", "period_id": 1}
    row |= {"state": "released", "asked_at": clock.now(), "released_at": clock.now()}
    found = Release(**row, name="", note="A note.", fingerprint="0" * 64, made_on=date(2026, 3, 9))
    db.session.add(found)
    db.session.flush()
    number = found.id
    db.session.commit()
    return number


def test_web_processes_never_load_what_is_for_the_worker(app, college, database_url) -> None:
    settings = app.extensions["settings"]
    group = college.scheduled_class(
        term_id=college.term().id, sessions=1, starts_in=timedelta(weeks=-4)
    )
    pairs(college, group, 9)
    coming = college.enrol(college.scheduled_class())
    run_once(app)
    out = released(college)
    run_once(app)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)} | {
        f"{PREFIX}INSTANCE": str(settings.instance),
        f"{PREFIX}DATABASE_URL": database_url,
        f"{PREFIX}DEMO": "1",
        SERVING: "1",
    }
    pages = (
        "/",
        "/courses",
        f"/classes/{group.id}",
        f"/feedback/{own_link(settings.secret_key, coming.id, 'before')}",
        "/my-learning/hope",
        "/staff/feedback",
        f"/staff/feedback/class/{group.id}",
        "/staff/reports",
        "/staff/reports/releases",
        "/staff/reports/releases/new",
        f"/staff/reports/releases/{out}",
        f"/staff/reports/releases/{out}.xlsx",
        *([f"/staff/reports/releases/{out}.pdf"] if pdf.can_be_made() else []),
    )
    done = subprocess.run(
        [sys.executable, "-c", WEB_PROCESS, str(college.manager().id), *pages],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "[]"
