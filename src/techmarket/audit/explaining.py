"""Explain a verdict: one finding per cause, with what the other figures leave and a repair.

Every number that is given up gets the range that all kept figures leave for it, the figures that
exclude it, a likely cause and a repaired text; the repaired texts are taken from one set of exact
levels, so that they are true together. Numbers of one table with one cause and one measure are one
finding. Not here: the repair itself (`judging`), and how findings are shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from techmarket.audit.causes import likely_cause, with_revised_bases
from techmarket.audit.findings import Cause, Finding, Mark, Severity
from techmarket.audit.identities import Claims, Level, rows_of_claims, split_measure
from techmarket.audit.intervals import Reading, bounds
from techmarket.audit.judging import PRESUMED, Block, Verdict, conflicts_of
from techmarket.audit.statement import PrintedNumber
from techmarket.audit.wording import holds, holds_order
from techmarket.consistency.conflicts import conflicts
from techmarket.consistency.equally_small import OtherRepairs, RepairInstead
from techmarket.consistency.laid_out import LaidOutSystem, lay_out
from techmarket.consistency.reach import nearest_levels, reach
from techmarket.consistency.row import Row
from techmarket.observations.observation import Key
from techmarket.tables.cell import rounded

MORE_DIGITS = 4
"""A range is told with so many digits more than are printed."""

ALIKE = 3
"""So many numbers of a table with one cause are one finding."""

MOST_INSTEAD = 6
"""So many numbers that could change instead are looked for."""

ONE_BY_ONE = frozenset({Cause.DIGIT, Cause.SIGN, Cause.COPIED, Cause.DROPPED_PART, Cause.ORDER})

Levels = dict[Key, float]


def explain(
    verdict: Verdict, lang: str, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> list[Finding]:
    """The findings of a verdict, in printed order, one per number; `grouped` joins them.

    Args:
        verdict: under one reading of the digits. If that is the one where halves always go up,
            nothing that it finds is more than that.
        lang: "zh" or "en".
        progress: told how many numbers are explained.
    """
    found: list[Finding] = []
    weaker = {
        reading: {row.name: row for row in rows_of_claims(verdict.claims, reading)}
        for reading in ([Reading.TRUNCATED] if verdict.reading is Reading.CLOSED else [])
    }
    for block in verdict.blocks:
        given_up = block.repair.given_up
        levels = nearest_levels(block.system, given_up, _wished(verdict.claims))
        systems = {
            reading: lay_out([_weaker(row, rows) for row in block.system.rows])
            for reading, rows in weaker.items()
        }
        others = OtherRepairs(block.system, block.repair)
        for place in given_up:
            instead = others.instead(place, MOST_INSTEAD)
            found.append(_finding(verdict, block, place, levels or {}, systems, instead, lang))
            progress(len(found), len(verdict.given_up))
    return with_revised_bases(found)


def _weaker(row: Row[int], rows: Mapping[str, Row[int]]) -> Row[int]:
    """The same row under a weaker reading; sums are the same under each."""
    same = rows.get(row.name.removeprefix(PRESUMED), row)
    return replace(same, name=row.name, place=row.place, also=row.also)


def _wished(claims: Claims) -> Levels:
    """Printed levels, by key; of several prints the first."""
    found: Levels = {}
    for number in claims.numbers:
        if number.period is not None and not number.parts and not split_measure(number.measure)[1]:
            key = Key(number.measure, number.period, number.dims)
            found.setdefault(key, float(number.base_value))
    return found


def quantity(number: PrintedNumber, claims: Claims, place: int) -> tuple[Level, Level, int] | None:
    """What a number is, as `over / under - minus`; `None` for ranks and enumerations."""
    measure, derived = split_measure(number.measure)
    if number.period is None or derived in ("rank", "change", "share.change", "difference"):
        return None
    one = Fraction(1)
    dims = number.parts or (number.dims,)

    def level(measure: str, period: int) -> Level:
        return {Key(measure, period, d): one for d in dims}

    this = level(measure, number.period)
    before = number.base_period if number.base_period is not None else number.period - 1
    match derived:
        case "" if measure == "mean_value":
            return level("value", number.period), level("contracts", number.period), 0
        case "":
            return this, {None: one}, 0
        case "growth":
            return this, level(measure, before), 1
        case "multiple":
            return this, level(measure, before), 0
        case "share":
            return this, {Key(measure, number.period, claims.bases[place] or ()): one}, 0
        case "to_gdp":
            return this, {Key("gdp", number.period): one}, 0
    return None


def _finding(
    verdict: Verdict,
    block: Block,
    place: int,
    levels: Levels,
    systems: Mapping[Reading, LaidOutSystem[int]],
    instead: RepairInstead[int],
    lang: str,
) -> Finding:
    claims = verdict.claims
    shown = conflicts_of(verdict, place)
    evidence = tuple(
        claims.numbers[other]
        for other in sorted(shown[0].places if shown else ())
        if other != place and other < len(claims.numbers)
    )
    if place >= len(claims.numbers):
        listed = claims.enumerations[place - len(claims.numbers)]
        text = holds_order(listed.text, evidence, lang)
        severity = Severity.IMPOSSIBLE if systems else Severity.HALVES
        return Finding(severity, Cause.ORDER, listed.place, listed.text, text)
    number = claims.numbers[place]
    low, high = _range(claims, block, place, levels)
    gap = _gap(claims, place, low, high)
    others = [other for other in block.repair.given_up if other != place]

    def fits(value: Fraction) -> bool:
        half = Fraction(1, 2 * 10 ** claims.decimals[place])
        above = low is None or value + half >= low
        below = high is None or value - half <= high
        return above and below and (low is not None or high is not None)

    numbered = [
        tuple(claims.numbers[other] for other in group if other < len(claims.numbers))
        for group in instead.sets
    ]
    mark = Mark(
        number,
        low,
        high,
        gap,
        _repaired(claims, place, levels),
        tuple(group for group in numbered if group),
        evidence,
        instead.needed,
    )
    severity = _severity(systems, others, gap, claims, place)
    cause = likely_cause(claims, place, fits, gap)
    if severity is Severity.UNLESS_TRUNCATED:
        cause = Cause.TRUNCATED
    if severity is Severity.HALVES:
        cause = Cause.HALVES
    return Finding(
        severity,
        cause,
        number.place,
        number.text,
        holds(mark, shown[0] if shown else None, lang),
        (mark,),
        len(shown),
    )


def _range(
    claims: Claims, block: Block, place: int, levels: Levels
) -> tuple[Fraction | None, Fraction | None]:
    """What is left for a number, in its printed unit, rounded to the outside."""
    number = claims.numbers[place]
    ratio = quantity(number, claims, place)
    if ratio is None:
        return None, None
    over, under, minus = ratio
    known = set(block.system.unknowns)
    if not {key for key in (*over, *under) if key is not None} <= known:
        return None, None
    about = _at(under, levels) or 1.0
    low, high = reach(block.system, block.repair.given_up, _floats(over), _floats(under), about)
    step = Fraction(1, 10 ** (claims.decimals[place] + MORE_DIGITS))

    def printed(value: float | None, up: bool) -> Fraction | None:
        if value is None:
            return None
        exact = (Fraction(value) - minus) / number.scale / step
        near = round(exact)
        if abs(exact - near) < Fraction(1, 100):
            return near * step
        return (math.ceil(exact) if up else math.floor(exact)) * step

    return printed(low, up=False), printed(high, up=True)


def _floats(level: Level) -> dict[Key | None, float]:
    return {key: float(factor) for key, factor in level.items()}


def _at(level: Level, levels: Levels) -> float:
    """A level at known levels, in 项 or 分."""
    return sum(
        float(f) * (1.0 if key is None else levels.get(key, 0.0)) for key, f in level.items()
    )


def _gap(claims: Claims, place: int, low: Fraction | None, high: Fraction | None) -> Fraction:
    number = claims.numbers[place]
    said = bounds(number, claims.decimals[place], Reading.CLOSED)
    if low is not None and said.high is not None and said.high / number.scale < low:
        return low - said.high / number.scale
    if high is not None and said.low is not None and said.low / number.scale > high:
        return said.low / number.scale - high
    return Fraction(0)


def _repaired(claims: Claims, place: int, levels: Levels) -> str:
    """What the nearest true levels make of it, printed like the number itself."""
    number = claims.numbers[place]
    ratio = quantity(number, claims, place)
    if ratio is None:
        return ""
    over, under, minus = ratio
    if not {key for key in (*over, *under) if key is not None} <= set(levels):
        return ""
    top, bottom = _at(over, levels), _at(under, levels)
    if not bottom:
        return ""
    exact = (Fraction(top) / Fraction(bottom) - minus) / number.scale
    text = rounded(exact, claims.decimals[place])
    return text + ("%" if number.text.endswith("%") else "")


def _severity(
    systems: Mapping[Reading, LaidOutSystem[int]],
    others: list[int],
    gap: Fraction,
    claims: Claims,
    place: int,
) -> Severity:
    if Reading.TRUNCATED not in systems:
        return Severity.HALVES
    if not conflicts(systems[Reading.TRUNCATED], others):
        return Severity.UNLESS_TRUNCATED
    step = Fraction(1, 10 ** claims.decimals[place])
    if claims.decimals[place] and Fraction(0) < gap <= step:
        return Severity.LAST_DIGIT
    return Severity.IMPOSSIBLE


def grouped(findings: Sequence[Finding]) -> list[Finding]:
    """Numbers of one table, one measure and one cause are one finding, worst first.

    A slip of the hand happens to one number, so these stay apart.
    """
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        measure = finding.marks[0].number.measure if finding.marks else ""
        place = finding.place
        key: tuple[object, ...] = (finding.severity, finding.cause, place.document, place.table)
        alone = finding.cause in ONE_BY_ONE or not place.table
        own = (place, finding.printed, id(finding)) if alone else (measure,)
        together.setdefault((*key, *own), []).append(finding)
    joined = []
    for found in together.values():
        if len(found) < ALIKE:
            joined += found
        else:
            marks = tuple(mark for finding in found for mark in finding.marks)
            number = sum(finding.conflicts for finding in found)
            joined.append(replace(found[0], marks=marks, conflicts=number))
    order = list(Severity)
    return sorted(joined, key=lambda f: (order.index(f.severity), f.place.line or 0))
