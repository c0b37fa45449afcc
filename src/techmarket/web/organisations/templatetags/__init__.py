"""Tags about offices. Not here: texts of pages."""
