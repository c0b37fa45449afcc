"""`techmarket history verify` in a process of its own. Not here: the proof itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(data: Path, *, without_django: bool = False) -> subprocess.CompletedProcess[str]:
    """The command with the site's data in a folder."""
    begin = "import sys; sys.modules['django'] = None; " if without_django else "import sys; "
    code = (
        f"{begin}sys.argv = ['techmarket', 'history', 'verify', '--lang', 'en']; "
        "from techmarket.cli.main import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TECHMARKET_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_register(tmp_path: Path) -> None:
    """It says where it looked, and makes no empty database."""
    ended = run(tmp_path)
    assert ended.returncode == 1
    told = " ".join(ended.stderr.split())
    assert told == (
        f"there is no register here ({tmp_path}/register.sqlite3): its database has no history; "
        "set TECHMARKET_DATA or TECHMARKET_DATABASE to that of the site."
    )
    assert not (tmp_path / "register.sqlite3").exists()


def test_without_the_site(tmp_path: Path) -> None:
    """Where Django is not installed it says what to install."""
    ended = run(tmp_path, without_django=True)
    assert ended.returncode == 1
    assert " ".join(ended.stderr.split()) == (
        "the history cannot be proved here: the package django is not installed; install "
        "techmarket[web]."
    )
