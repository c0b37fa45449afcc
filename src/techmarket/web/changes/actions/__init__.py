"""Actions on changes: asking, deciding, ending, telling. Not here: pages."""
