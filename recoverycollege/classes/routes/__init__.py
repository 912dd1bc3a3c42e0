"""The pages of the classes room, one file per topic."""
