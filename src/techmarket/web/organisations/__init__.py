"""Who registers and oversees: centre, provinces, cities, agencies, tax and finance offices.

Not here: their people (`accounts`).
"""
