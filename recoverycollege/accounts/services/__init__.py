"""The steps that change accounts. The caller commits."""
