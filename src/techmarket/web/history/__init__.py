"""Every act as an event of one hash-chained, append-only history. Not here: what acts there are."""
