"""The register for institutions with systems of their own: JSON, the same actions as the pages.

Not here: what the actions do (`contracts`, `certificates`, `parties`).
"""
