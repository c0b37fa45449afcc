"""`python -m techmarket.web backup`: the whole site in one file.

Not here: what it does (`counting.backup`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from techmarket.errors import TechmarketError
from techmarket.web.counting.backup import back_up


class Command(BaseCommand):
    """Writes one file with the whole site."""

    help = (
        "Write a back-up of the whole site into one file: database, attachments, documents, keys."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("--out", type=Path, required=True, help="The file to write.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, and say so."""
        try:
            files, events = back_up(options["out"])
        except TechmarketError as error:
            raise CommandError(error.sentence()) from None
        self.stdout.write(
            f"{options['out']}: the database with {events} events, and {files} files. It holds "
            "personal data and keys; keep it where only its owner can read it."
        )
