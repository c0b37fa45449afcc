"""Reading the code lists that come with the package.

One CSV file per list in `codes/data`, columns code, parent, label_zh, label_en, valid_from,
valid_to, source and, where a table prints something shorter, short_zh. Adding a list is adding a
file. Not here: what a list can answer (`dated_list`).
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from techmarket.codes.code import Code
from techmarket.codes.dated_list import CodeList
from techmarket.errors import TechmarketError

NOT_LISTS = frozenset({"region_groups"})


@cache
def list_names() -> tuple[str, ...]:
    """Names of all code lists, sorted."""
    folder = files("techmarket.codes") / "data"
    names = {
        entry.name.removesuffix(".csv") for entry in folder.iterdir() if entry.name.endswith(".csv")
    }
    return tuple(sorted(names - NOT_LISTS))


@cache
def code_list(name: str) -> CodeList:
    """The list of that name, read once.

    Raises:
        TechmarketError: there is no such list; the sentence names those there are.
    """
    if name not in list_names():
        raise TechmarketError(
            "there is no such code list",
            where=name,
            todo=f"the lists are {', '.join(list_names())}",
        )
    source = files("techmarket.codes") / "data" / f"{name}.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return CodeList(name, [_code(name, row) for row in rows])


def _code(name: str, row: dict[str, str]) -> Code:
    return Code(
        list=name,
        code=row["code"],
        parent=row["parent"] or None,
        label_zh=row["label_zh"],
        label_en=row["label_en"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        source=row["source"],
        short_zh=row.get("short_zh") or row["label_zh"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
