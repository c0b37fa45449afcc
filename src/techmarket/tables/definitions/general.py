"""General tables: gross domestic product, years in a row, mean values, types over three years.

Not here: printed numbers, titles and notes, which are edition data (`editions`).
"""

from __future__ import annotations

from techmarket.editions import Edition
from techmarket.tables.definition import TableDefinition, declare_table
from techmarket.tables.definitions.columns import (
    CONTRACTS,
    MEAN_VALUE,
    THIS_YEAR,
    VALUE,
    growth_of,
    value_share,
    words,
)
from techmarket.tables.definitions.rows import CONTRACT_TYPES, code_rows, total_row
from techmarket.tables.labels import Word, YearLabel
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined

YEARS_SHOWN = 12
"""A series ends with the edition's year and begins eleven years before it."""

OFFSETS = tuple(range(1 - YEARS_SHOWN, 1))


def _year_columns() -> tuple[Line, ...]:
    return tuple(Line((YearLabel(offset),), Part(period=offset)) for offset in OFFSETS)


def value_and_gdp(edition: Edition) -> TableDefinition:
    """The value of technology contracts beside the gross domestic product, by year."""
    return declare_table(
        "value_and_gdp",
        stub=words("indicator"),
        rows=(
            Line(words("gdp"), Part(measure="gdp", unit="亿元", decimals=2)),
            Line(words("contract_value"), VALUE),
            Line(words("value_to_gdp"), Part(measure="value.to_gdp", unit="%", decimals=2)),
        ),
        columns=_year_columns(),
        codes=edition,
    )


def contracts_by_year(edition: Edition) -> TableDefinition:
    """Contracts and their value, by year."""
    return declare_table(
        "contracts_by_year",
        stub=words("indicator"),
        rows=(Line(words("contracts"), CONTRACTS), Line(words("turnover_total"), VALUE)),
        columns=_year_columns(),
        codes=edition,
    )


def mean_value_by_type(edition: Edition) -> TableDefinition:
    """The mean value of a contract by type, by year, with its growth in the last year."""
    growth = joined(growth_of("mean_value"), THIS_YEAR, Part(suffix="%"))
    types = code_rows("contract_type", "contract_type", CONTRACT_TYPES)
    rows = (*types, total_row(word="mean_of_all"))
    return declare_table(
        "mean_value_by_type",
        stub=words("indicator", "contract_type"),
        rows=tuple(Line((Word("mean_value"), *row.path), row.part) for row in rows),
        columns=(
            *(
                Line((YearLabel(offset), Word("turnover")), joined(MEAN_VALUE, Part(period=offset)))
                for offset in OFFSETS
            ),
            Line((YearLabel(0), Word("growth_on_year")), growth),
        ),
        codes=edition,
    )


def types_over_three_years(edition: Edition) -> TableDefinition:
    """Contracts, value, growth and share by type in three years; the first without growth."""
    return declare_table(
        "types_over_three_years",
        stub=words("contract_type"),
        rows=(total_row(), *code_rows("contract_type", "contract_type", CONTRACT_TYPES)),
        columns=tuple(
            column for offset in (-2, -1, 0) for column in _columns_of_year(offset, offset > -2)
        ),
        codes=edition,
    )


def _columns_of_year(offset: int, with_growth: bool) -> tuple[Line, ...]:
    columns = [
        (words("contracts"), CONTRACTS),
        (words("turnover", "amount"), VALUE),
        (words("turnover", "growth"), growth_of("value")),
        (words("turnover", "share"), value_share({})),
    ]
    if not with_growth:
        del columns[2]
    return tuple(
        Line((YearLabel(offset), *path), joined(part, Part(period=offset)))
        for path, part in columns
    )
