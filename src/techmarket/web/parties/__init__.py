"""Sellers, buyers and intermediaries in the register.

Not here: their declared fields (`record.party`).
"""
