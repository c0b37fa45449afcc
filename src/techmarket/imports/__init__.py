"""Imports: files of other people into records, with all problems said.

Not here: the rules themselves (`checks`).
"""
