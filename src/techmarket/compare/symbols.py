"""Signs printed instead of a number, and which of them mean the same (`symbols.csv`).

A sign equals another when the list gives both the same meaning; whatever is not in the list is
compared letter by letter. Not here: which sign a status is printed as (`tables`).
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def meanings() -> dict[str, str]:
    """Sign to meaning (`not_applicable`, `no_prior`, `missing`)."""
    text = (files(__package__) / "symbols.csv").read_text(encoding="utf-8")
    return {row["symbol"]: row["meaning"] for row in csv.DictReader(text.splitlines())}


def is_sign(text: str) -> bool:
    """Whether the text stands for the lack of a value: a listed sign, or nothing."""
    return text == "" or text in meanings()


def same_words(printed: str, ours: str) -> bool:
    """Whether two texts that are no numbers say the same."""
    return printed == ours or meanings().get(printed, printed) == meanings().get(ours, ours)
