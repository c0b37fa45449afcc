"""`make_administrator`: somebody who may found offices and add people; the password shown once.

Not here: how they are made (`actions.first_administrator`).
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from techmarket.errors import TechmarketError
from techmarket.web.accounts.actions.first_administrator import make_administrator


class Command(BaseCommand):
    """Make an administrator of the national centre."""

    help = "Make an administrator of the national centre and print the password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """The login name and the name."""
        parser.add_argument("username", nargs="?", default="administrator", help="login name")
        parser.add_argument("--name", default="管理员", help="name, as others see it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and print."""
        try:
            made = make_administrator(options["username"], options["name"])
        except TechmarketError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"login name: {made.username}")
        self.stdout.write(f"password:   {made.password}")
        self.stdout.write("It is shown only now, and must be changed at the first log-in.")
