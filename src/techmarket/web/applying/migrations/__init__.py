"""Tables of applicants. Not here: what they hold (`models`)."""
