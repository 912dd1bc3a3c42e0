"""The catalogue: courses and what may come of them, strands, terms, the support directory.

It promises that what the public may find is in the search index as it stands in the tables, and
that nothing in this room speaks of a person: it holds no personal data at all.
"""
