"""Words that are quoted, for the tests: written, read by moderators, asked of their author."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.models import Quote
from tests.feedback.conftest import link_of

BOX = "after-anything"
WORDS = "I met Tom there, and I am not alone with my voices any more."
SHORT = "I met [a friend] there, and I am not alone with my voices any more."


def write(client, place, **ticks):
    page = f"{link_of(place, 'after')}/words"
    return client.submit(page, words=WORDS, page=page, **ticks)


def the_quote():
    db.session.rollback()
    return db.session.scalars(select(Quote)).one_or_none()


def yes(client, sign_in_as, moderator, final=SHORT):
    sign_in_as(moderator)
    return client.submit(
        f"/quotes/{the_quote().id}/yes", page=f"/quotes/{the_quote().id}", final=final
    )


def mine(place):
    return f"/my-learning/hope/words/{place.id}/{BOX}"


def on_the_page(app, course):
    return app.test_client().get(f"/courses/{course.slug}").text
