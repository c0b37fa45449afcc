"""Linkage: pairs of records that may be one contract or one party, with a score and reasons.

A person decides. Not here: exact rules on one record or a batch (`checks`).
"""
