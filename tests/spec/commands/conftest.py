"""The command line in process, and a small line made once: register, snapshots, tables."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from register_text import contracts_of, write_register
from techmarket.cli.main import main
from techmarket.cli.tables import tables
from techmarket.snapshot import freeze

CONTRACTS = """
    registration_date value
    2012-05-01        400
    2013-05-01        500
    2013-06-01        700
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int | str | None
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def techmarket(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs `techmarket` with arguments, as the installed command does."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["techmarket", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        return Ended(end.value.code, *capfd.readouterr())

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `register`, `snapshot-2012`, `snapshot-2013` and `tables`."""
    folder = tmp_path_factory.mktemp("line")
    source = write_register(folder / "register", contracts_of(CONTRACTS))
    for year in (2012, 2013):
        freeze(source, date(year, 12, 31), folder / f"snapshot-{year}")
    tables(folder / "snapshot-2013", folder / "snapshot-2012", "2013", folder / "tables")
    return folder


@pytest.fixture
def line(made: Path, tmp_path: Path) -> Path:
    """A copy of that folder that may be damaged."""
    shutil.copytree(made, tmp_path / "line")
    return tmp_path / "line"
