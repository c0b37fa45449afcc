"""Actions on documents and verifications: the only code that changes one. Not here: pages."""
