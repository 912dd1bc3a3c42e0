"""Sets up the accounts room."""

from __future__ import annotations

from flask import Flask

from recoverycollege import personal, worker
from recoverycollege.accounts import browser, commands, post, sweeps
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.personal import TABLES
from recoverycollege.accounts.routes import (
    account,
    data,
    details,
    link,
    password,
    second_factor,
    sessions,
    sign_in,
)

PAGES = (account, data, details, link, password, second_factor, sessions, sign_in)


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    browser.init_app(app)
    app.register_blueprint(accounts)
    post.register(app)
    personal.register(app, *TABLES)
    worker.register_sweep(app, "forget_sign_ins", sweeps.forget, every_seconds=3600)
    app.extensions.setdefault("before_erase", [])
    commands.init_app(app)
