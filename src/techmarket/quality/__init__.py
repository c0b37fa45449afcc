"""Quality: what can be said of a snapshot as a whole, and against the year before.

Not here: the rules themselves (`checks`), reading files (`imports`).
"""
