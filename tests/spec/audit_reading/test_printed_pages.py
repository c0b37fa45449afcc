"""Pages of PDF files: tables between rules, paragraphs from lines, drawings."""

from __future__ import annotations

from pathlib import Path

import pytest

from techmarket.audit.reading.sources.blocks import Grid, Paragraph, Source
from techmarket.audit.reading.sources.print_file import print_source
from techmarket.fonts import FAMILY, typeface

ROWS = (
    ("北京", "甲公司", 62755, 2851.72),
    ("", "乙公司", 1402, 16.94),
    ("上海", "合计", 25952, 531.68),
)


def set_page(path: Path, body: str) -> Source:
    import typst

    source = path / "page.typ"
    source.write_text(f'#set text(font: "{FAMILY}", size: 9pt)\n{body}\n', encoding="utf-8")
    typst.compile(str(source), output=str(path / "page.pdf"), font_paths=[str(typeface().folder)])
    return print_source((path / "page.pdf").read_bytes(), "page.pdf")


def table(stripes: bool) -> str:
    """A table of three rules whose headings are broken over lines; two of them stand below one
    heading, and a label stands beside two rows."""
    fill = "fill: (x, y) => if x > 0 and y > 1 and calc.even(y) { luma(240) }," if stripes else ""
    rows = "".join(
        (f"table.cell(rowspan: 2, fill: white, [{place}]), " if name == "甲公司" else "")
        + (f"[{place}], " if name == "合计" else "")
        + f"[{name}], [{count}], [{value}], [1.5], "
        + ("table.hline(stroke: 0.4pt)," if name == "乙公司" else "")
        for place, name, count, value in ROWS
    )
    return (
        "表5　2013年合同（单位：项、亿元）\n\n"
        f"#table(columns: (2cm, 2cm, 1.2cm, 1.4cm, 1.4cm), stroke: none, {fill}\n"
        "table.hline(), table.cell(rowspan: 2)[地区], table.cell(rowspan: 2)[名称],"
        "table.cell(rowspan: 2)[成交技术合同项目数],"
        "table.cell(colspan: 2, align: center)[成交金额],"
        "table.hline(start: 3, end: 5, stroke: 0.5pt), [金额], [比上年增长],"
        f"table.hline(), {rows} table.hline())\n"
    )


@pytest.mark.parametrize("stripes", [True, False])
def test_a_table_between_rules(stripes: bool, tmp_path: Path) -> None:
    """A head cell reaches from rule to rule, with all its lines; a heading above a rule stands over
    the columns that it has the middle of; a label beside two rows stands in the first."""
    (grid,) = (b for b in set_page(tmp_path, table(stripes)).blocks if isinstance(b, Grid))
    assert grid.headed == 2
    assert grid.rows == (
        ("地区", "名称", "成交技术合同项目数", "成交金额", ""),
        ("", "", "", "金额", "比上年增长"),
        ("北京", "甲公司", "62755", "2851.72", "1.5"),
        ("", "乙公司", "1402", "16.94", "1.5"),
        ("上海", "合计", "25952", "531.68", "1.5"),
    )


def test_labels_of_several_lines(tmp_path: Path) -> None:
    """Lines of a label belong to the row whose number they stand beside."""
    body = (
        "#set par(leading: 0.35em)\n#table(columns: (2.2cm, 2cm), stroke: none, align: horizon,"
        "table.hline(), [Field], [Value], table.hline(), "
        "[Biology, medicine and medical devices], [396.37],"
        "[New energy], [735.88], [Nuclear applications and others], [16.94], table.hline())"
    )
    (grid,) = (b for b in set_page(tmp_path, body).blocks if isinstance(b, Grid))
    assert grid.rows == (
        ("Field", "Value"),
        ("Biology, medicine and medical devices", "396.37"),
        ("New energy", "735.88"),
        ("Nuclear applications and others", "16.94"),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "2013年全国技术合同成交额达到7469.13亿元，比上年增长16.03%，占全国的比重达到45.75%。",
        "In 2013 the value of technology contracts reached 746.913 billion yuan, up 16.03%. ",
    ],
)
def test_paragraphs_are_put_together(sentence: str, tmp_path: Path) -> None:
    """Lines of one paragraph are one text, as long as they fill the page, also over its end."""
    text = (sentence * 40).strip()
    body = f"#set page(height: 8cm)\n#set par(justify: true)\n{text.replace('%', chr(37))}\n\nEnd"
    blocks = set_page(tmp_path, body).blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "".join(texts[0].split()) == "".join(text.split())
    assert texts[-1] == "End"
    assert len(texts) == 2


def test_labels_of_a_drawing(tmp_path: Path) -> None:
    """Numbers beside bars above the title of a figure are no table; the page says so."""
    bars = "".join(
        f"#place(dx: {at * 2}cm, rect(width: 1cm, height: {at + 1}cm, fill: blue))"
        f"#place(dx: {at * 2}cm, dy: {at}cm)[{at * 111 + 1}.{at}2]"
        for at in range(4)
    )
    source = set_page(tmp_path, f"#block(height: 5cm)[{bars}]\n图3　2013年成交额（单位：亿元）")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [
        "图3 2013年成交额（单位：亿元）"
    ]
    assert source.troubles == (("p. 1", "图3"),)
