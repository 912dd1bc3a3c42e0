"""Makes the app: `flask --app wsgi …` and the web server start here."""

import sys

from recoverycollege import create_app
from recoverycollege.config import UnsafeSettings
from recoverycollege.supervise import serving, watch_parent

watch_parent()
try:
    if sys.argv[-1] == "serve":
        # The supervisor answers nobody, and should not keep the web server waiting.
        from recoverycollege.commands.running import serve

        app = create_app(commands=False, rooms=False)
        app.cli.add_command(serve)
    else:
        app = create_app(commands=not serving())
except UnsafeSettings as problem:
    sys.exit(str(problem))
