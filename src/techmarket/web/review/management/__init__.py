"""Commands of the app. Not here: what they do."""
