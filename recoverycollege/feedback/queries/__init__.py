"""Reading forms, answers and figures."""
