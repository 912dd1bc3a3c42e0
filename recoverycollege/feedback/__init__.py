"""Feedback: answers that carry no person and no enrolment. For now it owns their tables only."""
