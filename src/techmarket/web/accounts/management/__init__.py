"""Commands about accounts. Not here: what they do to accounts (`accounts.actions`)."""
