"""The pages of the catalogue, by topic."""
