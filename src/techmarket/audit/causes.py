"""The likely cause of a wrong number: what one slip turns a possible figure into the printed one.

A cause is a guess and is told as one; the finding itself does not rest on it. Not here: what is
possible (`explaining`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from techmarket.audit.findings import Cause, Finding, Mark
from techmarket.audit.identities import Claims, split_measure
from techmarket.audit.statement import Comparison, Kind, PrintedNumber
from techmarket.observations.observation import Key

LEAST_DIGITS = 3
"""Shorter texts are alike by chance."""

SEVERAL = 3
"""So many ratios of a row that are off to one side are no slips."""

Fits = Callable[[Fraction], bool]
"""Whether a value, in the printed unit, is possible."""


def likely_cause(claims: Claims, place: int, fits: Fits, gap: Fraction) -> Cause:
    """The first slip that explains it.

    Args:
        claims: all numbers; place: the wrong one.
        fits: whether a printed value would be possible in its place.
        gap: distance to what is possible, in the printed unit.
    """
    number = claims.numbers[place]
    step = Fraction(1, 10 ** claims.decimals[place])
    if number.measure.endswith(".rank"):
        return Cause.ORDER
    if claims.decimals[place] and Fraction(0) < gap <= step:
        return Cause.LAST_DIGIT
    if number.comparison is not Comparison.EXACT:
        return Cause.UNKNOWN
    if number.value and fits(-number.value):
        return Cause.SIGN
    if lost_decimals(number, fits):
        return Cause.ROUNDED_EARLIER
    if copied(claims, place):
        return Cause.COPIED
    if any(fits(value) for value in one_slip(number.text)):
        return Cause.DIGIT
    if other_vintage(claims, place):
        return Cause.OTHER_VINTAGE
    if dropped_part(claims, place, fits):
        return Cause.DROPPED_PART
    if other_base(claims, place):
        return Cause.OTHER_BASE
    return Cause.UNKNOWN


def lost_decimals(number: PrintedNumber, fits: Fits) -> bool:
    """Noughts after the point where the possible figure has digits: 901.00 for 901.37."""
    decimals = number.text.rstrip("%").partition(".")[2]
    if not decimals or decimals.strip("0"):
        return False
    steps = 10 ** len(decimals)
    return any(fits(number.value + Fraction(step, steps)) for step in range(-steps // 2, steps))


def one_slip(text: str) -> Iterator[Fraction]:
    """Values of which one slip of the hand makes the text: one digit another, two changed places,
    one left out or doubled, the point moved."""
    bare = text.strip().replace(",", "").rstrip("%")
    sign = -1 if bare.startswith("-") else 1
    bare = bare.lstrip("-")
    if not bare.replace(".", "", 1).isdigit():
        return
    written = []
    for at, digit in enumerate(bare):
        if digit == ".":
            continue
        written += [bare[:at] + other + bare[at + 1 :] for other in "0123456789" if other != digit]
        written.append(bare[:at] + bare[at + 1 :])
        if at + 1 < len(bare) and bare[at + 1] != ".":
            written.append(bare[:at] + bare[at + 1] + digit + bare[at + 2 :])
    written += [bare[:at] + d + bare[at:] for at in range(len(bare) + 1) for d in "0123456789"]
    for other in written:
        if other.replace(".", "", 1).isdigit():
            yield sign * Fraction(other)
    for power in (-3, -2, -1, 1, 2, 3):
        yield sign * Fraction(bare) * Fraction(10) ** power


def copied(claims: Claims, place: int) -> bool:
    """Whether a neighbour in the row or in the column prints the very same digits."""
    number = claims.numbers[place]
    if number.kind is not Kind.CELL or sum(c.isdigit() for c in number.text) < LEAST_DIGITS:
        return False
    return any(
        other.text == number.text and (other.measure, other.dims) != (number.measure, number.dims)
        for other in neighbours(claims.numbers, number)
    )


def neighbours(numbers: Sequence[PrintedNumber], number: PrintedNumber) -> list[PrintedNumber]:
    """The cells beside, above and below a cell."""
    at = number.place
    found = []
    for other in numbers:
        there = other.place
        if other is number or (there.document, there.table) != (at.document, at.table):
            continue
        if at.row is None or at.column is None or there.row is None or there.column is None:
            continue
        if abs(at.row - there.row) + abs(at.column - there.column) == 1:
            found.append(other)
    return found


def other_vintage(claims: Claims, place: int) -> bool:
    """Whether the same figure is printed elsewhere with another value."""
    number = claims.numbers[place]
    meaning = (number.measure, number.period, number.dims, number.base, number.parts)
    return any(
        (n.measure, n.period, n.dims, n.base, n.parts) == meaning
        and n.base_value != number.base_value
        for n in claims.numbers
    )


def dropped_part(claims: Claims, place: int, fits: Fits) -> bool:
    """Whether another level of the same table and measure, added or taken away, makes it right."""
    number = claims.numbers[place]
    if split_measure(number.measure)[1]:
        return False
    for other in claims.numbers:
        alike = (other.place.table, other.measure, other.period, other.unit)
        if alike != (number.place.table, number.measure, number.period, number.unit):
            continue
        small = 0 < abs(other.value) < abs(number.value)
        if small and (fits(number.value + other.value) or fits(number.value - other.value)):
            return True
    return False


def other_base(claims: Claims, place: int) -> bool:
    """Whether a growth is right from another printed year, or a share of another printed whole."""
    number = claims.numbers[place]
    measure, derived = split_measure(number.measure)
    if derived not in ("growth", "share") or number.period is None:
        return False
    levels = {
        Key(n.measure, n.period, n.dims): n.base_value
        for n in claims.numbers
        if n.measure == measure and n.period is not None and n.base_value
    }
    this = levels.get(Key(measure, number.period, number.dims))
    if this is None:
        return False
    minus = 1 if derived == "growth" else 0
    for key, level in levels.items():
        another = key.dims == number.dims if minus else key.period == number.period
        if another and abs(this / level - minus - number.base_value) <= number.half_step:
            return True
    return False


def with_revised_bases(findings: Sequence[Finding]) -> list[Finding]:
    """Ratios of one row to product, of several years and all off to one side, have one cause.

    Product is revised after each census: the ratios were taken before, the levels printed after.
    """
    rows: dict[tuple[object, ...], set[int]] = {}
    for finding in findings:
        for mark in finding.marks:
            if (row := _row_of_ratios(mark)) is not None and mark.number.period is not None:
                rows.setdefault(row, set()).add(mark.number.period)
    revised = {row for row, years in rows.items() if len(years) >= SEVERAL}
    return [
        replace(finding, cause=Cause.BASE_REVISED)
        if any(_row_of_ratios(mark) in revised for mark in finding.marks)
        else finding
        for finding in findings
    ]


def _row_of_ratios(mark: Mark) -> tuple[object, ...] | None:
    """Document, table, measure and side of a ratio to product; `None` for anything else."""
    number = mark.number
    if split_measure(number.measure)[1] != "to_gdp" or number.kind is not Kind.CELL or not mark.gap:
        return None
    above = mark.high is not None and number.value > mark.high
    return number.place.document, number.place.table, number.measure, number.dims, above
