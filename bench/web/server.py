"""The site as it would be served: a database, gunicorn, all in processes of their own.

Not here: who calls it (`people`).
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECRET = "known-to-the-benchmark-and-of-no-use-anywhere-else-in-the-world"
OPENING = "import django, json\ndjango.setup()\n"


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Server:
    """The site on one port.

    Attributes:
        data: its folder.
        database: address of a PostgreSQL; "": SQLite in the folder.
    """

    data: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Variables of its processes."""
        told = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "techmarket.web.settings",
            "TECHMARKET_DATA": str(self.data),
            "TECHMARKET_SECRET": SECRET,
            "TECHMARKET_ADDRESS": self.address,
        }
        if self.database:
            told["TECHMARKET_DATABASE"] = self.database
        return told

    def manage(self, *words: str) -> None:
        """Run a management command."""
        subprocess.run(
            [sys.executable, "-m", "techmarket.web", *words], env=self.environment, check=True
        )

    def inside(self, script: str) -> Any:
        """Run a script inside Django; the last line that it printed, as JSON."""
        done = subprocess.run(
            [sys.executable, "-c", OPENING + script],
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, workers: int) -> None:
        """Start it, and wait until it answers."""
        (self.data / "static").mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "techmarket.web.wsgi", "--workers", str(workers),
                "--threads", "2", "--preload", "--bind", f"127.0.0.1:{self.port}",
                "--log-level", "error",
                "--no-control-socket",
            ],
            env=self.environment,
            start_new_session=True,
        )  # fmt: skip
        for _ in range(300):
            if self.process.poll() is not None:
                raise SystemExit("the server did not start")
            try:
                with urllib.request.urlopen(f"{self.address}/help/", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def stop(self) -> None:
        """Stop it."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait()
            self.process = None
