"""The report: the tree of one book, from an edition and its observations.

Not here: the layout of any format (`render`).
"""
