"""Tidy files: a line per cell, read back as it was written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Origin, Status
from techmarket.tables.build import build_table, build_tables
from techmarket.tables.tidy import TidyCell, read_tidy, write_tidy

HEAD = "table,row_path,column_path,period,unit,value_text,value_exact,status,origin,cell_id\n"


def test_a_line_has_the_printed_text_and_the_exact_value(
    edition: Edition, invented: Callable[..., Any], tmp_path: Path
) -> None:
    """Beside 7469.13 stand the 分 it was rounded from, and the id of the cell."""
    observations = invented({
        "value:2013:": 74_691_274_567_812,
        "value.growth:2013:": Fraction(1603, 10000),
        "value:2013:contract_type=27": 0,
    })  # fmt: skip
    write_tidy([build_table("contracts_by_type", observations, edition)], edition, tmp_path)
    lines = (tmp_path / "annex-04.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] + "\n" == HEAD
    assert lines[-3:-1] == [
        "附表4,合计,成交金额/金额,2013,亿元,7469.13,74691274567812,normal,computed,value:2013:",
        "附表4,合计,成交金额/增长,2013,%,16.03,1603/10000,normal,computed,value.growth:2013:",
    ]
    assert (
        "附表4,技术转让/植物新品种权转让,成交金额/金额,2013,亿元,0.00,0,zero,computed,"
        "value:2013:contract_type=27"
    ) in lines


def test_text_that_stands_by_declaration_has_no_value_and_no_id(
    edition: Edition, invented: Callable[..., Any], tmp_path: Path
) -> None:
    """The rank of a total."""
    write_tidy([build_table("traded_by_province", invented(), edition)], edition, tmp_path)
    text = (tmp_path / "table-03.csv").read_text(encoding="utf-8")
    assert "\n表3,合计,输出技术/排名,2013,位,—,,,,\n" in text
    assert "\n表3,国外,吸纳技术/排名,2013,位,,,,,\n" in text


def test_every_table_is_read_back_as_it_was_built(
    edition: Edition, invented: Callable[..., Any], tmp_path: Path
) -> None:
    """Nothing is lost between a built cell and its line."""
    tables = build_tables(invented({"value:2013:": Status.MISSING}), edition)
    write_tidy(tables, edition, tmp_path)
    assert len(list(tmp_path.iterdir())) == 32
    for table in tables:
        read = read_tidy(tmp_path / f"{edition.entry(table.key).file}.csv")
        assert read == [
            TidyCell(
                table=table.number,
                row_path="/".join(cell.row_path),
                column_path="/".join(cell.column_path),
                period=cell.period,
                unit=cell.unit,
                value_text=cell.text,
                value_exact=cell.observation.value if cell.observation else None,
                status=cell.status,
                origin=cell.origin,
                cell_id=cell.key.cell_id if cell.key else "",
            )
            for row in table.cells
            for cell in row
        ]


def test_a_name_of_digits_stays_a_name(tmp_path: Path) -> None:
    """What has no unit is a name, even if it looks like a number."""
    file = tmp_path / "table-14.csv"
    file.write_text(
        HEAD + "表14,排名/1,卖方名称,2013,-,360,360,normal,computed,x\n", encoding="utf-8"
    )
    assert read_tidy(file)[0].value_exact == "360"
    assert read_tidy(file)[0].origin is Origin.COMPUTED


def test_a_file_that_is_no_tidy_table_is_refused(tmp_path: Path) -> None:
    """Missing, empty, of other columns, or damaged in a line."""
    file = tmp_path / "annex-04.csv"
    with pytest.raises(TechmarketError) as refused:
        read_tidy(file)
    assert str(refused.value) == f"there is no such table file ({file}); build the tables again."
    for content, columns in (("", "none"), ("table,unit\n", "table, unit")):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(TechmarketError) as refused:
            read_tidy(file)
        assert str(refused.value) == (
            f"the file is not a tidy table ({file}): its columns are {columns}; "
            "build the tables again."
        )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("附表4,a,b,2013,项,1,1,certain,computed,x", "'certain' is not a valid Status"),
        ("附表4,a,b,2013,项,1,1,normal,guessed,x", "'guessed' is not a valid Origin"),
        (
            "附表4,a,b,2013,项,1,1.5,normal,computed,x",
            "invalid literal for int() with base 10: '1.5'",
        ),
        (
            "附表4,a,b,next,项,1,1,normal,computed,x",
            "invalid literal for int() with base 10: 'next'",
        ),
        ("附表4,a,b,2013,%,1,1/0,normal,computed,x", "Fraction(1, 0)"),
    ],
)
def test_a_damaged_line_is_refused(tmp_path: Path, line: str, why: str) -> None:
    """The message names the file, the line and what is wrong with it."""
    file = tmp_path / "annex-04.csv"
    file.write_text(f"{HEAD}{line}\n", encoding="utf-8")
    with pytest.raises(TechmarketError) as refused:
        read_tidy(file)
    assert str(refused.value) == (
        f"a line of the table is damaged ({file} line 2): {why}; build the tables again."
    )


def test_a_line_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    """A file that ends in the middle of a line is not read as far as it goes."""
    file = tmp_path / "annex-04.csv"
    file.write_text(f"{HEAD}附表4,合计,合同数", encoding="utf-8")
    with pytest.raises(TechmarketError) as refused:
        read_tidy(file)
    assert str(refused.value) == (
        f"a line of the table is damaged ({file} line 2): it has 3 of 10 columns; "
        "build the tables again."
    )
