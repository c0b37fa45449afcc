"""Figures: declared by key over observations, built for an edition, drawn as pictures.

Not here: where a figure stands in the book (`report`), page layout (`render`).
"""
