"""Amounts as they are printed (亿元, 万元) into the integer 分, without rounding.

Not here: the way back, which rounds (`tables.cell`).
"""

from __future__ import annotations

import re
from fractions import Fraction

from techmarket.errors import TechmarketError

FEN = {"亿元": 10**10, "万元": 10**6, "元": 100, "分": 1}
"""分 in one of each unit."""

_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def fen(text: str, unit: str, *, where: str = "") -> int:
    """The 分 of a decimal number: `fen("1034.67", "万元")` is 1034670000.

    Raises:
        TechmarketError: the text is not a decimal number, the unit is no money, or the
            amount has parts of a 分.
    """
    if unit not in FEN:
        raise TechmarketError(
            f"{unit} is not a unit of money", where=where, todo="choose one of " + ", ".join(FEN)
        )
    if not _DECIMAL.fullmatch(text):
        raise TechmarketError(
            f"{text!r} is not a decimal number",
            where=where,
            todo="write digits and at most one point, without separators",
        )
    exact = Fraction(text) * FEN[unit]
    if exact.denominator != 1:
        raise TechmarketError(
            f"{text} {unit} is not a whole number of 分",
            where=where,
            todo="give the amount with fewer decimals",
        )
    return int(exact)
