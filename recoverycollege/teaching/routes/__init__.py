"""The pages of teaching, one file per topic."""
