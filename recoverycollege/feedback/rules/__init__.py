"""Decisions about feedback: facts in, answer out."""
