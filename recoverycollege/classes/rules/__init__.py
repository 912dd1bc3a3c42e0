"""Decisions about classes: facts in, answer out."""
