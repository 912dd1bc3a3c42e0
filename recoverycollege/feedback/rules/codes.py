"""Keyed pseudonyms. Without ANSWER_KEY nobody can find the code of an enrolment, nor lay a text
beside the scores of the same person. One code per enrolment: a code per person would show the set
of their classes."""

from __future__ import annotations

import hmac
import secrets


def code_of(key: str, enrolment_id: int) -> str:
    """The code under which the answers of one enrolment lie. `key` is ANSWER_KEY."""
    return _pseudonym(key, f"answers of enrolment {enrolment_id}")


def term_code(key: str, person_id: int, term_id: int, audience: str) -> str:
    """The code under which the answers lie that someone gives once a term: another one in each
    term and for each form, so that no two of them show that they are one person's."""
    return _pseudonym(key, f"answers of person {person_id} in term {term_id}, {audience}")


def text_id(key: str, enrolment_id: int, item: str) -> str:
    """The id under which the words of one enrolment lie: another one than its code."""
    return _pseudonym(key, f"{item} of enrolment {enrolment_id}")


def sheet_of(key: str, enrolment_id: int, wave: str) -> str:
    """The short mark printed on a paper form, to be typed by the office: six letters, without
    vowels, so that they spell nothing."""
    letters = "BCDFGHJKMNPQRSTVWXZ"
    number = int(_pseudonym(key, f"{wave} sheet of enrolment {enrolment_id}")[:12], 16)
    return "".join(letters[number // 19**place % 19] for place in range(6))


def untied() -> str:
    """A code that nothing leads to: for answers that stand alone."""
    return secrets.token_hex(32)


def _pseudonym(key: str, text: str) -> str:
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()
