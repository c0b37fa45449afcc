"""`techmarket pivot`: contracts and value by a few dimensions, on the terminal or as CSV.

Not here: counting (`observations.pivot`), options and their words (`main`).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.table import Table

from techmarket.cli.engines import chosen_engine
from techmarket.compare.terminal import plain_console
from techmarket.editions import Edition, load_edition
from techmarket.errors import TechmarketError
from techmarket.observations.pivot import PivotRow, pivot
from techmarket.observations.places import Places
from techmarket.record.contract import CONTRACT
from techmarket.snapshot import open_snapshot
from techmarket.snapshot.layout import CODED, NOT_RECORDED
from techmarket.tables.cell import in_unit, rounded
from techmarket.whole_file import whole_file

SHOWN = 40
"""So many rows are shown on the terminal; a file has all."""


def run_pivot(
    *,
    snapshot: Path,
    by: Sequence[str],
    where: Sequence[str] = (),
    coarse: bool = False,
    edition: str = "2013",
    lang: str = "zh",
    out: Path | None = None,
    engine: str = "kernel",
    master: str | None = None,
) -> None:
    """Print the rows with the largest value, or write all of them to a CSV file.

    Args:
        snapshot: folder of the snapshot.
        by: up to three dimensions.
        where: conditions `dimension=code,code`.
        coarse: count by the highest level of the codes (provinces instead of cities).
        edition: its region groups can be named in conditions; its words are the labels.
        lang: of the labels.
        out: the CSV file; `None` for the terminal.
        engine: `kernel`, `ibis` or `spark`; `master`: where Spark runs.

    Raises:
        TechmarketError: a condition, a dimension or a code is unknown, or the snapshot is altered.
    """
    known = load_edition(edition)
    opened = open_snapshot(snapshot)
    conditions = dict(_condition(text) for text in where)
    with chosen_engine(engine, master) as counting:
        rows = pivot(
            opened,
            by,
            where=conditions,
            top_level=by if coarse else (),
            places=Places(known.region_groups()),
            engine=counting,
        )
    if out is None:
        _print(rows, by, known, lang)
    else:
        _write(rows, by, known, lang, out)
        print(f"{out}: {len(rows)} rows.")


def _condition(text: str) -> tuple[str, frozenset[str]]:
    dimension, sign, codes = text.partition("=")
    found = frozenset(code.strip() for code in codes.split(",") if code.strip())
    if not sign or not found:
        raise TechmarketError(
            "a condition is not understood",
            where=f"--where {text}",
            todo="write it as dimension=code,code, for example buyer_region=310000,320000",
        )
    return dimension.strip(), found


def _labels(row: PivotRow, by: Sequence[str], edition: Edition, lang: str) -> list[str]:
    pairs = zip(by, row.codes, strict=True)
    return [_label(dimension, code, edition, lang) for dimension, code in pairs]


def _heading(dimension: str, lang: str) -> str:
    """The words of the field that the dimension is, or of the class of value."""
    if dimension not in CODED:
        return "成交额类别" if lang == "zh" else "class of value"
    field = next(field for field in CONTRACT if field.name == dimension)
    return field.label_zh if lang == "zh" else field.label_en


def _label(dimension: str, code: str, edition: Edition, lang: str) -> str:
    if code == NOT_RECORDED:
        return "未记录" if lang == "zh" else "not recorded"
    return edition.code_label(CODED.get(dimension, dimension), code, lang)


def _print(rows: Sequence[PivotRow], by: Sequence[str], edition: Edition, lang: str) -> None:
    contracts, value = ("项", "亿元") if lang == "zh" else ("contracts", "100 million yuan")
    table = Table(box=box.SIMPLE_HEAD)
    for dimension in by:
        table.add_column(_heading(dimension, lang))
    table.add_column(contracts, justify="right")
    table.add_column(value, justify="right")
    for row in rows[:SHOWN]:
        worth = rounded(in_unit(row.value, "亿元"), 2)
        table.add_row(*_labels(row, by, edition, lang), str(row.contracts), worth)
    console = plain_console()
    if not rows:
        console.print("没有合同。" if lang == "zh" else "No contracts.")
        return
    console.print(table)
    if len(rows) > SHOWN:
        console.print(f"{SHOWN} of {len(rows)} rows; --out FILE.csv writes all.")


def _write(
    rows: Sequence[PivotRow], by: Sequence[str], edition: Edition, lang: str, out: Path
) -> None:
    heads = [head for dimension in by for head in (dimension, f"{dimension}_label")]
    with whole_file(out) as aside, aside.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*heads, "contracts", "value_fen"])
        for row in rows:
            pairs = zip(row.codes, _labels(row, by, edition, lang), strict=True)
            writer.writerow([*(x for pair in pairs for x in pair), row.contracts, row.value])
