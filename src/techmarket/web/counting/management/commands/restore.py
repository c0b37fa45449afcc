"""`python -m techmarket.web restore`: a back-up into an empty site.

Not here: what it does (`counting.backup`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from techmarket.errors import TechmarketError
from techmarket.web.counting.backup import restore


class Command(BaseCommand):
    """Puts a back-up into an empty site."""

    help = "Put a back-up into an empty data folder and database, and prove it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("source", type=Path, help="The back-up.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, and say so."""
        try:
            proof, made_at = restore(options["source"])
        except TechmarketError as error:
            raise CommandError(error.sentence()) from None
        if proof.broken is not None:
            raise CommandError(
                f"restored, and the history is broken at event {proof.position}: {proof.broken.en}."
            )
        self.stdout.write(
            f"Restored as of {made_at}; the history is whole, with {proof.events} events."
        )
