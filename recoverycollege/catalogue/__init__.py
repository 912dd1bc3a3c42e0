"""The catalogue: courses and what may come of them, strands, terms, the support directory.

Courses come from ideas, are written together, and keep every version of their words.

It promises that what the public may find is in the search index as it stands in the tables; that
the words in the catalogue are kept as a version; and that no word it shows to the public tells who
had an idea or wrote a course.
"""
