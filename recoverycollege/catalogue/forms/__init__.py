"""Forms of the public pages: the shape of what is typed, one file per topic."""
