"""Tags of the templates of counting. Not here: the templates."""
