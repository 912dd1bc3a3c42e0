"""What would have been sent: the demonstration's letters, read from their folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from recoverycollege.guards import audience

mailbox = Blueprint("demo", __name__, template_folder="templates")
NEWEST = 50


@mailbox.get("/demo/letters")
@audience("demo")
def letters() -> ResponseReturnValue:
    newest = sorted(_folder().glob("*.eml"), key=lambda path: int(path.stem), reverse=True)[:NEWEST]
    return render_template("demo/letters.html", letters=[_read(path) for path in newest])


@mailbox.get("/demo/letters/<int:letter_id>")
@audience("demo")
def letter(letter_id: int) -> ResponseReturnValue:
    path = _folder() / f"{letter_id}.eml"
    if not path.exists():
        abort(404)
    return render_template("demo/letter.html", letter=_read(path))


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].letters_folder
    return folder


def _read(path: Path) -> dict[str, Any]:
    from email import message_from_bytes, policy  # only here: it is large

    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    plain = message.get_body(("plain",))
    body = plain.get_content() if plain else ""
    return {
        "id": int(path.stem),
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "date": str(message["Date"]),
        "lines": body.splitlines(),
    }
