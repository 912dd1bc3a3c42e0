"""Commands about evidence. They import what computes when they are called: web processes load this
too, and should stay small."""
