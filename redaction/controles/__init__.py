"""Checks of a text while it is written: one module for each idea, each a pure function of what is typed (decision 034)."""
