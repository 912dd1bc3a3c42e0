"""What a definition of an instrument says, whether it may be used, and what answers score by it."""
