"""Changes of registered contracts, and what tax and finance offices are told of them.

Not here: the declared moves (`contracts.moves`), certificates.
"""
