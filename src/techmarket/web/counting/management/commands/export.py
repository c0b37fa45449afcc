"""`python -m techmarket.web export`: a register folder as of a day.

Not here: what it does (`counting.export`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from techmarket.errors import TechmarketError
from techmarket.web.counting.export import export_register
from techmarket.web.counting.places import office_named


class Command(BaseCommand):
    """Writes a register folder."""

    help = "Write the register as it stood at the end of a day as a register folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="The day.")
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
            number = export_register(options["out"], options["as_of"], place)
        except TechmarketError as error:
            raise CommandError(error.sentence()) from None
        self.stdout.write(f"{options['out']}: {number} contracts as of {options['as_of']}.")
