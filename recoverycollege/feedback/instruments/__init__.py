"""Definitions of instruments, a file for each version; docs/instruments.md has the schema."""
