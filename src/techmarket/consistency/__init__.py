"""Systems of linear interval constraints: what can be true together, and the smallest repair.

Not here: what the numbers mean; `audit` and `simulate` say so.
"""
