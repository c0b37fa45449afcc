"""`fill_search`: contracts that came in bulk can be found. Not here: looking (`search`)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from techmarket.web.review.search_entries import fill


class Command(BaseCommand):
    """Make the rows by which contracts are found, where they are missing."""

    help = "Make contracts that came in bulk findable by name."

    def handle(self, **options: Any) -> None:
        """Make them, and say how many."""
        self.stdout.write(f"{fill()} contracts can now be found by name.")
