"""Steps that change the rows of feedback."""
