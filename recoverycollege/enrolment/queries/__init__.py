"""Reads about places."""
