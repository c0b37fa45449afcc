"""A document against our observations: every printed number beside the exact figure.

A number agrees if the exact figure rounds to it, or is cut off to it. Not here: whether the
document agrees with itself (`judging`).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from techmarket.audit.findings import Cause, Finding, Mark, Severity
from techmarket.audit.identities import Claims
from techmarket.audit.intervals import Reading, bounds
from techmarket.audit.wording import decimal, say
from techmarket.observations.observation import Key, Observation
from techmarket.tables.cell import rounded


def compared_with(
    claims: Claims, observations: Iterable[Observation], lang: str
) -> tuple[list[Finding], int]:
    """Findings for all that differs, and how many numbers were compared.

    Args:
        claims: the printed numbers; those that we have no observation for are not compared.
        observations: ours.
        lang: of the sentences.
    """
    wanted = {
        _key(claims, place): None for place, n in enumerate(claims.numbers) if n.period is not None
    }
    ours = {
        observation.key: Fraction(observation.value)
        for observation in observations
        if observation.key in wanted and isinstance(observation.value, int | Fraction)
    }
    found, compared = [], 0
    for place, number in enumerate(claims.numbers):
        if number.period is None or number.parts or number.top is not None:
            continue
        exact = ours.get(_key(claims, place))
        if exact is None:
            continue
        compared += 1
        if not bounds(number, claims.decimals[place], Reading.HALF_OPEN).contains(exact):
            found.append(_finding(claims, place, exact, lang))
    return found, compared


def _key(claims: Claims, place: int) -> Key:
    number = claims.numbers[place]
    base = claims.bases[place] if number.measure.endswith(".share") else number.base
    return Key(number.measure, number.period or 0, number.dims, base)


def _finding(claims: Claims, place: int, exact: Fraction, lang: str) -> Finding:
    number, decimals = claims.numbers[place], claims.decimals[place]
    ours = exact / number.scale
    text = rounded(ours, decimals)
    loose = bounds(number, decimals, Reading.TRUNCATED).contains(exact)
    closed = bounds(number, decimals, Reading.CLOSED).contains(exact)
    near = decimals and abs(ours - number.value) <= Fraction(3, 2 * 10**decimals)
    severity = Severity.IMPOSSIBLE
    if closed or near:
        severity = Severity.LAST_DIGIT
    if loose and not closed:
        severity = Severity.UNLESS_TRUNCATED
    gap = abs(ours - number.value)
    holds = say(
        lang,
        f"所对照的数据为 {text} {number.unit}（差 {decimal(gap)}）。",
        f"the data it was compared with say {text} {number.unit} ({decimal(gap)} away).",
    )
    mark = Mark(number, ours, ours, gap, text, (), ())
    return Finding(severity, Cause.NOT_OURS, number.place, number.text, holds, (mark,), 1)
