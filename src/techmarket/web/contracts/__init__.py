"""Contracts, their versions, states and moves, and the actions that alone change them.

Not here: pages and the API.
"""
