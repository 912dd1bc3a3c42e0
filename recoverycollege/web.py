"""A web server: one process with a few threads, which ends when that process does.

It runs as `python -m recoverycollege.web`, so that the process above the one that answers does not
load the whole college. `serve` runs one for each core and starts again what ends: granian would do
the same for many processes, but gives all of them up when one ends twice within six seconds.
"""

from __future__ import annotations

import os
import sys

from recoverycollege import config
from recoverycollege.supervise import SERVING, WATCHED, watch_parent


def run(settings: config.Settings) -> None:
    """Serves until told to stop."""
    from granian.constants import Interfaces
    from granian.server import Server

    # Its process ends with it, and loads no commands.
    os.environ |= {WATCHED: str(os.getpid()), SERVING: "1"}
    Server(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.threads,
        workers_kill_timeout=5,
        log_level="warning",  # type: ignore[arg-type]
        websockets=False,
    ).serve()


if __name__ == "__main__":
    watch_parent()
    try:
        run(config.load())
    except config.UnsafeSettings as problem:
        sys.exit(str(problem))
