"""Actions on contracts: the only code that changes one. Not here: pages and the API."""
