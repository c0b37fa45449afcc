"""Tags for templates. Not here: texts of their own."""
