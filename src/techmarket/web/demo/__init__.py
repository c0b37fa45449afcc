"""Demonstration data: an invented register of the whole country. Not here: real registers."""
