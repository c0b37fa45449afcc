"""Commands of administration of the app. Not here: what they call."""
