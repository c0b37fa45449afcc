"""What changes accounts: signing up, people, passwords. Not here: the pages that call it."""
