"""`python -m techmarket.web demo`: demonstration data in an empty register.

Not here: what is made (`demo.making`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from techmarket.errors import TechmarketError
from techmarket.web.demo.making import make_demonstration
from techmarket.web.demo.papers import make_papers


class Command(BaseCommand):
    """Offices of every province, people of every role, contracts in every state; all invented."""

    help = (
        "Fill an empty register with demonstration data: agencies of every province, people of "
        "every role, contracts in every state. All is invented."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("--seed", type=int, default=7, help="Start of the random draw.")
        parser.add_argument("--contracts", type=int, default=3000, help="How many contracts.")
        parser.add_argument(
            "--password", default="", help="Of everybody; a random one is made if not given."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Make it, and say how to log in."""
        try:
            made = make_demonstration(
                options["seed"],
                options["contracts"],
                options["password"],
                lambda what: self.stderr.write(f"{what} …"),
            )
            self.stderr.write("papers …")
            papers = make_papers()
        except TechmarketError as error:
            raise CommandError(error.sentence()) from None
        self.stdout.write(
            f"{made.contracts} contracts, {papers.certificates} documents issued. "
            f"Log in as {', '.join(made.logins)}; elsewhere as "
            "registrar-420101, administrator-000000 and so on.\n"
            f"Password of everybody: {made.password}\n"
            f"Key of one-time passwords of officials: {made.key}"
        )
