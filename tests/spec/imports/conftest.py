"""Imports in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from techmarket.imports.import_files import ImportOptions, ImportOutcome, import_files

Import = Callable[..., ImportOutcome]


@pytest.fixture
def importing(tmp_path: Path) -> Import:
    """Imports files into `register` in the folder of the test; every finding is kept."""

    def run(*files: Path, **how: object) -> ImportOutcome:
        read_as = ImportOptions(keep_findings=True, **how)  # type: ignore[arg-type]
        return import_files(files, tmp_path / "register", read_as)

    return run
