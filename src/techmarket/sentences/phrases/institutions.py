"""Phrases about exchanges that were surveyed, and about facts that the edition carries.

Not here: numbers of the register (`numbers`).
"""

from __future__ import annotations

from fractions import Fraction

from techmarket.observations.observation import Dims, Key, Observation, Origin, Status
from techmarket.sentences.grammar import Call
from techmarket.sentences.model import Span
from techmarket.sentences.phrases.enumerations import joined
from techmarket.sentences.phrases.printed import counted, money, number, percent, separated, there
from techmarket.sentences.scope import Said, Scope, UnsayableError
from techmarket.sentences.stated import derived, number_of
from techmarket.tables.cell import rounded


def exchanges(call: Call, scope: Scope) -> Said:
    """`exchanges place`: how many exchanges (of a kind) answered: 26家, 26 exchanges."""
    dims = scope.dims(call.place)
    found = Key("exchange.institutions", scope.year, dims)
    return counted(derived(found, len(_answering(dims, scope))), scope)


def largest_exchanges(call: Call, scope: Scope) -> Said:
    """`largest_exchanges n place`: names of the n with the largest value, and of any tied."""
    dims = scope.dims(call.place)
    values = [(_value(name, scope), name) for name in _answering(dims, scope)]
    ordered = sorted(values, key=lambda pair: -pair[0])
    wanted = int(call.words[0])
    least = ordered[min(wanted, len(ordered)) - 1][0] if ordered else 0
    kept = [name for value, name in ordered if value >= least and value > 0]
    answers = [_answer("exchange.value", name, scope) for name in kept]
    named = [(number(n, a),) for n, a in zip(kept, answers, strict=True)]
    return joined(named, "、", scope)


def fact(call: Call, scope: Scope) -> Said:
    """`fact name`: a number that the edition carries, with its unit: 29462人, 29,462 persons."""
    found = there(_fact(call.words[0], scope))
    if found.unit == "分":
        return money(found, scope)
    digits = rounded(number_of(found), 0)
    if scope.lang == "zh":
        return (number(digits, found), Span(found.unit))
    return (number(separated(digits), found),)


def part(call: Call, scope: Scope) -> Said:
    """`part name name`: one carried number as percent of another: 6.18%."""
    one, whole = (there(_fact(name, scope)) for name in call.words)
    key = Key("fact.share", scope.year, one.key.dims, whole.key.dims)
    ratio = number_of(one) / number_of(whole)
    found = Observation(key, Fraction(ratio), "1", Status.NORMAL, Origin.CARRIED)
    return (number(percent(found), found), Span("%"))


def _fact(name: str, scope: Scope) -> Observation:
    """A fact of the edition.

    Raises:
        UnsayableError: the edition does not carry it.
    """
    found = scope.facts.get(name)
    if found is None:
        raise UnsayableError(f"the edition carries no fact {name}")
    return found


def _answering(dims: Dims, scope: Scope) -> list[str]:
    kind = dict(dims).get("institution_kind")
    return [
        exchange.name
        for exchange in scope.edition.exchange_answers()
        if kind in (None, exchange.kind)
        and any(_answer(m, exchange.name, scope).value is not None for m in ASKED)
    ]


ASKED = ("exchange.contracts", "exchange.value")


def _answer(measure: str, name: str, scope: Scope) -> Observation:
    return scope.stated.number(measure, (("institution", name),))


def _value(name: str, scope: Scope) -> Fraction:
    answer = _answer("exchange.value", name, scope)
    return Fraction(0) if answer.value is None else number_of(answer)
