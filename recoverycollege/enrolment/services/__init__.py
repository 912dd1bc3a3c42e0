"""Steps that change places. Each that touches places does so under the class lock."""
