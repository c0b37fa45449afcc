"""Tables: declared by key, built from observations, ready to be laid out.

Not here: layout (`render`), printed numbers and titles (`editions`).
"""
