"""Places: asking, waiting, offers, the register. Owns enrolments, offers and attendance.

It promises: places of the enrolled and of running offers never exceed the capacity; nobody is put
on a class unasked; whoever asked first is asked first; every change is in the history and told.
"""
