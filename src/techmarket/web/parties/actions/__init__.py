"""What is done with parties as such. Not here: accounts (`accounts.actions`), entering them
(`applying.actions.entering`)."""
