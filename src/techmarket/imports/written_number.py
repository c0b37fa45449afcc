"""A number of a spreadsheet as a person reads it, exactly.

Spreadsheets keep binary numbers of 17 digits and show 15 of them: `0.1 + 0.2` is 0.3 for whoever
typed it. So the decimal of 15 significant digits is what stands in the cell. Not here: amounts
(`amounts`).
"""

from __future__ import annotations

import math
from decimal import Decimal

DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number."""

LOST = 10**DIGITS
"""Numbers from here on may have lost digits."""


def written_number(number: float) -> str:
    """The decimal of 15 significant digits, without an exponent: "41395", "0.3".

    What is no number at all (infinite, or not a number) is written by its name.
    """
    if not math.isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < LOST:
        return str(int(number))
    text = f"{Decimal(f'{number:.{DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
