"""Sentences: the running text of the report, every number and comparison in it a predicate.

A sentence is true or it does not build. Not here: where a paragraph stands (`report`), layout
(`render`).
"""
