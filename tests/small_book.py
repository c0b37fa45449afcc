"""A small book made by hand, with all that is awkward: names, wide and empty tables, every form.

Its numbers are observations with a text of their own, so that a test can look for each. Not here:
the book of an edition, which the golden tests build.
"""

from __future__ import annotations

from collections.abc import Iterator

from techmarket.figures.model import BuiltFigure, Datum, Form, Series
from techmarket.observations.observation import Key, Observation, Origin, Status, dims_of
from techmarket.report.model import (
    Book,
    CellIndexBlock,
    FigureBlock,
    ListBlock,
    Provenance,
    Section,
    TableBlock,
)
from techmarket.sentences.model import Paragraph, Reference, Source, Span
from techmarket.tables.model import BuiltTable, Cell

AWKWARD = (
    "=1+1",
    "#引用 <b>粗体</b>",
    "*星* & \"引号\" 'x'",
    "@SUM(A1)\\n$x$",
    "_a_ `b` \\u{41} // c /* d */ [e] {f} ~ --- ... <label> //g.cn",
    "北京" * 60,
    "A very long name of an institution " * 5,
)
"""Names that mean something to a spreadsheet, a page, a typesetter, or that are long."""

LABELS = {"zh": ("合计", "技术开发", "委托开发"), "en": ("Total", "Development", "Commissioned")}


def observed(measure: str, value: int | str | None, **dims: str) -> Observation:
    """An observation of 2013; `None` is missing."""
    key = Key(measure, 2013, dims_of(dims))
    status = Status.MISSING if value is None else Status.ZERO if value == 0 else Status.NORMAL
    unit = {"value": "分", "contracts": "项"}.get(measure, "")
    return Observation(key, value, unit, status, Origin.COMPUTED)


def number(row: tuple[str, ...], column: tuple[str, ...], yi: int | None, **dims: str) -> Cell:
    """A cell of so many hundredths of 亿元."""
    seen = observed("value", None if yi is None else yi * 10**8, **dims)
    text = "…" if yi is None else f"{yi // 100}.{yi % 100:02d}"
    return Cell(row, column, seen.key, seen, text, 2013, "亿元", 2)


def grouped_table(lang: str) -> BuiltTable:
    """Groups of rows, a head of two levels, a zero, a missing value, a blank cell."""
    total, kind, sub = LABELS[lang]
    rows = ((total,), (kind, total), (kind, sub))
    columns = (("2012", "亿元"), ("2013", "亿元"), ("2013", "%"))
    values = ((746913, 643707, 0), (100, None, 1), (12345, 5, 99999))
    cells = tuple(
        (
            *(
                number(row, col, value, place=f"g{i}{j}")
                for j, (col, value) in enumerate(zip(columns[:2], line, strict=False))
            ),
            Cell(row, columns[2], None, None, "", 2013, "%", 2)
            if i == 1
            else number(row, columns[2], line[2], place=f"g{i}2"),
        )
        for i, (row, line) in enumerate(zip(rows, values, strict=True))
    )
    title = "各类技术合同构成 <2013>" if lang == "zh" else "Contracts by type <2013>"
    return BuiltTable(
        "grouped", "表1", title, "亿元、%", ("类别", ""), columns, rows, cells,
        notes=("一 & 二。", "三。"), source="登记系统",
    )  # fmt: skip


def named_table() -> BuiltTable:
    """Awkward names in a column and as labels of rows."""
    rows = tuple((name,) for name in AWKWARD)
    cells = []
    for place, name in enumerate(AWKWARD):
        seen = observed("seller.name", name, position=str(place + 1), seller_kind="E")
        named = Cell((name,), ("名称",), seen.key, seen, name, 2013, "", 0)
        cells.append((named, number((name,), ("成交额",), place, place=f"n{place}")))
    return BuiltTable(
        "named",
        "表13a",
        "名称 = 1",
        "亿元",
        ("卖方",),
        (("名称",), ("成交额",)),
        rows,
        tuple(cells),
    )


def wide_table(columns: int = 24) -> BuiltTable:
    """More columns than a page has room for upright."""
    heads = tuple((f"{1990 + col}年", "金额") for col in range(columns))
    rows = tuple((f"第{row}行",) for row in range(3))
    cells = tuple(
        tuple(
            number(row, head, 100000 + 7 * i * columns + j, place=f"w{i}-{j}")
            for j, head in enumerate(heads)
        )
        for i, row in enumerate(rows)
    )
    return BuiltTable("wide", "附表1", "宽表", "亿元", ("行",), heads, rows, cells)


def long_table(rows: int = 90) -> BuiltTable:
    """More rows than a page has."""
    paths = tuple((f"地区{row}",) for row in range(rows))
    cells = tuple((number(path, ("值",), i, place=f"l{i}"),) for i, path in enumerate(paths))
    return BuiltTable("long", "附表2", "长表", "亿元", ("地区",), (("值",),), paths, cells)


def empty_table() -> BuiltTable:
    """Nothing was sold."""
    return BuiltTable("empty", "附表3", "空表", "亿元", ("地区",), (("值",),), (), ())


def figure(form: Form, place: int, series: int = 1, missing: bool = True) -> BuiltFigure:
    """A figure of three or more categories, the second one without a value."""
    codes = ("110000", "540000", "310000", "440000")
    names = ("北京 <&>", '西藏 "x"', "上海 #*=", "很长的类别名称" * 4)
    drawn = []
    for col in range(series):
        data = []
        for row in range(len(names)):
            value = None if missing and row == 1 else (row + 1) * (col + 2) * 111
            seen = observed(
                "value",
                None if value is None else value * 10**8,
                place=f"{form.value}{place}-{row}-{col}",
            )
            text = "…" if value is None else f"{value // 100}.{value % 100:02d}"
            level = None if value is None else min(row, 2)
            data.append(Datum(seen.key, seen, text, level))
        drawn.append(Series(f"系列{col}" if series > 1 else "", "亿元", 2, tuple(data)))
    classed = form in (Form.TILE_MAP, Form.MATRIX)
    return BuiltFigure(
        f"{form.value}_{place}", f"图{place}", f"{form.value} 的图", "亿元", form, names, codes,
        tuple(drawn), f"{form.value}：北京最大 <&>。", ("没有数据：西藏。",),
        classes=("<1", "1–10", ">10") if classed else (), axes=("卖方", "买方"),
    )  # fmt: skip


def figures() -> list[BuiltFigure]:
    """One of every form."""
    many = {Form.BARS_AND_LINE: 2, Form.LINES: 3, Form.MATRIX: 4}
    return [figure(form, place, many.get(form, 1)) for place, form in enumerate(Form, start=1)]


def small_book(lang: str = "zh", drawn: bool = True) -> Book:
    """The book.

    Args:
        lang: its language.
        drawn: with figures; drawing takes time.
    """
    table = grouped_table(lang)
    seen = table.cells[0][0]
    paragraph = Paragraph(
        "overview.value",
        (
            Span("成交额达到"),
            Span(seen.text, seen.key, seen.observation),
            Span("亿元 <&>（见"),
            Reference("table", "grouped", "表1"),
            *((Span("和"), Reference("figure", "bars_1", "图1")) if drawn else ()),
            Span("）。"),
        ),
    )
    text = Paragraph("overview.policy", (Span("政策 “#1” *强调*。"),), Source.EDITION)
    blocks = tuple(FigureBlock(each) for each in (figures() if drawn else ()))
    index = CellIndexBlock((("成交额", "合同总金额之和 <分>。", ("表1", "附表2")),))
    items = (("1月1日", Paragraph("e1", (Span("一件 <事>。"),), Source.EDITION)),)
    plain = (("", Paragraph("e2", (Span("没有标题。"),), Source.EDITION)),)
    parts = (
        Section(
            "overview", "第一部分", "总体 <情况>", (paragraph,),
            (
                Section(
                    "overview.basics", "一、", "基本情况", (text, TableBlock(table)),
                    (Section("overview.basics.more", "（一）", "更多", blocks),),
                ),
            ),
        ),
        Section(
            "annex", "", "附表",
            (TableBlock(wide_table()), TableBlock(named_table()), TableBlock(long_table()),
             TableBlock(empty_table())),
        ),
        Section("chronicle", "", "大事记", (ListBlock(items), ListBlock(plain, ordered=True))),
        Section("method", "", "说明", (text,)),
        Section("cells", "", "索引", (index,)),
    )  # fmt: skip
    return Book(
        "2013", 2013, lang, "年度报告 <2013> & 其他", "2013年数据", "某中心", "2014年", parts,
        Provenance((("snapshot", "a" * 64), ("previous", "b" * 64)), "2013-12-31", "0.1.0"),
    )  # fmt: skip


def cells_of(table: BuiltTable) -> Iterator[Cell]:
    """Every cell, row by row."""
    for row in table.cells:
        yield from row
