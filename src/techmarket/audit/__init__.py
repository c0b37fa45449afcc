"""The audit: anyone's report read, judged and explained, with the smallest repair.

Not here: systems of intervals as such (`consistency`).
"""
