"""`python -m techmarket.web carry_out_freezing KEY`: what the site starts when one is asked for.

Not here: what it does (`counting.jobs`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from techmarket.web.counting.jobs import carry_out


class Command(BaseCommand):
    """Carries out one freezing that was asked for on the site."""

    help = "Carry out one freezing that was asked for on the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("key", type=int, help="Its primary key.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it."""
        carry_out(options["key"])
