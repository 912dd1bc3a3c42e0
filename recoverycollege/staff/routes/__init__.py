"""The pages of the office, one file per topic."""
