"""Keyed hashes: what must be recognised but never read (codes, tokens, what was typed at the
door) is kept as one of these. Without SECRET_KEY nobody can try values against them."""

from __future__ import annotations

import hmac

from flask import current_app


def secret_hash(text: str) -> str:
    """The keyed hash of `text`: 64 characters."""
    key: str = current_app.extensions["settings"].secret_key
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()


def same(one: str, other: str) -> bool:
    """Compares two hashes without telling by its speed how much of them agrees."""
    return hmac.compare_digest(one, other)
