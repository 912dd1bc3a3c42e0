"""The web server: one process a core, a few threads each, respawned when one ends.

It runs as `python -m recoverycollege.web`, so that the process above its workers, which answers
nobody, does not load the whole college.
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

    # Its workers end with it, and load no commands.
    os.environ |= {WATCHED: str(os.getpid()), SERVING: "1"}
    Server(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes or os.cpu_count() or 1,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
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
