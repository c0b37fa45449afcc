"""Derived measures: mean, ratio to gross domestic product, growth, share and rank.

Each is calculated from exact observations and stays exact. What cannot be calculated says why
in its status. Not here: rounding for print (`tables`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from techmarket.errors import TechmarketError
from techmarket.observations.measures import GROWING, MEASURES, RANKED, SHARED
from techmarket.observations.observation import (
    Dims,
    Key,
    Observation,
    Origin,
    Status,
    Value,
    dims_of,
)

if TYPE_CHECKING:
    from techmarket.observations.observations import Observations

STRENGTH = (Origin.COMPUTED, Origin.ANSWERED, Origin.CARRIED)


def mean_value(all_: Observations, key: Key) -> Observation:
    """Value divided by contracts; not applicable without contracts."""
    return _ratio(all_, key, "value", "contracts")


def value_to_gdp(all_: Observations, key: Key) -> Observation:
    """Value divided by gross domestic product; missing where the latter is not known."""
    return _ratio(all_, key, "value", "gdp")


def growth(all_: Observations, key: Key) -> Observation:
    """The measure divided by that of the year before, minus 1.

    Without a value of this year, its status. No prior value: the year before has none or has
    zero, or a dimension of the place changed its classification, or only part of this year is
    computed and the year before is carried whole.
    """
    _no_base(key)
    stem = _stem(key, GROWING)
    now = all_.get(Key(stem, key.period, key.dims))
    if now.value is None:
        return _without_value(key, now.status, now.origin)
    if key.period == all_.period and any(d in all_.not_comparable for d, _ in key.dims):
        return _without_value(key, Status.NO_PRIOR, now.origin)
    before = _year_before(all_, stem, key)
    part_after_whole = all_.part_of_year and before.origin is Origin.CARRIED
    if part_after_whole and now.origin is not Origin.CARRIED:
        return _without_value(key, Status.NO_PRIOR, now.origin)
    if not before.value:
        return _without_value(key, Status.NO_PRIOR, now.origin)
    return _valued(key, Fraction(_number(now)) / _number(before) - 1, now, before)


def _year_before(all_: Observations, stem: str, key: Key) -> Observation:
    """The measure in the year before.

    A mean that is carried was rounded when it was printed. Where value and contracts are carried
    beside it they give it in more digits, and growth may depend on those.
    """
    then = Key(stem, key.period - 1, key.dims)
    printed = all_.get(then)
    if stem == "mean_value" and printed.origin is Origin.CARRIED:
        value, contracts = (all_.get(replace(then, measure=m)) for m in ("value", "contracts"))
        if value.value and contracts.value:
            mean = Fraction(_number(value)) / _number(contracts)
            return _valued(then, mean, value, contracts)
    return printed


def share(all_: Observations, key: Key) -> Observation:
    """The measure divided by that of the base; of a whole of nothing not applicable."""
    stem = _stem(key, SHARED)
    part = all_.get(Key(stem, key.period, key.dims))
    whole = all_.get(Key(stem, key.period, _base(key, "the whole, base=() for the total")))
    origin = _strongest(part, whole)
    for side in (part, whole):
        if side.value is None:
            return _without_value(key, side.status, origin)
    if whole.value == 0:
        return _without_value(key, Status.NOT_APPLICABLE, origin)
    return _valued(key, Fraction(_number(part)) / _number(whole), part, whole)


def rank(all_: Observations, key: Key) -> Observation:
    """1 and the number of places of the scope that are larger; equal ones share the better rank.

    The scope is the base: one dimension of it stands above the place (a group, a parent, or
    absent for the top codes), the others are as in the place. A place without value ranks as
    zero.
    """
    stem = _stem(key, RANKED)
    ranked, members = _scope(all_, key)
    places = {m: all_.get(Key(stem, key.period, _moved(key.dims, ranked, m))) for m in members}
    own = places[dict(key.dims)[ranked]]
    origin = _strongest(*places.values())
    if all(o.status is Status.MISSING for o in places.values()):
        return _without_value(key, Status.MISSING, origin)
    better = sum(_or_zero(o) > _or_zero(own) for o in places.values())
    return _valued(key, 1 + better, *places.values())


RULES: Mapping[str, Callable[[Observations, Key], Observation]] = {
    "growth": growth,
    "share": share,
    "rank": rank,
}
"""Rules by the last part of the name of the measure."""

WHOLE: Mapping[str, Callable[[Observations, Key], Observation]] = {
    "mean_value": mean_value,
    "value.to_gdp": value_to_gdp,
}
"""Rules of the measures that are derived under a name of their own."""


def _ratio(all_: Observations, key: Key, over: str, under: str) -> Observation:
    _no_base(key)
    if key.period not in all_.years and all_.is_carried(key):
        return all_.carried(key)
    upper = all_.get(Key(over, key.period, key.dims))
    lower = all_.get(Key(under, key.period, key.dims))
    origin = _strongest(upper, lower)
    for side in (upper, lower):
        if side.value is None:
            return _without_value(key, side.status, origin)
    if lower.value == 0:
        return _without_value(key, Status.NOT_APPLICABLE, origin)
    return _valued(key, Fraction(_number(upper)) / _number(lower), upper, lower)


def _scope(all_: Observations, key: Key) -> tuple[str, tuple[str, ...]]:
    """The ranked dimension and the places of the scope."""
    base, dims = dict(_base(key, "the scope")), dict(key.dims)
    differing = [d for d in dims if base.get(d) != dims[d]]
    if len(differing) != 1 or set(base) - set(dims):
        raise TechmarketError(
            "a rank is among places that differ in one dimension",
            where=key.cell_id,
            todo="name the place and the scope by the same dimensions, all equal but one",
        )
    ranked = differing[0]
    members = all_.places.members(ranked, base.get(ranked))
    if dims[ranked] not in members:
        raise TechmarketError(
            "the place is not in the scope of its rank",
            where=key.cell_id,
            why=f"{ranked}={base.get(ranked, '_T')} has {len(members)} members "
            f"and {dims[ranked]} is not one of them",
            todo="name a scope that has the place",
        )
    return ranked, members


def _moved(dims: Dims, name: str, code: str) -> Dims:
    return dims_of({**dict(dims), name: code})


def _stem(key: Key, allowed: tuple[str, ...]) -> str:
    stem = key.measure.rpartition(".")[0]
    assert stem in allowed, "every derived measure is declared"
    return stem


def _base(key: Key, what: str) -> Dims:
    if key.base is None:
        raise TechmarketError(
            f"{MEASURES[key.measure].en} needs a base", where=key.cell_id, todo=f"name {what}"
        )
    return key.base


def _no_base(key: Key) -> None:
    if key.base is not None:
        raise TechmarketError(
            "only a share and a rank have a base",
            where=key.cell_id,
            todo="ask without base, or for the share or the rank of this measure",
        )


def _number(observation: Observation) -> int | Fraction:
    assert not isinstance(observation.value, str | None), observation.key.cell_id
    return observation.value


def _or_zero(observation: Observation) -> int | Fraction:
    return 0 if observation.value is None else _number(observation)


def _strongest(*inputs: Observation) -> Origin:
    return min((o.origin for o in inputs), key=STRENGTH.index)


def _without_value(key: Key, status: Status, origin: Origin) -> Observation:
    return Observation(key, None, MEASURES[key.measure].unit, status, origin)


def _valued(key: Key, value: Value, *inputs: Observation) -> Observation:
    status = Status.ZERO if value == 0 else Status.NORMAL
    return Observation(key, value, MEASURES[key.measure].unit, status, _strongest(*inputs))
