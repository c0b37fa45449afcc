"""Counting the register: live totals, closing of periods, export, freezing, back-up.

Not here: what is computed from a snapshot (`techmarket.observations`).
"""
