"""Rounding, merging of parts and the order of rows, against plain second implementations."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techmarket.observations.observation import Key
from techmarket.tables.build import row_order
from techmarket.tables.cell import rounded
from techmarket.tables.definition import TableDefinition
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import DeclaredCell, TableDefinitionError, joined


@given(st.integers(-(10**22), 10**22), st.integers(0, 12), st.integers(0, 4))
def test_rounding_is_that_of_decimal_numbers(units: int, places: int, decimals: int) -> None:
    """Decimal's own half-up, with enough digits never to round on the way."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(units).scaleb(-places)
        plain = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        expected = format(plain if plain else abs(plain), "f")
    assert rounded(Fraction(units, 10**places), decimals) == expected


@given(st.fractions(), st.integers(0, 6))
def test_a_rounded_number_is_as_near_as_any(value: Fraction, decimals: int) -> None:
    """Never more than half of the last place away, and away from zero when just half."""
    step = Fraction(1, 10**decimals)
    off = Fraction(rounded(value, decimals)) - value
    assert abs(off) <= step / 2
    if abs(off) == step / 2:
        assert (off > 0) == (value > 0)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5)), max_size=12))
def test_order_is_that_of_taking_the_smallest_again_and_again(
    lines: list[tuple[bool, int]],
) -> None:
    """Rows that do not move stay; the smallest rank left comes next, first come first."""

    def ranked(i: int) -> DeclaredCell:
        return DeclaredCell(Key("value.rank", i), "位", 0)

    order_by = tuple(ranked(i) if moves else None for i, (moves, _) in enumerate(lines))
    table = TableDefinition(
        key="trial",
        stub=(),
        rows=tuple(Line((), Part()) for _ in lines),
        columns=(),
        cells=tuple(() for _ in lines),
        order_by=order_by,
    )
    observed = SimpleNamespace(get=lambda key: SimpleNamespace(value=lines[key.period][1]))
    left = [i for i, (moves, _) in enumerate(lines) if moves]
    expected = []
    for i, (moves, _) in enumerate(lines):
        if not moves:
            expected.append(i)
            continue
        best = left[0]
        for other in left[1:]:
            if lines[other][1] < lines[best][1]:
                best = other
        left.remove(best)
        expected.append(best)
    assert row_order(table, observed) == expected


SAID = st.fixed_dictionaries(
    {},
    optional={
        "measure": st.sampled_from(["value", "contracts"]),
        "period": st.sampled_from([0, -1]),
        "unit": st.sampled_from(["项", "亿元"]),
        "decimals": st.sampled_from([0, 2]),
        "base": st.sampled_from([{}, {"ip_type": "2"}]),
        "ip_type": st.sampled_from(["1", "2"]),
        "objective": st.sampled_from(["01", "02"]),
    },
)
DIMS = ("ip_type", "objective")


@given(st.lists(SAID, max_size=3))
def test_parts_clash_when_two_of_them_say_different_things(said: list[dict[str, object]]) -> None:
    """All that was said of each name is gathered; it must be one thing."""
    parts = [
        Part(
            **{name: what for name, what in one.items() if name not in DIMS},  # type: ignore[arg-type]
            dims={name: str(one[name]) for name in DIMS if name in one},
        )
        for one in said
    ]
    gathered = {
        name: [one[name] for one in said if name in one] for name in {n for o in said for n in o}
    }
    if any(what != whats[0] for whats in gathered.values() for what in whats):
        with pytest.raises(TableDefinitionError):
            joined(*parts)
        return
    found = joined(*parts)
    for name in ("measure", "period", "unit", "decimals", "base"):
        assert getattr(found, name) == (gathered[name][0] if name in gathered else None)
    assert dict(found.dims) == {name: gathered[name][0] for name in DIMS if name in gathered}
