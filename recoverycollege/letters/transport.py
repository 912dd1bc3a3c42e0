"""Sending one message: by SMTP, by a text gateway, or into a folder where there is neither."""

from __future__ import annotations

import json
import logging
import smtplib
import socket
import ssl
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from recoverycollege import clock
from recoverycollege.config import Settings
from recoverycollege.letters.as_html import to_html
from recoverycollege.letters.kinds import Recipient
from recoverycollege.text import header_safe

log = logging.getLogger("recoverycollege.letters")
SECONDS = 20
MAIL_AWAY, TEXTS_AWAY = "the mail server is away", "the text gateway is away"
LOCAL = {None, "localhost", "127.0.0.1", "::1"}


class NotSent(Exception):
    """It did not go. `final`: trying again will not help. The text names no person."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.final = final


@dataclass(frozen=True)
class Message:
    """A worded letter on its way to one recipient."""

    letter_id: int
    message_id: str
    recipient: Recipient
    subject: str
    body: str


def send(settings: Settings, message: Message) -> None:
    """Sends a message. Raises `NotSent`."""
    if message.recipient.channel == "text":
        _send_text(settings, message)
    elif settings.smtp_url:
        _send_smtp(settings.smtp_url, as_email(settings, message))
    else:
        _put(settings.letters_folder, ".eml", message, bytes(as_email(settings, message)))


def _put(folder: Path, ending: str, message: Message, words: bytes) -> None:
    """Into the folder, under the letter's number, or the next one free: SQLite gives the number
    of a deleted row to another. The same letter once more takes its own place."""
    folder.mkdir(parents=True, exist_ok=True)
    number, mark = message.letter_id, message.message_id.encode()
    while (path := folder / f"{number}{ending}").exists() and mark not in path.read_bytes():
        number += 1
    path.write_bytes(words)


def as_email(settings: Settings, message: Message) -> EmailMessage:
    """The e-mail: one recipient, neutral sender and subject, a stable Message-ID; the same words
    as plain text and as simple HTML."""
    mail = EmailMessage()
    try:
        local, _, domain = message.recipient.address.rpartition("@")
        domain = domain.encode("idna").decode()  # mail servers know no other letters
        mail["To"] = Address(header_safe(message.recipient.name), local, domain)
    except (ValueError, IndexError) as problem:
        raise NotSent("the address cannot be written to", final=True) from problem
    own_local, _, own_domain = settings.mail_from.rpartition("@")
    mail["From"] = Address(header_safe(settings.mail_name), own_local, own_domain)
    mail["Subject"] = header_safe(message.subject)
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{message.message_id}@{own_domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body, cte="quoted-printable")
    html = to_html(message.body, language=message.recipient.language, title=mail["Subject"])
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    return mail


def _send_smtp(url: str, mail: EmailMessage) -> None:
    try:
        server = _reach(url)
        try:
            server.send_message(mail)
        finally:
            _part_from(server)
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        raise NotSent(f"refused by the mail server ({codes[0]})", final=codes[0] >= 500) from None
    except smtplib.SMTPNotSupportedError:
        raise NotSent("the mail server cannot write to this address", final=True) from None
    except smtplib.SMTPResponseException as problem:
        # A refused sender is the college's to mend, not this letter's end.
        final = isinstance(problem, smtplib.SMTPDataError) and problem.smtp_code >= 500
        raise NotSent(f"the mail server answered {problem.smtp_code}", final=final) from None
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent(f"the mail server did not answer ({type(problem).__name__})") from None


def mail_is_there(settings: Settings) -> bool:
    """Whether the mail server can be reached, and knows us."""
    try:
        _part_from(_reach(settings.smtp_url))
    except NotSent:
        return False
    return True


def texts_are_there(settings: Settings) -> bool:
    """Whether the text gateway takes connections."""
    parts = urlsplit(settings.text_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname, port), timeout=SECONDS):
            return True
    except OSError:
        return False


# How the problem of a letter begins that waits for a server, and how to find out if it is back.
AWAY = {MAIL_AWAY: mail_is_there, TEXTS_AWAY: texts_are_there}


def _reach(url: str) -> smtplib.SMTP:
    """The mail server, logged in. Raises `NotSent`: the server is away, whatever the letter."""
    parts = urlsplit(url)
    try:
        server = _connect(parts)
        if parts.username:
            _log_in(server, unquote(parts.username), unquote(parts.password or ""))
        return server
    except smtplib.SMTPResponseException as problem:
        raise NotSent(f"{MAIL_AWAY}: it answered {problem.smtp_code}") from None
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent(f"{MAIL_AWAY} ({type(problem).__name__})") from None


def _part_from(server: smtplib.SMTP) -> None:
    """However the server answers to the farewell: what it took, it took."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _connect(parts: SplitResult) -> smtplib.SMTP:
    """Encrypted where the server can, and always before a password leaves this machine."""
    host, local = parts.hostname or "localhost", parts.hostname in LOCAL
    if parts.scheme == "smtps":
        context = _context(local)
        return smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
    server.ehlo_or_helo_if_needed()  # only then is it known what the server can
    if server.has_extn("starttls"):
        server.starttls(context=_context(local))
    elif parts.username and not local:
        server.close()
        raise NotSent("the mail server offers no encryption")
    return server


def _context(local: bool) -> ssl.SSLContext:
    """Made only where it is needed: reading all the certificates takes its time."""
    context = ssl.create_default_context()
    if local:  # nothing is on the wire, and its certificate is seldom for this name
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    try:
        server.login(user, password)
    except smtplib.SMTPNotSupportedError:
        raise NotSent("the mail server takes no password") from None


def _send_text(settings: Settings, message: Message) -> None:
    """By the gateway; with `console:` into a folder, and only its number into the log."""
    if not settings.text_url:
        raise NotSent("there is no text gateway", final=True)
    to, text = message.recipient.address, message.body.strip()
    if settings.text_url.startswith("console:"):
        words = f"To: {to}\nMessage-ID: {message.message_id}\n\n{text}\n"
        _put(settings.texts_folder, ".txt", message, words.encode())
        log.info("text %s lies in the folder", message.letter_id)
        return
    _post_text(settings.text_url, message.message_id, {"to": to, "text": text})


def _post_text(url: str, message_id: str, fields: dict[str, str]) -> None:
    """The same letter always has the same key, so that a gateway can tell a repeat."""
    request = urllib.request.Request(  # noqa: S310 - the college's own setting
        url,
        json.dumps(fields).encode(),
        {"Content-Type": "application/json", "Idempotency-Key": message_id},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            pass
    except urllib.error.HTTPError as problem:
        final = problem.code in {400, 422}
        raise NotSent(f"the text gateway answered {problem.code}", final=final) from None
    except urllib.error.URLError as problem:  # no connection, so nothing was sent
        raise NotSent(f"{TEXTS_AWAY} ({type(problem.reason).__name__})") from None
    except OSError as problem:
        raise NotSent(f"the text gateway did not answer ({type(problem).__name__})") from None
