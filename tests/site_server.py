"""The site as people use it: a server of its own, with its own data, that can be killed.

Whatever has to happen inside Django while the server stands runs in a process of its own
(`inside`), because settings belong to a process. Tests and the benchmark serve it alike.
Not here: what is tested with it.
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

HERE = Path(__file__).parent
SECRET = "known-to-the-tests-and-of-no-use-anywhere-else-in-the-world"

OPENING = """
import json, os, sys
sys.path.insert(0, {here!r})
import django
django.setup()
from site_sessions import session_of
def tell(value):
    print("told:" + json.dumps(value, default=str))
"""
"""What stands before every script that runs inside Django."""


@dataclass
class Site:
    """A server of the site.

    Attributes:
        data: its folder.
        database: address of a PostgreSQL; "": SQLite in the folder.
        port: on 127.0.0.1; 0: a free one, once it starts.
        workers: processes that answer, with two threads each.
        preload: the site is read once for all of them, as where it is served for long.
    """

    data: Path
    database: str = ""
    port: int = 0
    workers: int = 2
    preload: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of its processes."""
        told = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "techmarket.web.settings",
            "TECHMARKET_DATA": str(self.data),
            "TECHMARKET_SECRET": SECRET,
            "TECHMARKET_ADDRESS": self.address,
            "PYTHONPATH": str(HERE),
        }
        told.pop("TECHMARKET_PRODUCTION", None)
        told.pop("TECHMARKET_DATABASE", None)
        if self.database:
            told["TECHMARKET_DATABASE"] = self.database
        return told

    def manage(self, *words: str) -> str:
        """Run a management command; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "techmarket.web", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def inside(self, script: str) -> Any:
        """Run a script inside Django; what it told last with `tell(…)`."""
        done = subprocess.run(
            [sys.executable, "-c", OPENING.format(here=str(HERE)) + script],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
        return json.loads(told[-1].removeprefix("told:")) if told else None

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        if self.port == 0:
            with socket.socket() as found:
                found.bind(("127.0.0.1", 0))
                self.port = found.getsockname()[1]
        (self.data / "static").mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "techmarket.web.wsgi", "--bind",
                f"127.0.0.1:{self.port}", "--workers", str(self.workers), "--threads", "2",
                "--log-level", "error", "--no-control-socket",
                *(["--preload"] if self.preload else []),
            ],
            env=self.environment,
            start_new_session=True,
        )  # fmt: skip
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.address}/help/", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None, "the server did not start"
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """Kill it and all its workers at once, as a power failure does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop it, after what it has begun to answer."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait()
            self.process = None
