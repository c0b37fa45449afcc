"""Phrases whose words follow a direction: growth, comparison, pace.

A ratio that would print as 0.00% is said to be almost unchanged, and exactly zero unchanged. Not
here: numbers without direction (`numbers`).
"""

from __future__ import annotations

from fractions import Fraction

from techmarket.observations.observation import Key, Observation
from techmarket.sentences.conditions import measure_in
from techmarket.sentences.grammar import Call
from techmarket.sentences.model import Span
from techmarket.sentences.phrases.printed import number, percent, separated, with_value
from techmarket.sentences.scope import Said, Scope
from techmarket.sentences.stated import number_of


def growth(call: Call, scope: Scope) -> Said:
    """`growth [measure] place`: 增长16.03%, 下降5.16%, 持平; up 16.03%, down 5.16%, unchanged."""
    return _direction(_growth(call, scope), scope)


def _direction(found: Observation, scope: Scope) -> Said:
    text = percent(found)
    if text == "0.00":
        return (Span(_unchanged(found, scope), found.key, found),)
    up = scope.pick("增长", "up ") if number_of(found) > 0 else scope.pick("下降", "down ")
    shown = text if scope.lang == "zh" else separated(text)
    return (Span(up, found.key, found), number(shown, found), Span("%"))


def growth_before(call: Call, scope: Scope) -> Said:
    """`growth_before place`: the same of value in the year before."""
    found = scope.stated.get(Key("value.growth", scope.year - 1, scope.dims(call.place)))
    return _direction(with_value(found), scope)


def trend(call: Call, scope: Scope) -> Said:
    """`trend [measure] place`: the direction alone: 增长, 下降, 持平; rose, fell, was unchanged."""
    found = _growth(call, scope)
    if percent(found) == "0.00":
        return (Span(scope.pick("", "was ") + _unchanged(found, scope), found.key, found),)
    word = scope.pick("增长", "rose") if number_of(found) > 0 else scope.pick("下降", "fell")
    return (Span(word, found.key, found),)


PACES = (
    (Fraction(20, 100), "大幅", "sharply"),
    (Fraction(10, 100), "较快", "markedly"),
    (Fraction(3, 100), "平稳", "steadily"),
    (Fraction(0), "小幅", "slightly"),
)
"""Least size of a growth, and its word: sharp from 20%, marked from 10%, steady from 3%."""


def pace(call: Call, scope: Scope) -> Said:
    """`pace [measure] place`: direction with pace: 较快增长, rose markedly; bounds in `PACES`.

    A fall is never steady: below 10% it is slight (小幅下降).
    """
    found = _growth(call, scope)
    rate = number_of(found)
    if percent(found) == "0.00":
        return trend(call, scope)
    zh, en = next((zh, en) for least, zh, en in PACES if abs(rate) >= least)
    if rate > 0:
        text = scope.pick(f"{zh}增长", f"rose {en}")
    else:
        zh, en = (zh, en) if abs(rate) >= PACES[0][0] else ("小幅", "slightly")
        if PACES[1][0] <= abs(rate) < PACES[0][0]:
            zh, en = "明显", "markedly"
        text = scope.pick(f"{zh}下降", f"fell {en}")
    return (Span(text, found.key, found),)


def together(call: Call, scope: Scope) -> Said:
    """`together place`: contracts and value: 双双增长, 双双下降, or each by its own direction."""
    contracts = with_value(scope.get("contracts.growth", call.place))
    value = with_value(scope.get("value.growth", call.place))
    signs = [_sign(contracts), _sign(value)]
    zh = {1: "增长", -1: "下降", 0: "持平"}
    en = {1: "rose", -1: "fell", 0: "did not change"}
    if signs[0] == signs[1]:
        both = "双双" if signs[0] else "均"
        text = scope.pick(
            f"合同数和成交额{both}{zh[signs[0]]}", f"both contracts and value {en[signs[0]]}"
        )
        return (Span(text, value.key, value),)
    return (
        Span(
            scope.pick(f"合同数{zh[signs[0]]}", f"the number of contracts {en[signs[0]]}"),
            contracts.key,
            contracts,
        ),
        Span(scope.pick("而", " while ")),
        Span(scope.pick(f"成交额{zh[signs[1]]}", f"value {en[signs[1]]}"), value.key, value),
    )


def compare(call: Call, scope: Scope) -> Said:
    """`compare place than place`: 高于, 低于, 等于; above, below, equal to. Of value."""
    one = with_value(scope.get(measure_in(call), call.place))
    other = with_value(scope.get(measure_in(call), call.second("than") or ()))
    zh, en = {1: ("高于", "above"), -1: ("低于", "below"), 0: ("等于", "equal to")}[
        (number_of(one) > number_of(other)) - (number_of(one) < number_of(other))
    ]
    return (Span(scope.pick(zh, en), one.key, one),)


def _growth(call: Call, scope: Scope) -> Observation:
    return with_value(scope.get(f"{measure_in(call)}.growth", call.place))


def _unchanged(found: Observation, scope: Scope) -> str:
    if found.value == 0:
        return scope.pick("持平", "unchanged")
    return scope.pick("基本持平", "almost unchanged")


def _sign(found: Observation) -> int:
    value = number_of(found)
    return (value > 0) - (value < 0)
