"""Decisions about places: facts in, answer out. Neither database nor clock."""
