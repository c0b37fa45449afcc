"""The golden run of the line: where its folders are. It is made in `golden/conftest.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SEED = 7


@dataclass(frozen=True)
class GoldenBuild:
    """Folders of the run."""

    folder: Path

    def register(self, year: int) -> Path:
        return self.folder / "register" / str(year)

    def snapshot(self, year: int) -> Path:
        return self.folder / f"snapshot-{year}"

    @property
    def tables(self) -> Path:
        return self.folder / "tables"

    @property
    def exit_code(self) -> int:
        return int((self.folder / "exit-code").read_text())


def quiet(what: str, done: int, total: int) -> None:
    """No progress bars in tests."""
