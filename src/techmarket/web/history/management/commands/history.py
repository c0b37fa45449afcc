"""`python -m techmarket.web history verify`: the proof that the history is whole.

Not here: the proof itself (`history.proving`).
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from techmarket.errors import TechmarketError
from techmarket.web.history.proving import prove_history


class Command(BaseCommand):
    """Proves the chain of events, or names the first broken link."""

    help = "Prove that the history is whole, or name the first broken link (exit code 3)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("what", choices=["verify"], help="What to do with the history.")
        parser.add_argument("--head", default="", help="A hash noted earlier; it must occur.")
        parser.add_argument(
            "--note",
            type=Path,
            help="A file, kept elsewhere: what it noted last must occur, then the end is added.",
        )
        parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="Language.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Prove it, say so, and exit with the code."""
        try:
            told, code = prove_history(options["head"], options["note"], options["lang"])
        except TechmarketError as error:
            raise CommandError(error.sentence()) from None
        self.stdout.write(told)
        if code:
            sys.exit(code)
