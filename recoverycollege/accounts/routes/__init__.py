"""The pages of accounts; one file for each topic."""

from __future__ import annotations

from recoverycollege.accounts.blueprint import accounts

__all__ = ["accounts"]
