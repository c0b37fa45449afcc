"""The contradictions of the 2013 report, each proved by the report itself."""

from __future__ import annotations

import pytest

from techmarket.compare.certificate import flaw, leaning
from techmarket.compare.contradictions import Contradiction, edition_file, load_contradictions
from techmarket.consistency.program import nearest, program_of
from techmarket.editions import load_edition
from techmarket.published import load_published, packaged, read_number
from techmarket.simulate.constraints import Row
from techmarket.simulate.other_statements import evidence_rows
from techmarket.simulate.settle import settled_counts
from techmarket.simulate.system import TEXT, System, system_of

ENTRIES = load_contradictions(edition_file(2013))


@pytest.fixture(scope="module")
def system() -> System:
    return system_of(load_edition("2013"))


@pytest.fixture(scope="module")
def evidence() -> list[Row]:
    return evidence_rows(load_edition("2013"))


def test_how_many_cells_cannot_be_reproduced() -> None:
    """84 of 2,541 numbers: a change of this number is a change of the report or of the method."""
    assert len(ENTRIES) == 84


def test_every_row_of_evidence_has_its_own_name(evidence: list[Row]) -> None:
    """So that a certificate means one row."""
    assert len({row.name for row in evidence}) == len(evidence)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.place.words())
def test_every_contradiction_is_proved(entry: Contradiction, evidence: list[Row]) -> None:
    """The cell takes part in a falsehood over rows of cells that the entry names."""
    assert flaw(entry, evidence) is None


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.place.words())
def test_every_proof_names_all_that_it_takes_as_printed(
    entry: Contradiction, evidence: list[Row]
) -> None:
    """Also the numbers of contracts under a mean, and the ranks of others."""
    named = {entry.place, *entry.identity.cells}
    rows = {row.name: row for row in evidence}
    for name in entry.identity.multipliers:
        assert named >= set(rows[name].also)


def test_no_proof_rests_on_a_recorded_cell() -> None:
    """So each cell is refuted by reproduced cells alone: none of them could be kept."""
    assert leaning(ENTRIES) == {}


def test_no_proof_rests_on_the_running_text() -> None:
    """It is not among the tables, so nobody could look it up there."""
    for entry in ENTRIES:
        assert all(cell.table != TEXT for cell in entry.identity.cells)
        assert not any(name.startswith(TEXT) for name in entry.identity.multipliers)


def test_without_the_recorded_cells_the_report_agrees_with_itself(
    system: System, evidence: list[Row]
) -> None:
    """Counts as whole numbers, then values, then all evidence together."""
    recorded = [entry.place for entry in ENTRIES]
    counts = settled_counts(system, recorded)
    values = program_of(system.value_rows(counts))
    assert nearest(values, recorded, system.estimate, lambda _: 0.0) is not None
    usable = [row for row in evidence if set(recorded).isdisjoint({row.place, *row.also})]
    all_ = program_of([row for row in usable if row.place is not None or len(row.terms) > 1])
    assert nearest(all_, [], lambda _: 0.0, lambda _: 0.0) is not None


def test_the_recorded_figures_are_printed_and_not_ours() -> None:
    """Number for number."""
    printed = {cell.place: cell for cell in load_published(packaged(2013))}
    for entry in ENTRIES:
        assert printed[entry.place].text == entry.printed
        assert read_number(entry.ours) not in (None, printed[entry.place].number)


def test_every_reason_is_one_sentence() -> None:
    """In plain English."""
    for entry in ENTRIES:
        assert entry.reason.endswith(".")
        assert ". " not in entry.reason
