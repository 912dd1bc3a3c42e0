"""A mail server as one meets them: it is slow, busy, hangs up, and knows some people no longer."""

from __future__ import annotations

import asyncio
import email
import email.policy
import random
from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller

from tests.live import free_port

NOBODY = "gone"  # how the addresses begin that it does not know


class UnrulyMail:
    """`kept`: how often it has taken each Message-ID; `bodies`: what it says. With `calm` it does
    as it should."""

    def __init__(self, seed: int) -> None:
        self.kept: Counter[str] = Counter()
        self.bodies: dict[str, str] = {}
        self.calm = False
        self._dice = random.Random(seed)
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    def _happens(self, share: float) -> bool:
        return not self.calm and self._dice.random() < share

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # fmt: skip  # noqa: E501
        if self._happens(0.05):
            server.transport.abort()
        if self._happens(0.1):
            return "451 busy"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # fmt: skip  # noqa: E501
        if address.startswith(NOBODY):
            return "550 no such mailbox"
        if self._happens(0.05):
            return "450 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self._happens(0.1):
            await asyncio.sleep(self._dice.random())
        if self._happens(0.05):
            server.transport.abort()
            return "421 never heard"
        message: Any = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.kept[message["Message-ID"]] += 1
        self.bodies[message["Message-ID"]] = message.get_body(("plain",)).get_content()
        if self._happens(0.03):
            server.transport.abort()  # it has the letter, but nobody is told so
        return "250 OK"
