"""`manage.py rotate_certificate_key`: a new key signs documents from a day on.

Not here: how keys are kept (`certificates.keys`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from techmarket.errors import TechmarketError
from techmarket.web.certificates.actions.writing import keys_folder
from techmarket.web.certificates.keys import rotate


class Command(BaseCommand):
    """Makes a key; the one before ends the day before, and still proves what it signed."""

    help = "Make a new key that signs certificates (签名密钥) from a day on; today by default."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day."""
        parser.add_argument("--on", type=date.fromisoformat, help="The first day, as 2026-01-31.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the key and say which it is."""
        try:
            key = rotate(keys_folder(), options["on"] or timezone.localdate())
        except TechmarketError as error:
            raise CommandError(error.sentence()) from error
        self.stdout.write(f"{key.id}: signs from {key.valid_from.isoformat()} on.")
