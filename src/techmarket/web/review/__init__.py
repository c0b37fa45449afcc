"""The work of an agency: queues, the page on which it decides, second review.

Not here: what an act changes in a contract (`contracts.actions`).
"""
