"""What is read about classes: a class and its sessions, and who teaches."""

from recoverycollege.classes.queries.one_class import (
    ClassFacts,
    class_facts,
    coming_classes,
    sessions_of,
    taught_from,
)
from recoverycollege.classes.queries.teams import (
    member_facts,
    my_classes,
    public_names,
    teaches,
    team_class,
)

__all__ = [
    "ClassFacts",
    "class_facts",
    "coming_classes",
    "member_facts",
    "my_classes",
    "public_names",
    "sessions_of",
    "taught_from",
    "team_class",
    "teaches",
]
