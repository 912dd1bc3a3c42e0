"""Sealing words so that only whoever has ANSWER_KEY can read them, and can tell that nobody changed
them.

Built from HMAC-SHA256 alone, which is in Python's standard library: a stream of HMAC(key, nonce,
counter) is laid over the words, and an HMAC under another key over the result (encrypt, then
authenticate). Each letter has its own random nonce and is tied to its owner.
"""

from __future__ import annotations

import base64
import hmac
import secrets

NONCE, TAG, BLOCK = 16, 32, 32


def seal(key: str, owner: int, words: str, nonce: bytes = b"") -> str:
    """`words` sealed for `owner`. `key` is ANSWER_KEY; keys of this one purpose are made of it.
    `nonce`: only where an invented letter must come out the same again."""
    nonce = nonce or secrets.token_bytes(NONCE)
    hidden = _laid_over(_key(key, "words"), nonce, words.encode())
    return base64.b64encode(nonce + hidden + _tag(key, owner, nonce + hidden)).decode()


def unseal(key: str, owner: int, sealed: str) -> str | None:
    """The words; None when the key or the owner is another, or something was changed."""
    try:
        whole = base64.b64decode(sealed, validate=True)
    except ValueError:
        return None
    body, tag = whole[:-TAG], whole[-TAG:]
    if len(body) < NONCE or not hmac.compare_digest(tag, _tag(key, owner, body)):
        return None
    return _laid_over(_key(key, "words"), body[:NONCE], body[NONCE:]).decode()


def _laid_over(key: bytes, nonce: bytes, text: bytes) -> bytes:
    blocks = -(-len(text) // BLOCK)
    counters = (number.to_bytes(8, "big") for number in range(blocks))
    stream = b"".join(hmac.digest(key, nonce + counter, "sha256") for counter in counters)
    return bytes(one ^ other for one, other in zip(text, stream, strict=False))


def _tag(key: str, owner: int, body: bytes) -> bytes:
    return hmac.digest(_key(key, "seal"), b"%d:" % owner + body, "sha256")


def _key(key: str, use: str) -> bytes:
    return hmac.digest(key.encode(), f"letters to oneself: {use}".encode(), "sha256")
