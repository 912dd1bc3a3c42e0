"""Classes: a course taught at set dates, where it meets, and the team that leads it.

Owns classes, sessions, venues, teams and co-production records; the class page and the calendar
feeds. Promises: nobody's perspective is shown unless everyone in the team shows theirs, a joining
link is never public, and every time is true on both sides of a clock change.
"""
