"""The phrases of notes and alternative texts, in `words.csv` beside this file.

Not here: labels of categories and series (`tables.labels`), titles and units (`entries`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO


def said(key: str, lang: str, **values: object) -> str:
    """The phrase of that key, its places filled in."""
    return _words()[key][lang].format(**values)


def listed(names: list[str], lang: str) -> str:
    """Names one after the other."""
    return said("list_separator", lang).join(names)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = (files("techmarket.figures") / "words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(text, newline=""))
    return {row["key"]: {"zh": row["zh"], "en": row["en"]} for row in rows}
