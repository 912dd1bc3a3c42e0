"""Classes: a course taught at set dates, where it meets, and the team that leads it.

Owns classes, sessions, venues, teams, co-production records and what teams look back on; the class
page and the calendar feeds. Promises: nobody's perspective is shown unless everyone in the team
shows theirs, nobody signs for another, what a team wrote to itself is read by that team alone, a
joining link is never public, and every time is true on both sides of a clock change.
"""
