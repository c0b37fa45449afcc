"""The exact value of an observation in words that a person can check.

分 as they are, and from one 亿元 on in 亿元 besides; a ratio as a fraction, and in percent with six
decimals besides. Not here: the printed text (`tables.cell`).
"""

from __future__ import annotations

from fractions import Fraction

from techmarket.observations.observation import Observation
from techmarket.render.words import unit_word
from techmarket.tables.cell import IN_ONE_PRINTED_UNIT, in_unit, rounded
from techmarket.tables.labels import Language

_DECIMALS = 6

_UNWORDED = ("", "1", "位")
"""Units that a number stands without: a text, a ratio, a rank."""

_LARGE = "亿元"
_LARGE_DECIMALS = 10
"""As many as 分 have in 亿元: nothing is rounded."""


def exact_text(observation: Observation, lang: Language) -> str:
    """The exact value with its unit; "" without a value."""
    value = observation.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    unit = _unit(observation.unit, lang)
    text = f"{value} {unit}".rstrip()
    if observation.unit == "1":
        return f"{text} ≈ {rounded(in_unit(value, '%'), _DECIMALS)} %"
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{text} ≈ {rounded(value, _DECIMALS)} {unit}".rstrip()
    if observation.unit == "分" and abs(Fraction(value)) >= IN_ONE_PRINTED_UNIT[_LARGE]:
        large = rounded(in_unit(value, _LARGE), _LARGE_DECIMALS)
        return f"{text} = {large} {_unit(_LARGE, lang)}"
    return text


def _unit(unit: str, lang: Language) -> str:
    if unit in _UNWORDED:
        return ""
    return "fen" if unit == "分" and lang == "en" else unit_word(unit, lang)
