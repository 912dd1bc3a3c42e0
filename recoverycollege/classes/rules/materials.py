"""What may be put among the materials of a class, under which name, and for how long."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from recoverycollege.refusals import N_, Refused
from recoverycollege.text import header_safe

MB = 1024 * 1024
LARGEST_FILE = 10 * MB
LARGEST_CLASS = 100 * MB
MOST = 30  # files and links of a class
LONGEST_TITLE, LONGEST_URL = 120, 500
STUDENTS_FOR = timedelta(days=30)  # after the last session
KEPT_FOR = timedelta(days=365)  # likewise; then deleted


def check_room(size: int, *, files: int, bytes_there: int) -> None:
    """Raises `Refused` when a class has no room for one thing more of this size."""
    if files >= MOST:
        raise Refused(
            N_("This class has %(most)s files and links already. Please take one away first."),
            most=MOST,
        )
    if bytes_there + size > LARGEST_CLASS:
        raise Refused(
            N_(
                "The files of this class may have %(most)s MB together, and this one would be too "
                "much. Please take one away first."
            ),
            most=LARGEST_CLASS // MB,
        )


def title_of(name: str, endings: tuple[str, ...]) -> str:
    """The name a file is shown and saved under: the sender's, without what could mislead.

    Raises `Refused` for a name that is a path, or that ends like another kind of file.
    """
    if "/" in name or "\\" in name:
        raise Refused(
            N_("There is a slash in the name of this file. Please give it another, and try again.")
        )
    plain = " ".join(header_safe(name).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, endings[0]
    if ending.lower() not in endings:
        raise Refused(
            N_(
                "The name of this file ends in “.%(ending)s”, but inside it is something else "
                "(%(found)s). Please save it once more, and try again."
            ),
            ending=ending[:10],
            found=f".{endings[0]}",
        )
    longest = LONGEST_TITLE - len(ending) - 1
    return f"{stem[:longest].strip('. ') or 'file'}.{ending.lower()}"


def check_link(url: str) -> str:
    """A web address people may be sent to. Raises `Refused` for any other."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        plain = False
    if not plain or len(url) > LONGEST_URL or any(c.isspace() for c in url):
        raise Refused(N_("Please give a whole address, beginning with https://"))
    return url
