"""The contract and the party: every field declared once, the rules, the identifiers.

Not here: how records are read from files, kept, or counted.
"""
