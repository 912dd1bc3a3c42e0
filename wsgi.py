"""Makes the app: `flask --app wsgi …` and the web server start here."""

from recoverycollege import create_app
from recoverycollege.supervise import watch_parent

watch_parent()
app = create_app()
