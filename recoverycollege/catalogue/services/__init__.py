"""The steps that change the catalogue, one file per topic."""

from recoverycollege.catalogue.services.courses import (
    publish,
    rebuild_words,
    reindex,
    save_course,
    save_strand,
    save_support_entry,
    save_term,
    true_words,
    words_of,
)

__all__ = [
    "save_course",
    "publish",
    "save_strand",
    "save_term",
    "save_support_entry",
    "reindex",
    "rebuild_words",
    "true_words",
    "words_of",
]
