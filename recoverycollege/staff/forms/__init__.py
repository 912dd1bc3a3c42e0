"""Forms of the office: the shape of input only, one file per topic."""
