"""Small folders of published figures and of our tables, written as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PUBLISHED_HEAD = "table,row_path,column_path,period,unit,value_text"
OUR_HEAD = f"{PUBLISHED_HEAD},value_exact,status,origin,cell_id"

Folder = Callable[[dict[str, str]], Path]


def lines(head: str, body: str) -> str:
    return "\n".join([head, *(line.strip() for line in body.strip().splitlines())]) + "\n"


def write(folder: Path, files: dict[str, str], head: str) -> Path:
    folder.mkdir()
    for name, body in files.items():
        (folder / name).write_text(lines(head, body), encoding="utf-8")
    return folder


@pytest.fixture
def published(tmp_path: Path) -> Folder:
    """Writes a folder of published figures."""
    return lambda files: write(tmp_path / "published", files, PUBLISHED_HEAD)


@pytest.fixture
def ours(tmp_path: Path) -> Folder:
    """Writes a folder of our tables."""
    return lambda files: write(tmp_path / "ours", files, OUR_HEAD)
