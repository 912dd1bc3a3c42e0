"""Steps that change classes: their facts, their dates, their teams, and opening them."""
