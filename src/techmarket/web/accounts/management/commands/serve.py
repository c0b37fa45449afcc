"""`serve`: database brought up to date, an administrator if there is none, and gunicorn.

Not here: certificates and names of a public site, which stand in the proxy before it.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from techmarket.web.accounts.actions.first_administrator import (
    has_administrator,
    make_administrator,
)

NOT_SHOWN = ["ninja", "django_otp", "otp_totp", "ext", "htm*-4*", "htmx-2.js", "*.map"]
"""Static files of libraries that no page asks for; most of the time would go into them."""

GUNICORN = ("-m", "gunicorn", "techmarket.web.wsgi:application")


class Command(BaseCommand):
    """Bring the database up to date and serve the site."""

    help = "Bring the database up to date, make an administrator if there is none, and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        """Address, processes, and whether to stop before serving."""
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port")
        parser.add_argument("--workers", type=int, default=2, help="processes")
        parser.add_argument("--threads", type=int, default=4, help="threads of each")
        parser.add_argument("--only-prepare", action="store_true", help="stop before serving")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, print the address, and become the server."""
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_SHOWN)
        if not has_administrator():
            made = make_administrator("administrator", "管理员")
            self.stdout.write("An administrator was made; the password is shown only now:")
            self.stdout.write(f"  login name: {made.username}")
            self.stdout.write(f"  password:   {made.password}")
        if options["only_prepare"]:
            return
        self.stdout.write(f"The register: http://{options['bind']}  (Ctrl-C stops it)")
        self.stdout.flush()
        connection.close()  # A connection is of one process.
        self._become_server(options)

    def _become_server(self, options: dict[str, Any]) -> NoReturn:
        if find_spec("gunicorn") is None:
            raise CommandError(
                "gunicorn is not installed: pip install techmarket[web], or serve "
                "techmarket.web.wsgi:application by another WSGI server."
            )
        told = [sys.executable, *GUNICORN, "--bind", options["bind"]]
        # Read once, before the processes part: they share it, and none has a slow first page.
        told += ["--preload", "--workers", str(options["workers"])]
        told += ["--threads", str(options["threads"])]
        # What is being answered when it is told to stop is answered to the end.
        told += ["--graceful-timeout", "30", "--timeout", "120", "--no-control-socket"]
        os.execv(sys.executable, told)
