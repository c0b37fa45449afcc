"""Declaring a table: what is refused, and what a cell of it means."""

from __future__ import annotations

import pytest

from techmarket.editions import Edition
from techmarket.observations.observation import Key
from techmarket.tables.definition import TableDefinition, declare_table
from techmarket.tables.labels import CodeLabel, Name, Word, YearLabel
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import TableDefinitionError, joined

VALUE = Part(measure="value", period=0, unit="亿元", decimals=2)


def declared(edition: Edition, row: Part, column: Part, every: Part | None = None) -> Key:
    """The key of the only cell of a table."""
    return declare(edition, row, column, every).cells[0][0].key


def declare(
    edition: Edition, row: Part, column: Part, every: Part | None = None
) -> TableDefinition:
    return declare_table(
        "trial",
        stub=(Word("region"),),
        rows=(Line((Word("total"),), row),),
        columns=(Line((YearLabel(0), Word("turnover")), column),),
        codes=edition,
        every=every,
    )


def refusal(edition: Edition, row: Part, column: Part, every: Part | None = None) -> str:
    with pytest.raises(TableDefinitionError) as refused:
        declare(edition, row, column, every)
    return str(refused.value)


PLACE = "(table trial, row total, column year+0/turnover)"


def test_a_cell_is_its_row_its_column_and_what_the_table_says_of_every_cell(
    edition: Edition,
) -> None:
    """Each says a part; together they name one observation. Years count from the edition's."""
    key = declared(
        edition,
        Part(dims={"contract_type": "1"}),
        Part(measure="value", unit="亿元", decimals=2),
        Part(period=-1, dims={"value_class": "major"}),
    )
    assert key.cell_id == "value:2012:contract_type=1,value_class=major"


def test_parts_may_say_the_same_but_not_different_things(edition: Edition) -> None:
    """Saying it twice is no clash; a row of one year in a column of another is."""
    assert declared(edition, Part(period=0), VALUE).period == 2013
    assert refusal(edition, Part(period=-1), VALUE) == (
        f"the parts of a cell clash {PLACE}: the period is both -1 and 0; "
        "let only one of table, row and column say it."
    )
    assert refusal(
        edition, Part(dims={"ip_type": "2"}), joined(VALUE, Part(dims={"ip_type": "3"}))
    ) == (
        f"the parts of a cell clash {PLACE}: the dimension ip_type is both 2 and 3; "
        "let only one of table, row and column say it."
    )


def test_a_cell_that_is_left_open_is_refused(edition: Edition) -> None:
    """Measure, period, unit and decimals must all be said by someone."""
    assert refusal(edition, Part(), Part(measure="value", decimals=2)) == (
        f"a cell is incomplete {PLACE}: nothing says its period and unit; "
        "say it in the table, the row or the column."
    )


def test_a_share_needs_a_whole_and_a_rank_needs_a_scope(edition: Edition) -> None:
    """Without base nobody knows of what the share is, or among whom the rank."""
    share = Part(measure="value.share", period=0, unit="%", decimals=2)
    rank = Part(
        measure="value.rank", period=0, unit="位", decimals=0, dims={"seller_region": "110000"}
    )
    end = "say it in the table, the row or the column."
    assert refusal(edition, Part(), share) == (
        f"a cell is incomplete {PLACE}: nothing says the whole of value.share; {end}"
    )
    assert refusal(edition, Part(), rank) == (
        f"a cell is incomplete {PLACE}: nothing says the scope of value.rank; {end}"
    )
    assert declared(edition, Part(base={}), share).cell_id == "value.share:2013::of="


def test_a_row_may_give_the_whole_of_its_shares_beside_columns_that_count(
    edition: Edition,
) -> None:
    """A base says nothing to a measure that has none."""
    row = Part(dims={"plan_source": "101"}, base={"plan_source": "1"})
    assert declared(edition, row, VALUE).cell_id == "value:2013:plan_source=101"
    share = Part(measure="value.share", period=0, unit="%", decimals=2)
    assert declared(edition, row, share).cell_id == (
        "value.share:2013:plan_source=101:of=plan_source=1"
    )


def test_a_name_needs_its_position(edition: Edition) -> None:
    """The largest seller of which kind, and which in the order?"""
    name = Part(measure="seller.name", period=0, unit="-", decimals=0)
    assert refusal(edition, Part(dims={"seller_kind": "E"}), name) == (
        f"a cell is incomplete {PLACE}: seller.name needs the dimension position; "
        "say it in the table, the row or the column."
    )


def test_a_column_says_what_a_region_is(edition: Edition) -> None:
    """A row names a region in general; the halves of a table sell from it and buy to it."""
    row = Part(dims={"region": "110000"})
    rank = Part(
        measure="value.rank",
        period=0,
        unit="位",
        decimals=0,
        base={"region": "group:province"},
        roles={"region": "buyer_region"},
    )
    assert declared(edition, row, rank).cell_id == (
        "value.rank:2013:buyer_region=110000:of=buyer_region=group:province"
    )
    refused = refusal(edition, row, VALUE)
    assert refused.startswith(f"there is no dimension 'region' {PLACE}; choose one of buyer_kind, ")


def test_two_roles_may_not_meet_in_one_dimension(edition: Edition) -> None:
    """A row of a seller's region in a column of another seller's region is empty by nature."""
    row = Part(dims={"region": "110000", "seller_region": "120000"})
    column = joined(VALUE, Part(roles={"region": "seller_region"}))
    assert refusal(edition, row, column) == (
        f"the parts of a cell clash {PLACE}: the dimension seller_region is both 110000 and "
        "120000; let only one of table, row and column say it."
    )


def test_an_unknown_measure_or_unit_is_refused(edition: Edition) -> None:
    """A measure is one that observations declare, in a unit that fits it."""
    refused = refusal(edition, Part(), Part(measure="turnover", period=0, unit="亿元", decimals=2))
    assert refused.startswith(f"there is no measure 'turnover' {PLACE}; choose one of contracts, ")
    assert refusal(edition, Part(), Part(measure="value", period=0, unit="项", decimals=0)) == (
        f"value is not printed in 项 {PLACE}; choose one of 亿元, 万元."
    )


@pytest.mark.parametrize(
    ("dimension", "code", "code_list"),
    [
        ("contract_type", "29", "contract_type"),
        ("seller_region", "group:north", "region"),
        ("institution", "某交易所", "institution"),
        ("position", "0", "position"),
    ],
)
def test_an_unknown_code_is_refused(
    edition: Edition, dimension: str, code: str, code_list: str
) -> None:
    """A code must be in its list; groups, exchanges and positions count as lists too."""
    assert refusal(edition, Part(dims={dimension: code}), VALUE) == (
        f"the code list {code_list} has no '{code}' in 2013 {PLACE}: the dimension {dimension} of "
        "a cell names it; name a code that is valid in that year."
    )


def test_a_code_of_another_time_is_refused(edition: Edition) -> None:
    """Licences are a type of contract of their own only since 2026."""
    assert refusal(edition, Part(dims={"contract_type": "5"}), VALUE) == (
        f"the code list contract_type has no '5' in 2013 {PLACE}: the dimension contract_type of "
        "a cell names it; name a code that is valid in that year."
    )


def test_a_line_is_declared_once(edition: Edition) -> None:
    """Two rows of the same labels could not be told apart."""
    row = Line((CodeLabel("contract_type", "2"), Word("total")), Part())
    with pytest.raises(TableDefinitionError) as refused:
        declare_table(
            "trial",
            stub=(),
            rows=(row, row),
            columns=(Line((Name("1"),), VALUE),),
            codes=edition,
        )
    assert str(refused.value) == (
        "a row is declared twice (table trial, row contract_type:2/total); "
        "give each its own labels."
    )


def test_rows_are_ordered_by_something(edition: Edition) -> None:
    """A row that moves by the data needs to know by which rank."""
    row = Line((Word("total"),), Part(), ordered=True)
    with pytest.raises(TableDefinitionError) as refused:
        declare_table(
            "trial", stub=(), rows=(row,), columns=(Line((Name("1"),), VALUE),), codes=edition
        )
    assert str(refused.value) == "rows are to be ordered by nothing (trial); declare order_by."
