"""From an exact value to the printed text: the one place where anything is rounded.

Half up, on the absolute value (as GB/T 8170 has it for negative numbers), by integers alone.
There are no thousands separators, as in the printed book; the renderers add none. Not here: which
value stands in which cell (`build`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from techmarket.errors import TechmarketError
from techmarket.observations.observation import Observation, Status
from techmarket.tables.parts import DeclaredCell

IN_ONE_PRINTED_UNIT: Mapping[str, Fraction] = {
    "亿元": Fraction(10**10),
    "万元": Fraction(10**6),
    "%": Fraction(1, 100),
}
"""How much of the exact unit (分, ratio) one printed unit is; every other unit is printed as is."""

RESERVED = "\n\r\t"
"""Characters that no printed text has; a name that has one would break lines and files."""


def rounded(value: int | Fraction, decimals: int) -> str:
    """The value with so many decimals, half up: `rounded(Fraction(-1, 8), 2)` is "-0.13".

    A value that rounds to zero has no sign.
    """
    scaled = abs(Fraction(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).zfill(decimals + 1)
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if value < 0 and whole else text


def in_unit(value: int | Fraction, unit: str) -> Fraction:
    """An exact value in a printed unit: 分 in 亿元 or 万元, a ratio in %."""
    return Fraction(value) / IN_ONE_PRINTED_UNIT.get(unit, 1)


def printed_text(
    cell: DeclaredCell, observation: Observation, symbols: Mapping[Status, str]
) -> str:
    """What is printed for an observation in a declared cell.

    Args:
        cell: unit, decimals and the like.
        observation: the value or why there is none.
        symbols: status to symbol, for every status without a value.

    Raises:
        TechmarketError: the status has no symbol, or a name would break a line.
    """
    value = observation.value
    if value is None:
        return _symbol(observation, symbols)
    if isinstance(value, str):
        return _name(observation, value)
    text = rounded(in_unit(value, cell.unit), cell.decimals)
    if cell.trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + cell.suffix


def _symbol(observation: Observation, symbols: Mapping[Status, str]) -> str:
    symbol = symbols.get(observation.status)
    if symbol is None:
        raise TechmarketError(
            f"the edition has no symbol for {observation.status.value}",
            where=observation.key.cell_id,
            todo="add one under [symbols] of its edition.toml",
        )
    return symbol


def _name(observation: Observation, name: str) -> str:
    if any(character in name for character in RESERVED):
        raise TechmarketError(
            "a name has a line break or a tab in it",
            where=observation.key.cell_id,
            why=repr(name),
            todo="correct the name where it was given",
        )
    return name
