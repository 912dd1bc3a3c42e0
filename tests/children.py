"""Servers that end with the tests, however those end."""

from __future__ import annotations

import subprocess
from typing import Any

# The shell waits until its input closes, which also happens when the tests are killed.
WAIT_THEN_END = '"$@" & cat >/dev/null; kill -$0 $! 2>/dev/null; wait'


class Child:
    """A command that runs until `stop()`, or until this process is gone."""

    def __init__(self, command: list[Any], end_with: str = "TERM", **options: Any) -> None:
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", WAIT_THEN_END, end_with, *command],
            stdin=subprocess.PIPE,
            start_new_session=True,
            **options,
        )

    def stop(self) -> None:
        assert self._shell.stdin
        self._shell.stdin.close()
        try:
            self._shell.wait(15)
        except subprocess.TimeoutExpired:
            self._shell.kill()
