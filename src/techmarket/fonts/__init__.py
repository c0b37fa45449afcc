"""The typeface of the book: its files, subsets, and which characters it has.

Not here: layout and drawing.
"""
