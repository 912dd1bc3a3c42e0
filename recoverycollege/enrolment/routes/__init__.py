"""The pages of enrolment, one file per topic."""
