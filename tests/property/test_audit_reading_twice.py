"""Reading against writing: tables and sentences that Hypothesis invents are written down by plain
code and must be read back as they were meant; numbers are read a second time by hand."""

from __future__ import annotations

import html
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.audit.reading import read_documents
from techmarket.audit.reading.numbers import figure
from techmarket.audit.statement import PrintedNumber, Reading
from techmarket.errors import TechmarketError

TYPES = {"技术开发": "1", "技术转让": "2", "技术咨询": "3", "技术服务": "4"}
FIELDS = {"电子信息技术": "01", "航空航天技术": "02", "现代交通": "10", "农业技术": "09"}
PROVINCES = {"北京": "110000", "内蒙古": "150000", "吉林": "220000", "陕西": "610000"}
LISTS = {
    "合同类别": ("contract_type", TYPES),
    "技术领域": ("technical_field", FIELDS),
    "卖方地区": ("seller_region", PROVINCES),
    "买方地区": ("buyer_region", PROVINCES),
}


def read(text: str, name: str) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return read_documents([path], "en")


def by_hand(text: str) -> tuple[Fraction, int] | None:
    """A number with whole groups of three digits, a sign and a point; nothing else."""
    body = text.strip()
    body = body[:-1] if body.endswith("%") else body
    unsigned = body[1:] if body[:1] in ("+", "-") else body
    whole, point, part = unsigned.partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and (
        not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])
    ):
        return None
    digits = "".join(groups)
    if not digits or not (digits + part).isascii() or not (digits + part).isdigit():
        return None
    if point and not part:
        return None
    try:
        value = Decimal(f"{digits}.{part or 0}")
    except InvalidOperation:
        return None
    return Fraction(-value if body.startswith("-") else value), len(part)


@given(st.text(alphabet="0123456789,.-+% ", max_size=12))
def test_a_number_is_read_as_by_hand(text: str) -> None:
    """The same texts are numbers, with the same value and decimals."""
    found = figure(text)
    assert (None if found is None else (found.value, found.decimals)) == by_hand(text)


amounts = st.integers(0, 10**8).map(lambda n: Fraction(n, 100))
counts = st.integers(0, 10**6)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, int, list[tuple[str, int, Fraction]]]:
    """A stub, a year, and rows of a label, a count and an amount."""
    stub = draw(st.sampled_from(sorted(LISTS)))
    labels = draw(st.lists(st.sampled_from(sorted(LISTS[stub][1])), min_size=2, unique=True))
    rows = [(label, draw(counts), draw(amounts)) for label in labels]
    return stub, draw(st.integers(1990, 2030)), rows


def spaced(label: str) -> str:
    return " ".join(label) if len(label) == 2 else label


def written(value: Fraction, separators: bool) -> str:
    return f"{Decimal(value.numerator) / value.denominator:{',' if separators else ''}.2f}"


def as_lines(
    stub: str, year: int, rows: list[tuple[str, int, Fraction]], separators: bool
) -> list[list[str]]:
    total = ("合计", sum(row[1] for row in rows), sum((row[2] for row in rows), Fraction(0)))
    return [
        [stub, "合同数", "成交金额"],
        *([spaced(label), str(count), written(amount, separators)]
          for label, count, amount in [*rows, total]),
    ]  # fmt: skip


def as_text(title: str, lines: list[list[str]]) -> str:
    return "\n".join([title, "", *("\t".join(line) for line in lines)])


def as_strokes(title: str, lines: list[list[str]]) -> str:
    return "\n".join([title, "", *(f"| {' | '.join(line)} |" for line in lines)])


def as_page(title: str, lines: list[list[str]]) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>"
        for line in lines
    )
    return f"<!doctype html><meta charset='utf-8'><p>{title}</p><table>{rows}</table>"


FORMS = {"report.txt": as_text, "report.md": as_strokes, "report.html": as_page}


def meaning(number: PrintedNumber) -> tuple[str, int | None, tuple[tuple[str, str], ...], Fraction]:
    return number.measure, number.period, number.dims, number.base_value


@settings(deadline=None, max_examples=60)
@given(tables(), st.sampled_from(sorted(FORMS)), st.booleans(), st.sampled_from(["亿元", "万元"]))
def test_a_table_is_read_back_as_it_was_meant(
    table: tuple[str, int, list[tuple[str, int, Fraction]]],
    name: str,
    separators: bool,
    unit: str,
) -> None:
    """Whatever the list, the year, the form of file, the separators and the unit."""
    stub, year, rows = table
    dimension, codes = LISTS[stub]
    title = f"附表3 {year}年技术合同构成（单位：项、{unit}）"
    reading = read(FORMS[name](title, as_lines(stub, year, rows, separators)), name)
    scale = 10**10 if unit == "亿元" else 10**6
    expected = []
    for label, count, amount in rows:
        place = ((dimension, codes[label]),)
        expected += [
            ("contracts", year, place, Fraction(count)),
            ("value", year, place, amount * scale),
        ]
    expected += [
        ("contracts", year, (), Fraction(sum(row[1] for row in rows))),
        ("value", year, (), sum((row[2] for row in rows), Fraction(0)) * scale),
    ]
    assert [meaning(number) for number in reading.numbers] == expected
    assert reading.doubts == ()


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(TYPES)),
    st.integers(1990, 2030),
    counts,
    amounts,
    st.integers(1, 9999),
    st.sampled_from([("增长", 1), ("下降", -1), ("提高", 1), ("减少", -1)]),
)
def test_a_sentence_is_read_back_as_it_was_meant(
    label: str, year: int, count: int, amount: Fraction, rate: int, change: tuple[str, int]
) -> None:
    """Count, growth, value, share: of the type, the year and with the sign that were written."""
    word, sign = change
    percent = Fraction(rate, 100)
    text = (
        f"{year}年，{label}合同成交{count}项，比上年{word}{written(percent, False)}%，"
        f"成交额{written(amount, False)}亿元，占全国技术合同成交额的{written(percent, False)}%。"
    )
    place = (("contract_type", TYPES[label]),)
    assert [meaning(number) for number in read(text, "report.txt").numbers] == [
        ("contracts", year, place, Fraction(count)),
        ("contracts.growth", year, place, sign * percent / 100),
        ("value", year, place, amount * 10**10),
        ("value.share", year, place, percent / 100),
    ]


@settings(deadline=None, max_examples=40)
@given(tables(), st.data())
def test_a_misread_digit_is_never_taken_for_a_number(
    table: tuple[str, int, list[tuple[str, int, Fraction]]], data: st.DataObject
) -> None:
    """One character of one amount is misread: that cell has no number, and the doubt about it
    proposes what was meant; all others are as before."""
    stub, year, rows = table
    lines = as_lines(stub, year, rows, False)
    at = data.draw(st.integers(1, len(rows)))
    meant = lines[at][2]
    places = [place for place, character in enumerate(meant) if character in "10."]
    place = data.draw(st.sampled_from(places))
    noise = {"1": "l", "0": "O", ".": "。"}[meant[place]]
    lines[at][2] = meant[:place] + noise + meant[place + 1 :]
    reading = read(as_text(f"附表3 {year}年构成（单位：项、亿元）", lines), "report.txt")
    read_texts = [number.text for number in reading.numbers]
    expected = [cell for line in lines[1:] for cell in line[1:]]
    expected.remove(lines[at][2])
    assert read_texts == expected
    assert [(doubt.text, doubt.proposal) for doubt in reading.doubts] == [(lines[at][2], meant)]


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_reading_or_a_sentence(data: bytes) -> None:
    """No file brings the reader down: it reads, or says in one sentence why not."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_bytes(data)
        with suppress(TechmarketError):
            read_documents([path])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "合计",
                    "北京",
                    "12",
                    "3.5",
                    "—",
                    "2013年",
                    "成交额",
                    "合同数",
                    "l2",
                    "x y",
                    "其中:",
                ]
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_any_grid_loses_no_value(rows: list[list[str]]) -> None:
    """Whatever the shape: each text that is a number is a number of the reading, or in a doubt, or
    a label or header that the reading shows."""
    text = "表1 2013年合同（单位：项、亿元）\n\n" + "\n".join("\t".join(row) for row in rows)
    try:
        reading = read(text, "report.txt")
    except TechmarketError:
        return
    shown = " ".join(
        [
            *(cell.text for table in reading.tables for cell in table.cells),
            *(doubt.text for doubt in reading.doubts),
            *("/".join(path) for table in reading.tables for path in (*table.rows, *table.columns)),
            *(label for table in reading.tables for label in table.stub),
        ]
    )
    if any("\t" in line for line in text.splitlines()) and reading.tables:
        for row in rows:
            if len(row) > 1:
                assert all(cell in shown for cell in row if cell in ("12", "3.5", "l2"))
