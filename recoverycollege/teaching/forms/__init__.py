"""The shapes of what co-teachers send, one file per topic."""
