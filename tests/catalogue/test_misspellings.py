"""Thirty ways people spell what they look for, typed into the demonstration's catalogue."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import recoverycollege
from recoverycollege import clock
from recoverycollege.catalogue.services import save_course, save_strand
from recoverycollege.database import db
from tests.catalogue.test_courses import titles

DATA = Path(recoverycollege.__file__).parent / "demo" / "data"
COLUMNS = ["title", "kind", "summary", "description", "expect", "who_for"]
SPELLED = {
    "anxeity": "anxiety",
    "anxity": "anxiety",
    "angziety": "anxiety",
    "enxiety": "anxiety",
    "deppresion": "depression",
    "biplar": "bipolar",
    "bypolar": "bipolar",
    "sykosis": "psychosis",
    "pyschosis": "psychosis",
    "vocies": "voices",
    "slepe": "sleep",
    "sleap": "sleep",
    "boundrys": "boundaries",
    "boundarys": "boundaries",
    "recovrey": "recovery",
    "recuvery": "recovery",
    "releatives": "relatives",
    "greef": "grief",
    "munny": "money",
    "storey": "story",
    "apointments": "appointments",
    "angger": "anger",
    "crismas": "christmas",
    "christmass": "christmas",
    "frends": "friends",
    "freinds": "friends",
    "famly": "family",
    "suport": "support",
    "mindfullnes": "mindfulness",
    "hosptial": "hospital",
}


@pytest.fixture
def catalogue(app: Any, college: Any) -> None:
    """The courses of the demonstration, saved as the office would."""
    strand = save_strand(None, {"name": "All of it", "tint": "mint"})
    for file in sorted(DATA.glob("courses-*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["course"]:
            values = {name: entry[name] for name in COLUMNS}
            values |= {"strand_id": strand.id, "in_catalogue": True}
            save_course(None, values, entry["outcomes"], now=clock.now())
    db.session.commit()


def test_thirty_misspellings_find_what_the_right_word_finds(client: Any, catalogue: None) -> None:
    missed = []
    for typed, meant in SPELLED.items():
        page, right = client.get(f"/courses?q={typed}"), client.get(f"/courses?q={meant}")
        mended = f"<strong>{meant}</strong>" in page.text
        if not (mended and titles(page) and titles(page) == titles(right)):
            missed.append(typed)
    assert missed == []
    assert len(SPELLED) == 30
