"""Conditions on observations: when a sentence is said, what it claims, which places a list has.

Each condition is true or false of exact values; what cannot be known is false. `not` before a
condition turns it round. Not here: the phrases, which say numbers (`phrases`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from techmarket.observations.measures import MEASURES
from techmarket.sentences.grammar import Call
from techmarket.sentences.scope import Scope, UnsayableError
from techmarket.sentences.stated import HUNDRED_MILLION_YUAN, number_of


def holds(call: Call, scope: Scope) -> bool:
    """Whether a condition is true.

    Conditions, by name:

    - `known [measure] place`: there is a value, and it is not zero.
    - `comparable place`: the growth of value is known.
    - `rises [measure] place`, `falls …`: the growth is above, below zero. The measure is value
      unless it is said.
    - `above place than place`: the growth of value at the first is above that at the second.
    - `growth_from n place`: the growth of value is at least n percent.
    - `value_from n place`: the value is at least n hundred million yuan.
    - `greater [measure] place than place`: the measure is greater at the first.
    - `share_from n place of place`: the share of value is at least n percent.
    - `all_rise list`, `all_fall list`: every place of the list (one at least) does.
    - `some list`: it has places. `several list`: more than one. `exactly n list`: so many.
    - `same list list`: both have the same places in the same order.
    - `country`: the edition reports on the whole country.
    - `whole_year`: the figures are of a whole year.
    - `lists code list`: the list has the place with that code.
    """
    if call.name == "not":
        return not holds(inner(call), scope)
    try:
        return CONDITIONS[call.name](call, scope)
    except UnsayableError:
        return False


def inner(call: Call) -> Call:
    """The condition behind `not`."""
    name, *words = call.words
    return Call(name, tuple(words), call.place, call.other, call.source.removeprefix("not "))


def measure_in(call: Call, default: str = "value") -> str:
    """The measure that a phrase names, or the default."""
    return next((word for word in call.words if word in MEASURES), default)


def _growth(measure: str, tokens: tuple[str, ...], scope: Scope) -> Fraction:
    growth = scope.get(f"{measure}.growth", tokens)
    if growth.value is None:
        raise UnsayableError(growth.key.cell_id)
    return number_of(growth)


def _value(measure: str, tokens: tuple[str, ...], scope: Scope) -> Fraction:
    value = scope.get(measure, tokens)
    if value.value is None:
        raise UnsayableError(value.key.cell_id)
    return number_of(value)


def _than(call: Call) -> tuple[str, ...]:
    tokens = call.second("than")
    assert tokens is not None, "a comparison has two places"
    return tokens


def _known(call: Call, scope: Scope) -> bool:
    return bool(scope.get(measure_in(call), call.place).value)


def _comparable(call: Call, scope: Scope) -> bool:
    return scope.get(f"{measure_in(call)}.growth", call.place).value is not None


def _rises(call: Call, scope: Scope) -> bool:
    return _growth(measure_in(call), call.place, scope) > 0


def _falls(call: Call, scope: Scope) -> bool:
    return _growth(measure_in(call), call.place, scope) < 0


def _above(call: Call, scope: Scope) -> bool:
    return _growth("value", call.place, scope) > _growth("value", _than(call), scope)


def _growth_from(call: Call, scope: Scope) -> bool:
    return _growth("value", call.place, scope) >= Fraction(call.words[0]) / 100


def _value_from(call: Call, scope: Scope) -> bool:
    least = Fraction(call.words[0]) * HUNDRED_MILLION_YUAN
    return _value("value", call.place, scope) >= least


def _greater(call: Call, scope: Scope) -> bool:
    measure = measure_in(call)
    return _value(measure, call.place, scope) > _value(measure, _than(call), scope)


def _share_from(call: Call, scope: Scope) -> bool:
    share = scope.get("value.share", call.place, scope.dims(call.second("of") or ()))
    return share.value is not None and number_of(share) >= Fraction(call.words[0]) / 100


def _all_rise(call: Call, scope: Scope) -> bool:
    return _every(call, scope, _rises)


def _all_fall(call: Call, scope: Scope) -> bool:
    return _every(call, scope, _falls)


def _every(call: Call, scope: Scope, condition: Callable[[Call, Scope], bool]) -> bool:
    filled = scope.lists[call.words[0]]
    item = Call(call.name, (), ("@",), None, call.source)
    return bool(filled.places) and all(
        condition(item, scope.at(filled, place)) for place in filled.places
    )


def _some(call: Call, scope: Scope) -> bool:
    return bool(scope.lists[call.words[0]].places)


def _several(call: Call, scope: Scope) -> bool:
    return len(scope.lists[call.words[0]].places) > 1


def _exactly(call: Call, scope: Scope) -> bool:
    return len(scope.lists[call.words[1]].places) == int(call.words[0])


def _same(call: Call, scope: Scope) -> bool:
    one, other = (scope.lists[name] for name in call.words)
    return [one.code(p) for p in one.places] == [other.code(p) for p in other.places]


def _lists(call: Call, scope: Scope) -> bool:
    filled = scope.lists[call.words[1]]
    return call.words[0] in [filled.code(place) for place in filled.places]


def _country(_call: Call, scope: Scope) -> bool:
    return scope.edition.scope is None


def _whole_year(_call: Call, scope: Scope) -> bool:
    return scope.whole_year


CONDITIONS: Mapping[str, Callable[[Call, Scope], bool]] = {
    "known": _known,
    "comparable": _comparable,
    "rises": _rises,
    "falls": _falls,
    "above": _above,
    "growth_from": _growth_from,
    "value_from": _value_from,
    "greater": _greater,
    "share_from": _share_from,
    "all_rise": _all_rise,
    "all_fall": _all_fall,
    "some": _some,
    "several": _several,
    "exactly": _exactly,
    "same": _same,
    "lists": _lists,
    "country": _country,
    "whole_year": _whole_year,
}
"""Name of a condition to what decides it."""
