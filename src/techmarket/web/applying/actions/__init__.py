"""What applicants do besides typing: attach files, copy, delete, upload workbooks, enter parties.

Not here: drafts and their submission (`contracts.actions.applying`).
"""
