"""What is said of a published cell."""

from __future__ import annotations

import pytest

from techmarket.compare.contradictions import Contradiction, Identity, Kind
from techmarket.compare.figures import OurCell
from techmarket.compare.outcome import Outcome, compare_cells, judge
from techmarket.compare.symbols import is_sign, meanings
from techmarket.editions import load_edition
from techmarket.observations.observation import Origin
from techmarket.published import Place, PublishedCell

PLACE = Place("附表4", "合计", "成交金额/金额")


def printed(text: str, unit: str = "亿元", place: Place = PLACE) -> PublishedCell:
    return PublishedCell(place, 2013, unit, text, "annex-04.csv", 2)


def own(
    text: str,
    unit: str = "亿元",
    origin: Origin | None = Origin.COMPUTED,
    status: str = "normal",
    period: int = 2013,
    place: Place = PLACE,
) -> OurCell:
    return OurCell(place, period, unit, text, text, status, origin, "value:2013:")


def entry(printed: str, ours: str, place: Place = PLACE) -> Contradiction:
    return Contradiction(place, printed, ours, "The parts say so.", Identity(Kind.LINEAR, (), {}))


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("7469.13", "7469.13"),
        ("214.3", "214.30"),
        ("1,084.67", "1084.67"),
        ("2.64%", "2.64"),
        ("-2.97", "-2.97"),
        ("100", "100.00"),
    ],
)
def test_the_same_number_written_otherwise_is_reproduced(theirs: str, mine: str) -> None:
    """Thousands separators, final zeros and the percent sign are matters of writing."""
    assert judge(printed(theirs), own(mine)).outcome is Outcome.REPRODUCED


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [("7469.13", "7469.14"), ("7469.13", "7469.1"), ("2.97", "-2.97"), ("0.00", "0.01")],
)
def test_one_digit_is_a_difference(theirs: str, mine: str) -> None:
    """Nothing is near enough: the printed digit is the measure."""
    assert judge(printed(theirs), own(mine)).outcome is Outcome.DIFFERENT


@pytest.mark.parametrize(
    ("origin", "outcome"),
    [
        (Origin.COMPUTED, Outcome.REPRODUCED),
        (Origin.ANSWERED, Outcome.ANSWERED),
        (Origin.CARRIED, Outcome.CARRIED),
    ],
)
def test_equal_is_told_by_origin(origin: Origin, outcome: Outcome) -> None:
    """A figure that we were given is never called reproduced."""
    assert judge(printed("1.00"), own("1.00", origin=origin)).outcome is outcome


@pytest.mark.parametrize("origin", list(Origin))
def test_a_difference_is_a_difference_whatever_its_origin(origin: Origin) -> None:
    """Also a carried figure can be carried wrongly."""
    assert judge(printed("1.00"), own("1.01", origin=origin)).outcome is Outcome.DIFFERENT


@pytest.mark.parametrize(
    ("theirs", "mine", "outcome"),
    [
        ("—", "—", Outcome.REPRODUCED),
        ("-", "—", Outcome.REPRODUCED),
        ("--", "--", Outcome.REPRODUCED),
        ("--", "—", Outcome.DIFFERENT),
        ("", "", Outcome.REPRODUCED),
        ("", "—", Outcome.DIFFERENT),
        ("—", "0", Outcome.DIFFERENT),
        ("0", "—", Outcome.NOT_COMPUTABLE),
    ],
)
def test_signs_are_equal_when_they_mean_the_same(theirs: str, mine: str, outcome: Outcome) -> None:
    """`-` is `—` typed short; `--` says that there is no prior value, which is something else."""
    assert judge(printed(theirs, "项"), own(mine, "项")).outcome is outcome


def test_names_are_equal_letter_by_letter() -> None:
    """The unit of a name is a placeholder and not compared; digits in it are no number."""
    assert judge(printed("二十所", "-"), own("二十所", "")).outcome is Outcome.REPRODUCED
    assert judge(printed("二十所", "-"), own("20所", "")).outcome is Outcome.DIFFERENT
    assert judge(printed("020", "-"), own("20", "")).outcome is Outcome.DIFFERENT


def test_every_symbol_of_an_edition_is_a_sign() -> None:
    """What the edition prints for a status is known to stand for the lack of a value."""
    edition = load_edition("2013")
    symbols = [edition.symbols, *(entry.symbols for entry in edition.tables.values())]
    printed_for = {(text, status.value) for table in symbols for status, text in table.items()}
    assert {text for text, _ in printed_for if not is_sign(text)} == set()
    assert meanings().items() >= {(t, status) for t, status in printed_for if t}


def test_without_a_value_of_ours_a_figure_is_not_computable() -> None:
    """Our sign for a missing value beside a printed figure; or no such place in our table."""
    missing = judge(printed("3"), own("", status="missing"))
    assert (missing.outcome, missing.reason) == (
        Outcome.NOT_COMPUTABLE,
        "we have no value: missing",
    )
    absent = judge(printed("3"), None)
    assert (absent.outcome, absent.reason) == (
        Outcome.NOT_COMPUTABLE,
        "our table has no such cell",
    )
    assert missing.unexplained
    assert absent.unexplained


def test_the_same_digits_for_another_year_or_unit_are_different() -> None:
    """5 亿元 of 2012 is not 5 万元 of 2013."""
    year = judge(printed("5"), own("5", period=2012))
    assert (year.outcome, year.reason) == (
        Outcome.DIFFERENT,
        "our year is '2012', the printed one '2013'",
    )
    unit = judge(printed("5"), own("5", unit="万元"))
    assert (unit.outcome, unit.reason) == (
        Outcome.DIFFERENT,
        "our unit is '万元', the printed one '亿元'",
    )


def test_a_recorded_contradiction_explains_its_own_difference_only() -> None:
    """The entry gives the printed and our figure; when either has moved it explains nothing."""
    explained = judge(printed("1.00"), own("2.00"), entry("1.00", "2.00"))
    assert not explained.unexplained
    assert explained.reason == "The parts say so."
    moved = judge(printed("1.00"), own("3.00"), entry("1.00", "2.00"))
    assert moved.unexplained
    assert moved.reason == (
        "the figures are not the same; the recorded contradiction is of '1.00' and '2.00'"
    )


def test_an_entry_whose_cell_no_longer_differs_is_stale() -> None:
    """As is one of a cell that is not published. Both fail, or the list would only grow."""
    elsewhere = Place("附表4", "合计", "合同数/项数")
    for entries in ([entry("1.00", "2.00")], [entry("1.00", "2.00", elsewhere)]):
        found = compare_cells(2013, [printed("1.00")], {PLACE: own("1.00")}, entries)
        assert found.stale == tuple(entries)
        assert not found.passed
        assert found.unexplained == ()


def test_a_cell_that_nothing_is_published_for_fails() -> None:
    """A table with a row too many is not the published table."""
    extra = own("9", place=Place("附表4", "其他", "成交金额/金额"))
    found = compare_cells(2013, [printed("1.00")], {PLACE: own("1.00"), extra.place: extra})
    assert found.not_printed == (extra,)
    assert not found.passed


def test_all_equal_passes() -> None:
    """Nothing unexplained, nothing over, nothing stale."""
    assert compare_cells(2013, [printed("1.00")], {PLACE: own("1.00")}).passed
