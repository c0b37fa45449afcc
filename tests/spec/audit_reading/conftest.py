"""Small documents written as text, and what is read of them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from techmarket.audit.reading import read_documents
from techmarket.audit.statement import PrintedNumber, Reading

Read = Callable[..., Reading]


def meaning(number: PrintedNumber) -> str:
    """A number in one line: text, measure, year, place, whole and parts."""
    place = ",".join(f"{name}={code}" for name, code in number.dims)
    line = f"{number.text} {number.measure}:{number.period}:{place}"
    if number.base is not None:
        line += " of " + (",".join(f"{name}={code}" for name, code in number.base) or "all")
    if number.parts:
        parts = (",".join(f"{name}={code}" for name, code in part) for part in number.parts)
        line += " = " + " + ".join(parts)
    if number.comparison != "exact":
        line += f" ({number.comparison})"
    return line


def meanings(reading: Reading) -> list[str]:
    return [meaning(number) for number in reading.numbers]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a document given as text; "→" stands for a tab."""

    def reader(text: str, name: str = "report.txt", lang: str = "en") -> Reading:
        path = tmp_path / name
        path.write_text(textwrap.dedent(text).replace("→", "\t"), encoding="utf-8")
        return read_documents([path], lang)

    return reader


@pytest.fixture
def said() -> Callable[[Reading], list[str]]:
    return meanings
