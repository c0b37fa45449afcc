"""What a finding says: the place, what the other figures leave, a likely cause and a repair."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from printed_reports import printed, report, reprinted
from techmarket.audit.audit import audit, own_book
from techmarket.audit.causes import one_slip
from techmarket.audit.finding_files import audit_json, write_workbook
from techmarket.audit.finding_text import audit_text
from techmarket.audit.findings import Audit, Cause, Finding, Severity
from techmarket.audit.report_page import audit_page
from techmarket.audit.statement import (
    Caption,
    Doubt,
    DoubtKind,
    Enumeration,
    Mention,
    Place,
    PrintedNumber,
    ReadCell,
    Reading,
    ReadTable,
)
from techmarket.audit.wording import range_words
from techmarket.consistency.conflicts import UndecidedError
from techmarket.observations.observation import (
    Key,
    Observation,
    Origin,
    Status,
    dims_of,
)

LEVELS = {
    "1": (1_000, 250_000_000_000, 900, 200_000_000_000),
    "2": (200, 90_123_456_789, 250, 80_000_000_000),
    "3": (3_000, 12_345_678_901, 2_500, 23_456_789_012),
    "4": (5_432, 456_789_012_345, 5_000, 400_000_000_000),
}
TYPE_1 = dims_of({"contract_type": "1"})


def read(*numbers: PrintedNumber) -> Reading:
    return Reading(numbers, (), (), (), year=2013)


def audited(*numbers: PrintedNumber, lang: str = "en") -> Audit:
    return audit(read(*numbers), ("report.txt",), lang)


def only(result: Audit) -> Finding:
    (finding,) = result.findings
    return finding


def test_a_wrong_digit_is_named_with_its_repair() -> None:
    """Of a whole report one digit is changed: the finding names the cell, the interval that all
    other figures leave, the gap, and a repaired figure with which nothing contradicts."""
    numbers = report(LEVELS)
    assert numbers[10].text == "25.00"
    numbers[10] = reprinted(numbers[10], "35.00")
    finding = only(audited(*numbers))
    (mark,) = finding.marks
    assert (finding.severity, finding.cause) == (Severity.IMPOSSIBLE, Cause.DIGIT)
    assert mark.number is numbers[10] or mark.number == numbers[10]
    assert mark.low is not None
    assert mark.high is not None
    assert mark.low <= 25 <= mark.high
    assert mark.gap > Fraction(99, 10)
    assert mark.instead == ()
    numbers[10] = reprinted(numbers[10], mark.repaired)
    assert audited(*numbers).findings == ()


def test_two_prints_of_one_figure_are_equally_likely_to_be_wrong() -> None:
    """Where either can change, the finding names the one and tells of the other."""
    one = printed("3039.01", "亿元", "value")
    two = printed("3054.00", "亿元", "value", table="表2")
    (mark,) = only(audited(one, two)).marks
    assert {mark.number.text, *(n.text for group in mark.instead for n in group)} == {
        "3039.01",
        "3054.00",
    }


def test_only_the_last_digit() -> None:
    """One unit of the last digit is a finding of its own severity."""
    one = printed("3039.02", "亿元", "value")
    finding = only(audited(one, printed("3039.00", "亿元", "value", table="表2")))
    assert (finding.severity, finding.cause) == (Severity.LAST_DIGIT, Cause.LAST_DIGIT)


def test_impossible_unless_truncated() -> None:
    """722.718 亿元 is printed as 722.71: cut off, not rounded."""
    exact = printed("7227180", "万元", "value")
    finding = only(audited(exact, printed("722.71", "亿元", "value", table="表2")))
    assert (finding.severity, finding.cause) == (Severity.UNLESS_TRUNCATED, Cause.TRUNCATED)


def test_a_growth_of_the_wrong_sign() -> None:
    """10 after 12.50 is a decrease."""
    levels = (printed("10.00", "亿元", "value"), printed("12.50", "亿元", "value", period=2012))
    finding = only(audited(*levels, printed("20.00", "%", "value.growth")))
    assert finding.cause is Cause.SIGN


def test_decimals_lost() -> None:
    """901.37 printed as 901.00."""
    exact = printed("901.37", "亿元", "value")
    finding = only(audited(exact, printed("901.00", "亿元", "value", table="表2")))
    assert finding.cause is Cause.ROUNDED_EARLIER


def test_one_slip_of_the_hand() -> None:
    """A digit changed, two changed places, one left out or doubled, the point moved."""
    slips = set(one_slip("123"))
    assert {Fraction(n) for n in ("923", "213", "12", "1123", "12.3", "1230")} <= slips
    assert Fraction("456") not in slips


def test_numbers_of_one_cause_are_one_finding() -> None:
    """A column of three growth rates from another year is one finding with three marks."""
    numbers = []
    for code, value in (("1", "10.00"), ("2", "20.00"), ("3", "30.00")):
        dims = dims_of({"contract_type": code})
        numbers += [
            printed(value, "亿元", "value", dims),
            printed("8.00", "亿元", "value", dims, period=2012),
            printed("5.00", "亿元", "value", dims, period=2011),
            printed(f"{(Fraction(value) / 5 - 1) * 100}.00", "%", "value.growth", dims),
        ]
    finding = only(audited(*numbers))
    assert finding.cause is Cause.OTHER_BASE
    assert len(finding.marks) == 3


def test_captions_lists_and_references() -> None:
    """Two tables with one number, a number left out, a table that does not exist, and a count
    beside a list of another length."""
    place = Place("report.txt", line=5)
    captions = (
        Caption(place, "table", "表1", "甲"),
        Caption(place, "table", "表1", "乙"),
        Caption(place, "table", "表3", "丙"),
    )
    members = (dims_of({"seller_region": "110000"}), dims_of({"seller_region": "310000"}))
    reading = Reading(
        (),
        (),
        (),
        captions,
        (Mention(place, "表9"),),
        (Enumeration(place, "北京、上海等3个省市", members, "", 2013, False, count=3),),
        2013,
    )
    found = audit(reading, ("report.txt",), "en").findings
    assert [finding.holds for finding in found] == [
        "2 are listed and not 3.",
        "the number “表1” stands already over “甲” (line 5).",
        "no 表2 follows 表1.",
        "there is no “表9”.",
    ]


def test_two_tables_told_apart_by_a_letter_are_a_series() -> None:
    """表12, 表13a, 表13b and 表14 leave no number out."""
    place = Place("report.txt", line=5)
    captions = tuple(
        Caption(place, "table", number, number) for number in ("表12", "表13a", "表13b", "表14")
    )
    assert audit(Reading((), (), (), captions, year=2013), ("report.txt",)).findings == ()


def test_against_our_observations() -> None:
    """Each printed number is held against the exact figure; what we do not have is not compared."""
    ours = [
        Observation(Key("value", 2013), 1_000_500_000_000, "分", Status.NORMAL, Origin.COMPUTED),
        Observation(Key("contracts", 2013), 7, "项", Status.NORMAL, Origin.COMPUTED),
    ]
    numbers = (
        printed("100.05", "亿元", "value"),
        printed("8", "项", "contracts"),
        printed("5", "个", "sellers"),
    )
    result = audit(read(*numbers), ("report.txt",), "en", ours)
    assert result.compared == 2
    finding = only(result)
    assert finding.cause is Cause.NOT_OURS
    assert finding.holds == "the data it was compared with say 7 项 (1 away)."


def test_an_empty_book_has_no_finding() -> None:
    """What is released passes its own audit."""
    assert own_book((), 2013) == ()


@pytest.fixture(scope="module")
def result() -> tuple[Audit, Reading]:
    """A report with one wrong cell, a doubt and a label that means no good."""
    numbers = report(LEVELS)
    numbers[10] = reprinted(numbers[10], "35.00")
    bad = numbers[10]
    cell = ReadCell(bad.place, ("=1+1<b>",), ("金额",), bad.text, 2013, "亿元", bad)
    numbers[10] = replace(bad, row_path=("=1+1<b>",), column_path=("金额",))
    table = ReadTable(
        "表1", "表1", "按类型", "亿元", bad.place, ("",), (("=1+1<b>",),), (("金额",),), (cell,)
    )
    doubt = Doubt(Place("report.txt", line=3), "1O", "a letter", proposal="10")
    reading = Reading(tuple(numbers), (doubt,), (table,), (), year=2013)
    return audit(reading, ("report.txt",), "en"), reading


def test_the_text(result: tuple[Audit, Reading]) -> None:
    """Findings by severity, then what was not understood."""
    text = audit_text(result[0], "en")
    assert text.splitlines()[0].endswith("relations; 1 findings (Impossible 1).")
    proved = "fewer are proved impossible; the numbers kept can be true together, checked in exact"
    assert text.splitlines()[1:3] == [
        f"Smallest repair (whichever way halves are rounded): 1 numbers; {proved} fractions.",
        f"Smallest repair (if halves always go up): 1 numbers; {proved} fractions.",
    ]
    assert "- 表1, line 2: 35.00 — probably one wrong digit" in text
    assert "  line 3 “1O” → 10? a letter" in text
    assert "不可能 (1)" in audit_text(result[0], "zh")


def test_the_data(result: tuple[Audit, Reading]) -> None:
    """JSON has exact numbers as texts, places, and the proof."""
    data = json.loads(audit_json(result[0], "en"))
    (finding,) = data["findings"]
    assert finding["marks"][0]["text"] == "35.00"
    assert finding["marks"][0]["repaired"] == "25.00"
    assert [repair["optimal"] for repair in data["repairs"]] == [True, True]


def test_the_page(result: tuple[Audit, Reading]) -> None:
    """The excerpt of the table with the cell marked; every text is escaped; both languages."""
    for lang, word in (("en", "Impossible (1)"), ("zh", "不可能 (1)")):
        page = audit_page(*result, lang)
        assert word in page
        assert '<td class="bad"><mark>35.00</mark></td>' in page
        assert "=1+1&lt;b&gt;" in page
        assert "<b>" not in page.replace("<li><b>", "")
        assert "http" not in page


def test_the_workbook(result: tuple[Audit, Reading], tmp_path: Path) -> None:
    """One row per number; no text becomes a formula."""
    path = tmp_path / "audit.xlsx"
    write_workbook(result[0], path, "en")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    assert rows[0][0] == "Impossible"
    assert rows[0][3] == "35.00"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_impossible_only_if_halves_always_go_up() -> None:
    """801 after 800 is a growth of just 0.125 %: printed as 0.12 it was rounded to the even digit,
    which is a weaker finding of its own and not among what must change in any case."""
    numbers = (
        printed("801", "项", "contracts"),
        printed("800", "项", "contracts", period=2012),
        printed("0.12", "%", "contracts.growth"),
    )
    result = audited(*numbers)
    finding = only(result)
    assert (finding.severity, finding.cause) == (Severity.HALVES, Cause.HALVES)
    assert [(proof.size, proof.bound) for proof in result.proofs] == [(0, 0), (1, 1)]
    assert audited(*numbers[:2], printed("0.13", "%", "contracts.growth")).findings == ()


def test_ratios_to_a_base_that_was_revised() -> None:
    """Three years whose ratios all suppose a smaller product: one cause and no slip of digits."""
    numbers = []
    for year, ratio in ((2003, "0.93"), (2004, "0.98"), (2005, "0.95")):
        numbers += [
            printed("1000.00", "亿元", "value", period=year),
            printed("125000.00", "亿元", "gdp", period=year),
            printed(ratio, "%", "value.to_gdp", period=year),
        ]
    finding = only(audited(*numbers))
    assert finding.cause is Cause.BASE_REVISED
    assert len(finding.marks) == 3


def test_a_range_has_the_digits_that_matter() -> None:
    """One more than printed, and more only where it would not be told from what is printed."""
    one = printed("3039.01", "亿元", "value")
    (mark,) = only(audited(one, printed("3054.00", "亿元", "value", table="表2"))).marks
    far = replace(mark, low=Fraction("0.798588"), high=Fraction("0.798596"))
    far = replace(far, number=reprinted(far.number, "0.93"), gap=Fraction("0.12"))
    assert range_words(far, "en") == "0.798 to 0.799 亿元"
    near = replace(far, number=reprinted(far.number, "0.79"), low=Fraction("0.79501"))
    near = replace(near, gap=Fraction("0.00001"))
    assert range_words(near, "en") == "0.79501 to 0.7986 亿元"


def test_what_cannot_be_decided_is_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document read wrongly may leave the solver without an answer: its figures are listed as
    not judged, and the audit goes on."""

    def none(*_: object) -> None:
        raise UndecidedError("what must hold in any document contradicts itself", todo="report it")

    monkeypatch.setattr("techmarket.audit.judging.smallest", none)
    result = audited(printed("1", "项", "contracts"), printed("2", "项", "contracts", table="表2"))
    assert result.findings == ()
    assert [doubt.kind for doubt in result.doubts] == [DoubtKind.NOT_JUDGED] * 2
    assert result.doubts[0].why == (
        "the relations of the figures here could not be decided, perhaps because they were read "
        "wrongly; they are not judged"
    )
