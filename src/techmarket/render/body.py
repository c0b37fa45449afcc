"""How a cell of the body is shown: as a number, a sign or a name.

The text of a cell is final. Here it is only recognised, so that a number goes to the right and
into a workbook as a number whose shown digits are that text. Not here: rounding (`tables`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from techmarket.tables.model import BuiltTable, Cell

_NUMBER = re.compile(r"(-?)(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?(%?)", re.ASCII)

_EXACT_DIGITS = 15
"""A workbook keeps this many significant decimal digits."""


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number and the display format under which it shows the text of its cell."""

    value: Decimal
    format: str


def is_name(cell: Cell) -> bool:
    """Whether the cell holds a name, which stands on the left and is never read as a number."""
    return cell.observation is not None and isinstance(cell.observation.value, str)


def name_columns(table: BuiltTable) -> frozenset[int]:
    """Columns that hold names only: their heading stands on the left too."""
    return frozenset(
        col
        for col in range(len(table.columns))
        if any(is_name(row[col]) for row in table.cells)
        and all(is_name(row[col]) or not row[col].text for row in table.cells)
    )


def shown_number(cell: Cell) -> ShownNumber | None:
    """The number of a cell; `None` for a sign, a blank, a name, or more digits than are kept."""
    return None if is_name(cell) else number_in(cell.text)


def number_in(text: str) -> ShownNumber | None:
    """The number that a printed text is, if it is one of no more digits than are kept."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, whole, fraction, percent = found.groups(default="")
    digits = whole.replace(",", "")
    negative_zero = bool(sign) and not int(digits + fraction)
    if len(digits + fraction) > _EXACT_DIGITS or negative_zero:
        return None
    format_ = "#,##0" if "," in whole else "0"
    format_ += f".{'0' * len(fraction)}" if fraction else ""
    value = Decimal(f"{sign}{digits}.{fraction or 0}")
    return ShownNumber(value, f'{format_}"%"' if percent else format_)
