"""Pages in common: frame, language, forms, errors. Not here: what the pages are about."""
