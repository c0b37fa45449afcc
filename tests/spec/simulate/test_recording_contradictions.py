"""The recorded contradictions: the cells that are given up, and what is printed instead."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from techmarket.compare.contradictions import Kind, edition_file, load_contradictions
from techmarket.editions import Edition, load_edition
from techmarket.observations.observation import Dims, Key
from techmarket.published import Place
from techmarket.simulate import contradictions
from techmarket.simulate.contradictions import (
    Refuted,
    recorded_file,
    recorded_places,
    write_refuted,
)
from techmarket.simulate.our_figures import Exact, declared_cells, our_texts
from techmarket.simulate.settle import settled_counts, settled_values
from techmarket.simulate.system import System, system_of

CELL, OTHER = Place("附表2", "平均/技术开发", "2013年"), Place("附表3", "技术开发", "2013年")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition("2013")


@pytest.fixture(scope="module")
def system(edition: Edition) -> System:
    return system_of(edition)


@pytest.fixture(scope="module")
def settled(system: System, recorded: tuple[Place, ...]) -> dict[Key, int]:
    counts = settled_counts(system, recorded)
    return {**counts, **settled_values(system, recorded, counts)}


def test_what_is_written_is_what_the_comparison_reads(tmp_path: Path) -> None:
    """One line per cell: both figures, the reason, and the proof as JSON."""
    entry = Refuted(
        CELL,
        "2.64%",
        "2.63%",
        "…",
        "ratio",
        (OTHER,),
        {"附表3|技术开发|2013年|upper": Fraction(3, 2)},
    )
    write_refuted([entry], tmp_path / "contradictions.csv")
    (read,) = load_contradictions(tmp_path / "contradictions.csv")
    assert (read.place, read.printed, read.ours, read.reason) == (CELL, "2.64%", "2.63%", "…")
    assert (read.identity.kind, read.identity.cells) == (Kind.RATIO, (OTHER,))
    assert read.identity.multipliers == {"附表3|技术开发|2013年|upper": Fraction(3, 2)}
    assert [path.name for path in tmp_path.iterdir()] == ["contradictions.csv"]


def test_the_cells_that_a_register_need_not_have_are_the_recorded_ones(edition: Edition) -> None:
    """Simulation and comparison read the same file."""
    assert recorded_file(2013) == edition_file(2013)
    entries = load_contradictions(edition_file(2013))
    assert recorded_places(edition) == tuple(entry.place for entry in entries)


def test_an_edition_without_the_file_gives_nothing_up(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Then all that is printed must come out."""
    monkeypatch.setattr(contradictions, "recorded_file", lambda _: tmp_path / "none.csv")
    assert recorded_places(edition) == ()


def test_a_place_is_declared_with_its_unit_and_decimals(edition: Edition) -> None:
    """As the tables print it, sign of percent included."""
    cell = declared_cells(edition)[Place("附表2", "平均每份成交额/技术开发", "2013年/比上年增长")]
    assert (cell.unit, cell.decimals, cell.suffix) == ("%", 2, "%")


def figure(exact: Exact, measure: str, dims: Dims = (), base: Dims | None = None) -> Fraction:
    found = exact.figure(Key(measure, 2013, dims, base))
    assert found is not None
    return found


def test_exact_figures_follow_from_settled_totals_and_carried_figures(
    edition: Edition, system: System, settled: dict[Key, int]
) -> None:
    """Each derived measure by its definition."""
    exact = Exact(edition, system, settled)
    value, count = settled[Key("value", 2013)], settled[Key("contracts", 2013)]
    before = settled[Key("value", 2012)]
    beijing = (("seller_region", "110000"),)
    sold = settled[Key("value", 2013, beijing)]
    assert figure(exact, "value") == value
    assert figure(exact, "value.growth") == Fraction(value, before) - 1
    assert figure(exact, "mean_value") == Fraction(value, count)
    assert figure(exact, "value.to_gdp") == value / system.known[Key("gdp", 2013)]
    assert figure(exact, "value.share", beijing, ()) == Fraction(sold, value)
    assert figure(exact, "value.rank", beijing, (("seller_region", "group:province"),)) == 1
    assert figure(exact, "exchange.staff") == 1291
    kinds = {exchange.kind for exchange in edition.exchange_answers()}
    assert sum(figure(exact, "exchange.staff", (("institution_kind", k),)) for k in kinds) == 1291
    assert exact.figure(Key("sellers", 2013)) is None
    assert exact.figure(Key("value.growth", 2002)) is None
    assert (
        exact.figure(Key("value.rank", 2002, beijing, (("seller_region", "group:east"),))) is None
    )


def test_the_recorded_figures_are_those_of_the_settled_totals(
    edition: Edition, system: System, settled: dict[Key, int]
) -> None:
    """Whatever is drawn, the totals are the same, so the figures can be recorded before."""
    texts = our_texts(edition, system, settled)
    for entry in load_contradictions(edition_file(2013)):
        assert texts[entry.place] == entry.ours
