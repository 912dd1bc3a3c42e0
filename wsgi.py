"""Makes the app: `flask --app wsgi …` and the web server start here."""

import sys

from recoverycollege import create_app
from recoverycollege.config import UnsafeSettings
from recoverycollege.supervise import serving, watch_parent

watch_parent()
try:
    app = create_app(commands=not serving())
except UnsafeSettings as problem:
    sys.exit(str(problem))
