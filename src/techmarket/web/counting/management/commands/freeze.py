"""`python -m techmarket.web freeze`: a snapshot as of a cut-off date.

Not here: what it does (`counting.freezing`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from techmarket.errors import TechmarketError
from techmarket.web.counting.freezing import freeze_site
from techmarket.web.counting.places import office_named


class Command(BaseCommand):
    """Freezes the register of the site."""

    help = "Freeze the register at a cut-off date into a snapshot that never changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument(
            "--cutoff", type=date.fromisoformat, required=True, help="The cut-off date."
        )
        parser.add_argument("--out", type=Path, required=True, help="The folder to write.")
        parser.add_argument(
            "--place",
            default="",
            help="Code of an office: only what was registered there or below.",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, and say so."""
        try:
            place = office_named(options["place"]) if options["place"] else None
            manifest = freeze_site(options["out"], options["cutoff"], place)
        except TechmarketError as error:
            raise CommandError(error.sentence()) from None
        self.stdout.write(
            f"{options['out']}: {manifest.contracts_of_period} contracts of {manifest.period} as "
            f"of {manifest.cutoff}, hash {manifest.hash[:12]}."
        )
