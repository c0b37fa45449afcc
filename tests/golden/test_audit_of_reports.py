"""The audit of whole reports: our own tables have no finding, a printed report has many.

The printed report's text stands beside the repository where it is at hand; without it those tests
are skipped. The published cells come with the package.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from golden_line import GoldenBuild
from techmarket.audit.identities import Claims, claims_of, rows_of_claims
from techmarket.audit.intervals import Reading as Digits
from techmarket.audit.judging import Verdict, judge, without
from techmarket.audit.reading import read_documents
from techmarket.audit.statement import PrintedNumber, Reading
from techmarket.consistency.conflicts import conflicts
from techmarket.consistency.equally_small import OtherRepairs
from techmarket.consistency.laid_out import lay_out

TEXT = Path(__file__).parents[3] / "shared" / "seed" / "annual-report-2014.txt"

needs_text = pytest.mark.skipif(
    not TEXT.is_file(), reason="the text of the report is not beside the repository"
)

CONTRACT_MEASURES = ("contracts", "value")
LARGEST_REPAIR = 40
"""What an earlier trial with another system of rows reached."""


@pytest.fixture(scope="module")
def ours(golden_build: GoldenBuild) -> Reading:
    names = sorted(golden_build.tables.glob("annex-*.csv"))
    names += sorted(golden_build.tables.glob("table-*.csv"))
    return read_documents(names)


def judged(numbers: tuple[PrintedNumber, ...]) -> Verdict:
    return judge(claims_of(numbers, (), 2013), Digits.HALF_OPEN)


def test_our_own_tables_have_no_finding(ours: Reading) -> None:
    """2,500 numbers that are rounded from one register agree with one another."""
    verdict = judged(ours.numbers)
    assert verdict.judged > 2000
    assert verdict.given_up == ()
    assert verdict.optimal


@pytest.mark.parametrize("place", [40, 700, 1500, 2200])
def test_a_planted_error_is_named(ours: Reading, place: int) -> None:
    """One number of the book with another first digit: it is the smallest repair, or one of
    several equally small ones."""
    numbers = list(ours.numbers)
    while numbers[place].measure not in CONTRACT_MEASURES or numbers[place].value < 100:
        place += 1
    wrong = numbers[place].value + 10 ** (len(str(int(numbers[place].value))) - 1)
    decimals = numbers[place].decimals
    text = f"{float(wrong):.{decimals}f}"
    numbers[place] = replace(numbers[place], text=text, value=wrong)
    verdict = judged(tuple(numbers))
    assert verdict.optimal
    (named,) = verdict.given_up
    (block,) = verdict.blocks
    instead = OtherRepairs(block.system, block.repair).instead(named, 20)
    assert (place,) in {(named,), *instead.sets}


@pytest.fixture(scope="module")
def contract_tables() -> Claims:
    """Levels, growth and shares of contracts in the tables of the printed report."""
    reading = read_documents([TEXT])
    numbers = tuple(
        number
        for number in reading.numbers
        if number.place.table
        and number.measure.partition(".")[0] in CONTRACT_MEASURES
        and not number.measure.endswith((".rank", ".to_gdp"))
    )
    return claims_of(numbers, (), 2013)


@pytest.fixture(scope="module")
def whichever_way(contract_tables: Claims) -> Verdict:
    """What must change whichever way halves were rounded."""
    return judge(contract_tables, Digits.CLOSED)


@needs_text
def test_the_contract_tables_of_a_printed_report(
    contract_tables: Claims, whichever_way: Verdict
) -> None:
    """Whichever way halves were rounded, at most 40 numbers must change, and fewer are proved
    impossible; all others have exact figures behind them, and none of the 40 is there in vain."""
    verdict = whichever_way
    assert len(contract_tables.numbers) > 1900
    assert verdict.bound == len(verdict.given_up)
    assert 0 < len(verdict.given_up) <= LARGEST_REPAIR
    assert verdict.unproved == 0
    system = lay_out(rows_of_claims(contract_tables, Digits.CLOSED))
    for place in verdict.given_up:
        others = [other for other in verdict.given_up if other != place]
        assert conflicts(system, others)


@needs_text
def test_if_halves_always_go_up(contract_tables: Claims, whichever_way: Verdict) -> None:
    """Then more must change; what is found beside the others leaves them as they are."""
    closed = whichever_way
    beside = judge(contract_tables, Digits.HALF_OPEN, beside=closed.given_up)
    strict = judge(contract_tables, Digits.HALF_OPEN)
    assert beside.optimal
    assert strict.optimal
    assert strict.unproved == 0
    assert not set(beside.given_up) & set(closed.given_up)
    assert len(closed.given_up) < len(strict.given_up)
    assert len(strict.given_up) <= len(closed.given_up) + len(beside.given_up)
    rows = without(
        rows_of_claims(contract_tables, Digits.HALF_OPEN), (*closed.given_up, *beside.given_up)
    )
    assert conflicts(lay_out(rows), ()) == []
