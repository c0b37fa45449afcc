"""What an observation should look like in print, reckoned once more by other means.

With `Decimal` and its own rounding, where the tables reckon with integers. Not here: symbols,
which the edition chooses.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from techmarket.observations.observation import Observation

FACTORS = {"亿元": Decimal(10) ** 10, "万元": Decimal(10) ** 6, "%": Decimal("0.01")}


def says(text: str, observation: Observation, unit: str) -> bool:
    """Whether a printed text is the observation, rounded half up to the digits that it shows."""
    value = observation.value
    if value is None:
        return not any(character.isdigit() for character in text)
    if isinstance(value, str):
        return text == value
    shown = text.removesuffix("%")
    if not shown:
        return True
    decimals = len(shown.partition(".")[2])
    with localcontext() as context:
        context.prec = 60
        exact = Fraction(value) / Fraction(FACTORS.get(unit, Decimal(1)))
        decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
        rounded = decimal.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return Decimal(shown) == rounded
