"""Proof: why a printed figure cannot be true together with others, in exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from printed_sums import GROWTH, LAST, TOTAL, PrintedSums, part, place
from techmarket.compare.certificate import flaw
from techmarket.compare.contradictions import Contradiction, Identity, Kind, place_of_row
from techmarket.consistency.interval import interval_of
from techmarket.consistency.program import program_of
from techmarket.consistency.proof import certificate, nonnegative
from techmarket.consistency.row import sum_rows
from techmarket.observations.observation import Dims, Key
from techmarket.published import Place
from techmarket.simulate.constraints import Row, Statement, rows_of
from techmarket.simulate.reasons import Evidence, cells_of, kind_of, reason
from techmarket.simulate.refuting import certificates
from techmarket.tables.parts import DeclaredCell

YI = 10**10


def proof_of(table: PrintedSums, key: Key, *given_up: Key) -> dict[str, Fraction] | None:
    return certificate(place(key), table.rows, table.program, [place(k) for k in given_up])


def proves(table: PrintedSums, key: Key, proof: Mapping[str, Fraction]) -> bool:
    """Whether the comparison accepts it."""
    cells = tuple({place_of_row(name) for name in proof} - {None, place(key)})
    identity = Identity(Kind.LINEAR, cells, proof)  # type: ignore[arg-type]
    return flaw(Contradiction(place(key), "", "", "…", identity), table.evidence) is None


def test_a_total_is_refuted_by_its_parts() -> None:
    """100.00 and 50.00 are below 150.01, so 160.00 is no sum of them: three rows, one equation."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {TOTAL: "160.00"})
    proof = proof_of(table, TOTAL, GROWTH)
    assert proof == {
        f"{'|'.join(place(TOTAL))}|lower": 1,
        f"{'|'.join(place(part(0)))}|upper": 1,
        f"{'|'.join(place(part(1)))}|upper": 1,
        "parts of value:2013: by contract_type upper": 1,
    }
    assert proves(table, TOTAL, proof)


def test_a_growth_is_refuted_by_two_levels() -> None:
    """150.00 is 20 % more than 125.00, and not 25 %."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {GROWTH: "25.00"})
    proof = proof_of(table, GROWTH)
    assert proof is not None
    assert {place_of_row(name) for name in proof} == {place(GROWTH), place(TOTAL), place(LAST)}
    assert proves(table, GROWTH, proof)


def test_a_part_may_be_refuted_because_nothing_is_below_zero() -> None:
    """A part of 200.00 is more than the whole, whatever the other part is."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {part(0): "200.00"})
    proof = proof_of(table, part(0), part(1), GROWTH)
    assert proof is not None
    assert f"nonnegative|{part(1).cell_id}" in proof
    assert proves(table, part(0), proof)


def test_touching_intervals_are_refuted_by_the_edge_that_neither_has() -> None:
    """18.86 ends, and excludes, where 18.87 begins."""
    key = Key("value.growth", 2013)
    cells = [Place("附表13", "天津", "增幅"), Place("表7", "天津", "增长")]
    rows: list[Row] = []
    for cell, text in zip(cells, ("18.86", "18.87"), strict=True):
        interval = interval_of(text, "%", 2)
        assert interval is not None
        rows += rows_of(Statement(cell, key, interval, text), {}, {})
    found = certificate(cells[0], rows, program_of(rows), [])
    assert found == {"附表13|天津|增幅|upper": 1, "表7|天津|增长|lower": 1}


def test_what_agrees_cannot_be_refuted() -> None:
    """No certificate, for no cell."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI)
    assert [proof_of(table, key) for key in table.printed] == [None] * 5


def test_a_cell_is_not_refuted_by_a_contradiction_of_others() -> None:
    """The growth contradicts the totals; the parts have no part in it, and no proof."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {GROWTH: "25.00"})
    assert proof_of(table, part(0)) is None


def test_a_cell_that_states_nothing_cannot_be_refuted() -> None:
    """A name, or a number of sellers, bounds no amount."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {TOTAL: "160.00"})
    name = Place("表16", "排名/1", "卖方名称")
    assert certificate(name, table.rows, table.program, []) is None


def test_no_proof_rests_on_another_refuted_cell() -> None:
    """Two wrong figures are each refuted by what is left: the total by the parts alone."""
    altered = {TOTAL: "160.00", LAST: "500.00"}
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, altered)
    found = certificates(table.evidence, [place(TOTAL), place(LAST)])
    assert {place_of_row(name) for name in found[place(TOTAL)]} == {
        None,
        place(TOTAL),
        place(part(0)),
        place(part(1)),
    }
    assert place(TOTAL) not in {place_of_row(name) for name in found[place(LAST)]}


def test_nothing_is_below_zero() -> None:
    """Counts and amounts."""
    row = nonnegative(TOTAL)
    assert (row.name, row.terms, row.bound) == ("nonnegative|value:2013:", ((TOTAL, -1),), 0)


REGION: Dims = (("seller_region", "320000"),)
OTHER: Dims = (("seller_region", "440000"),)


def sentence(
    own: tuple[Key, str, str],
    others: list[tuple[Key, str, str]],
    used: list[Row],
    ours: str = "",
    unit: str = "亿元",
) -> str:
    """The reason for the first cell; a cell is key, table and text, its rows are all used."""
    stated = []
    for key, table, text in (own, *others):
        printed_unit = {"contracts": "项", "value": "亿元", "gdp": "亿元"}.get(key.measure, unit)
        interval = interval_of(text, printed_unit, 0 if printed_unit in ("项", "位") else 2)
        assert interval is not None
        stated.append(Statement(Place(table, text, "列"), key, interval, text))
    statements = {statement.place: statement for statement in stated}
    rows = [*used]
    for statement in stated:
        rows += [row for row in rows_of(statement, {}, {}) if row.name.endswith("|upper")]
    decimals = 0 if unit in ("项", "位") else 2
    first = stated[0]
    evidence = Evidence(
        statements,
        {row.name: row for row in rows},
        {first.place: DeclaredCell(first.key, unit, decimals, "", False)},
        {first.place: ours},
        [first.place],
    )
    proof = {row.name: Fraction(1) for row in rows}
    assert cells_of(first.place, proof, evidence) == tuple(s.place for s in stated[1:])
    return f"{kind_of(first.place, proof, evidence)}: {reason(first.place, proof, evidence)}"


@pytest.mark.parametrize(
    ("measure", "unit", "kind"),
    [("value", "亿元", "linear"), ("value.growth", "%", "ratio")],
)
def test_the_reason_of_a_figure_printed_twice(measure: str, unit: str, kind: str) -> None:
    """The reader looks into the other table."""
    key = Key(measure, 2013, REGION)
    found = sentence((key, "附表13", "31.58"), [(key, "表7", "31.57")], [], unit=unit)
    assert found == f"{kind}: The same figure is printed as 31.57 in 表7."


def test_the_reason_of_a_total() -> None:
    """The reader adds the parts up."""
    parts = [(part(0), "附表4", "100.00"), (part(1), "附表4", "50.00")]
    used = [sum_rows(TOTAL, [part(0), part(1)])[0]]
    found = sentence((TOTAL, "附表4", "160.00"), parts, used)
    assert found == "linear: Its 2 parts printed in 附表4 add up to about 150.00 亿元."


def test_the_reason_of_a_part() -> None:
    """The reader takes the other parts from the whole; parts that are not printed leave less."""
    others = [(TOTAL, "表1", "150.00"), (part(1), "附表4", "50.00")]
    used = [sum_rows(TOTAL, [part(0), part(1)])[0]]
    found = sentence((part(0), "附表4", "90.00"), others, used)
    assert found == (
        "linear: The other 1 part printed in 附表4 adds up to 50.00 亿元 and the whole is 150.00 "
        "in 表1, which leaves about 100.00 for it."
    )
    used = [sum_rows(TOTAL, [part(0), part(1), part(2)])[0]]
    found = sentence((part(0), "附表4", "90.00"), others, used)
    assert found.endswith("which leaves at least about 100.00 for it.")


def test_the_reason_of_a_mean() -> None:
    """The reader divides."""
    others = [
        (Key("contracts", 2013, REGION), "附表3", "200"),
        (Key("value", 2013, REGION), "附表3", "1.00"),
    ]
    own = (Key("mean_value", 2013, REGION), "附表2", "49.00")
    found = sentence(own, others, [], ours="50.00", unit="万元")
    assert (
        found == "ratio: The amount printed in 附表3 over 200 contracts is 50.00 万元 a contract."
    )
    own = (Key("mean_value.growth", 2013, REGION), "附表2", "2.64%")
    found = sentence(own, others, [], ours="2.63%", unit="%")
    assert found == (
        "ratio: The means that follow from the amounts printed in 附表3 and the printed numbers of "
        "contracts (200) grew by 2.63 %."
    )


def test_the_reason_of_a_ratio_to_gross_domestic_product() -> None:
    """The reader divides two figures of the same table."""
    others = [(Key("value", 2003), "表1", "1,084.67"), (Key("gdp", 2003), "表1", "135,822.76")]
    own = (Key("value.to_gdp", 2003), "表1", "0.93")
    assert sentence(own, others, [], ours="0.80", unit="%") == (
        "ratio: The printed amounts 1,084.67 and 135,822.76 亿元 have a ratio of 0.80 %."
    )


def test_the_reason_of_a_rank() -> None:
    """The reader compares the two amounts."""
    own = (Key("value.rank", 2013, REGION, ()), "表7", "3")
    others = [
        (Key("value", 2013, REGION), "表7", "527.50"),
        (Key("value", 2013, OTHER), "表7", "529.39"),
    ]
    order = Row(
        "表7|3|列|above 529.39",
        ((others[1][0], Fraction(1)), (others[0][0], Fraction(-1))),
        Fraction(0),
        Place("表7", "3", "列"),
    )
    assert sentence(own, others, [order], unit="位") == (
        "order: 529.39 has 529.39 亿元, more than the 527.50 亿元 of 527.50, and the other ranks "
        "are as printed."
    )


def test_the_reason_of_a_total_of_answers() -> None:
    """The reader adds the answers up; those of one kind stand under one heading."""
    exchange = (("institution", "甲"),)
    others = [(Key("exchange.staff", 2013, exchange), "表13a", "156")]
    own = (Key("exchange.staff", 2013), "表13a", "100")
    found = sentence(own, others, [], unit="人")
    assert found.startswith("linear: The 1 answer printed in 表13a adds up to 156")


def test_the_reason_when_several_sums_take_part() -> None:
    """The reader learns what all the other figures together leave."""
    half = Key("value", 2013, (("ip_type", "1"),))
    used = [sum_rows(TOTAL, [part(0), part(1)])[0], sum_rows(TOTAL, [half, part(1)])[0]]
    others = [(part(1), "附表4", "50.00"), (half, "附表5", "60.00")]
    found = sentence((part(0), "附表4", "90.00"), others, used)
    assert found.startswith(
        "linear: Parts and totals in 2 other figures of 附表4 and 附表5, which agree with one "
        "another, leave for it at least "
    )
    own = (Key("value.growth", 2013, (("contract_type", "0"),)), "附表4", "67.10")
    found = sentence(own, others, used, unit="%")
    assert found == (
        "ratio: Amounts and totals in 2 other figures of 附表4 and 附表5, which agree with one "
        "another, leave for it more than 67.105 %."
    )
