"""The demonstration college: its data files, its loader, and its mailbox."""

from __future__ import annotations

from flask import Flask

from recoverycollege.demo import releasing
from recoverycollege.demo.mailbox import mailbox


def init_app(app: Flask) -> None:
    app.register_blueprint(mailbox)
    releasing.register(app)
