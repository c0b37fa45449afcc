"""The forms of file that a report comes in, each to the same blocks of text and grids.

Not here: what the text and the grids mean (`audit.reading`).
"""
