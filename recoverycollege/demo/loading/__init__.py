"""Makes the demonstration college: each file one part of it, all from one seed and one date."""
