"""How a number stands in running text: digits, unit, and the observation that it prints.

Chinese text prints as the tables do: 亿元, 万元 and percent with two decimals, counts whole,
without separators. English text has thousands separators and says values in yuan: 7469.13 亿元 is
746.913 billion yuan, which is the same rounding. A value that would print as 0.00 is said in the
next smaller unit. What is zero, or has no value, is not said. Not here: the phrases.
"""

from __future__ import annotations

from fractions import Fraction

from techmarket.observations.observation import Observation, Status
from techmarket.sentences.model import Span
from techmarket.sentences.scope import Said, Scope, UnsayableError
from techmarket.sentences.stated import number_of
from techmarket.tables.cell import in_unit, rounded

YUAN = 100
"""元 in 分."""

ZH_COUNTED = {
    "contracts": "项",
    "sellers": "家",
    "institutions": "家",
    "exchange.institutions": "家",
    "exchange.contracts": "项",
    "exchange.events": "次",
    "exchange.trainees": "人次",
    "exchange.staff": "人",
}
EN_COUNTED = {
    "contracts": ("contract", "contracts"),
    "sellers": ("seller", "sellers"),
    "institutions": ("institution", "institutions"),
    "exchange.institutions": ("exchange", "exchanges"),
    "exchange.contracts": ("contract", "contracts"),
    "exchange.events": ("event", "events"),
    "exchange.trainees": ("person", "persons"),
    "exchange.staff": ("person", "persons"),
}


def words(text: str) -> Said:
    """Words without a number."""
    return (Span(text),) if text else ()


def number(text: str, observation: Observation) -> Span:
    """A number, with what it prints."""
    return Span(text, observation.key, observation)


def there(observation: Observation) -> Observation:
    """The observation, if it has a value that is not zero.

    Raises:
        UnsayableError: otherwise.
    """
    if observation.status is not Status.NORMAL:
        raise UnsayableError(f"{observation.key.cell_id} is {observation.status.value}")
    return observation


def with_value(observation: Observation) -> Observation:
    """The observation, if it has a value; zero is one.

    Raises:
        UnsayableError: otherwise.
    """
    if observation.value is None:
        raise UnsayableError(f"{observation.key.cell_id} is {observation.status.value}")
    return observation


def separated(digits: str) -> str:
    """Digits with a comma before every three: 294929 becomes 294,929."""
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}"


def counted(observation: Observation, scope: Scope) -> Said:
    """A count with what is counted: 294929项, 294,929 contracts."""
    measure = there(observation).key.measure
    digits = rounded(number_of(observation), 0)
    if scope.lang == "zh":
        return (number(digits, observation), Span(ZH_COUNTED[measure]))
    one, many = EN_COUNTED[measure]
    return (number(separated(digits), observation), Span(" " + (one if digits == "1" else many)))


def money(observation: Observation, scope: Scope, *, mean: bool = False) -> Said:
    """A value with its unit; a mean value in 万元 (Chinese), the rest in 亿元, if large enough."""
    value = abs(number_of(there(observation)))
    text, unit = _zh_money(value, mean=mean) if scope.lang == "zh" else _en_money(value, mean=mean)
    return (number(text, observation), Span(unit))


def _zh_money(value: Fraction, *, mean: bool) -> tuple[str, str]:
    for unit in ("万元",) if mean else ("亿元", "万元"):
        text = rounded(in_unit(value, unit), 2)
        if text != "0.00":
            return text, unit
    return rounded(value / YUAN, 2), "元"


def _en_money(value: Fraction, *, mean: bool) -> tuple[str, str]:
    """The Chinese number moved: what is rounded to 0.01 亿元 there is rounded to a million here."""
    text, unit = _zh_money(value, mean=mean)
    if unit == "元":
        return separated(text), " yuan"
    hundredths = int(text.replace(".", ""))
    if unit == "亿元":
        if hundredths < 1000:
            return str(hundredths), " million yuan"
        return separated(rounded(Fraction(hundredths, 1000), 3)), " billion yuan"
    if hundredths < 10000:
        return separated(str(hundredths * 100)), " yuan"
    return separated(rounded(Fraction(hundredths, 10000), 4)), " million yuan"


def percent(observation: Observation) -> str:
    """A ratio as percent with two decimals, without sign: 16.03."""
    return rounded(abs(in_unit(number_of(observation), "%")), 2)
