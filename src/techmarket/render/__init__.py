"""Lays out built tables: a workbook and a web page.

Layout only: every digit, label and note is decided before. Not here: arithmetic, rounding, order
of rows, any choice of words except those that belong to the form itself (`words`).
"""
