"""Simulation: a register as large as asked for."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import techmarket.cli.simulate as command
from golden_line import quiet
from small_margins import small_margins
from small_population import small_population, written
from techmarket.editions import load_edition
from techmarket.errors import TechmarketError
from techmarket.record.parquet import contracts_schema, parties_schema
from techmarket.simulate import register_files
from techmarket.simulate.population import Population
from techmarket.simulate.register_copies import refuse_too_many_copies
from techmarket.simulate.register_files import write_register
from techmarket.snapshot import freeze

SIZE = 800
"""Contracts of the small population."""


def contents(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Another seed gives other contracts."""
    first = contents(written(tmp_path / "1", 2_000))
    small_population.cache_clear()
    assert contents(written(tmp_path / "2", 2_000)) == first
    other = contents(written(tmp_path / "3", 2_000, seed=2))
    assert other["contracts/contracts.parquet"] != first["contracts/contracts.parquet"]


def test_a_register_has_four_kinds_of_files(tmp_path: Path) -> None:
    """And `register.json` says what it is."""
    folder = written(tmp_path / "register", SIZE)
    assert list(contents(folder)) == [
        "answers.parquet",
        "contracts/contracts.parquet",
        "parties.parquet",
        "register.json",
    ]
    assert json.loads((folder / "register.json").read_text(encoding="utf-8")) == {
        "schema": "techmarket.register",
        "schema_version": 1,
        "year": 2013,
        "contracts": SIZE,
        "source": "simulated from published figures; parties, projects and details are invented",
    }


def test_the_columns_are_the_declared_fields(tmp_path: Path) -> None:
    """All of them, in their order and of their types."""
    folder = written(tmp_path / "register", 10)
    for file, schema in (
        ("contracts/contracts.parquet", contracts_schema()),
        ("parties.parquet", parties_schema()),
    ):
        there = pq.read_schema(folder / file)
        assert there.names == schema.names
        assert there.types == schema.types


@pytest.mark.parametrize("contracts", [1, 250, SIZE, SIZE + 1, 3 * SIZE + 100])
def test_a_register_has_as_many_contracts_as_asked_for(tmp_path: Path, contracts: int) -> None:
    """Registered in order within each copy, with numbers that are all different."""
    table = pq.read_table(written(tmp_path / "register", contracts) / "contracts")
    assert len(table) == contracts
    assert len(set(table["registration_number"].to_pylist())) == contracts
    days = table["registration_date"].to_pylist()
    for begin in range(0, contracts, SIZE):
        assert days[begin : begin + SIZE] == sorted(days[begin : begin + SIZE])


def test_copies_have_the_same_attributes_and_other_parties(tmp_path: Path) -> None:
    """Only numbers, parties and what names them differ from copy to copy."""
    table = pq.read_table(written(tmp_path / "register", 2 * SIZE) / "contracts")
    first, second = table.slice(0, SIZE), table.slice(SIZE)
    differ = [name for name in table.column_names if not first[name].equals(second[name])]
    assert differ == ["registration_number", "seller_id", "buyer_id"]
    for side in ("seller_id", "buyer_id"):
        assert set(first[side].to_pylist()).isdisjoint(second[side].to_pylist())


def test_twice_the_contracts_have_twice_the_margins(tmp_path: Path) -> None:
    """Of counts, values and distinct sellers."""
    table = pq.read_table(written(tmp_path / "register", 2 * SIZE) / "contracts")
    assert sum(table["value"].to_pylist()) == 2 * int(small_population().drawn.value.sum())
    assert len(set(table["seller_id"].to_pylist())) == 2 * int(small_margins().sellers.sum())


def test_a_small_register_keeps_the_proportions(tmp_path: Path) -> None:
    """Half of the contracts have about half of each contract type."""
    half = pq.read_table(written(tmp_path / "half", SIZE // 2) / "contracts")
    whole = pq.read_table(written(tmp_path / "whole", SIZE) / "contracts")
    few, many = (Counter(t["contract_type"].to_pylist()) for t in (half, whole))
    for kind, count in many.items():
        assert few[kind] == pytest.approx(count / 2, abs=0.25 * count + 5)


def test_a_simulated_register_can_be_frozen(tmp_path: Path) -> None:
    """It passes every check of the freeze."""
    folder = written(tmp_path / "register", SIZE + 50)
    cutoff = small_population().day[-1].astype("datetime64[D]").astype(object)
    manifest = freeze(folder, cutoff.replace(month=12, day=31), tmp_path / "snapshot")
    assert manifest.contracts == SIZE + 50


def test_answers_of_the_survey_are_those_of_the_edition(tmp_path: Path) -> None:
    """One row per institution and question, with the unit of the question."""
    exchanges = load_edition("2013").exchange_answers()
    write_register(small_population(), tmp_path / "register", 5, exchanges, quiet)
    rows = pq.read_table(tmp_path / "register" / "answers.parquet").to_pylist()
    assert len(rows) == sum(len(exchange.answers) for exchange in exchanges)
    assert {row["survey"] for row in rows} == {"exchange"}
    first = exchanges[0]
    assert {row["measure"]: row["value"] for row in rows if row["institution"] == first.name} == (
        dict(first.answers)
    )


def test_progress_is_told_in_contracts(tmp_path: Path) -> None:
    """The last report says that all are written."""
    told: list[tuple[str, int, int]] = []
    write_register(
        small_population(), tmp_path / "register", 2_000, (), lambda *step: told.append(step)
    )
    assert told == [("register of 2013", done, 2_000) for done in (800, 1_600, 2_000)]


def test_register_json_is_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that breaks before the end leaves no folder that looks whole."""

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(register_files, "_write_answers", broken)
    with pytest.raises(KeyboardInterrupt):
        written(tmp_path / "register", 10)
    assert not (tmp_path / "register" / "register.json").exists()


def test_more_copies_than_party_ids_can_count_are_refused() -> None:
    """A thousand copies of 294,929 contracts are enough for a hundred million."""
    refuse_too_many_copies(1_000, 294_929)
    with pytest.raises(TechmarketError) as caught:
        refuse_too_many_copies(1_001, 294_929)
    assert str(caught.value) == (
        "the parties of so many contracts cannot be numbered: 1,001 copies of the population are "
        "needed and a party id counts 1,000; ask for at most 294,929,000 contracts."
    )


def test_a_register_that_cannot_be_numbered_is_refused_before_it_is_written(tmp_path: Path) -> None:
    """Shanghai would register more than a serial number can count."""
    with pytest.raises(TechmarketError) as caught:
        written(tmp_path / "register", 10**8)
    assert str(caught.value).startswith("a register of 100,000,000 contracts cannot be numbered")
    assert contents(tmp_path / "register") == {}


@pytest.fixture
def small_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command draws the small margins for the edition of 2013, both years."""

    years = tuple(replace(small_margins(), year=year) for year in (2012, 2013))
    monkeypatch.setattr(command, "edition_margins", lambda _: years)


def simulate(out: Path) -> None:
    command.simulate(edition="2013", seed=1, out=out, contracts=100, progress=quiet)


@pytest.mark.usefixtures("small_edition")
def test_the_folder_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    """And nothing is left beside it."""
    simulate(tmp_path / "a" / "b" / "drawn")
    assert [p.name for p in (tmp_path / "a" / "b").iterdir()] == ["drawn"]
    assert (tmp_path / "a" / "b" / "drawn" / "2013" / "register.json").is_file()


@pytest.mark.usefixtures("small_edition")
@pytest.mark.parametrize("there", ["folder", "file", "dangling link"])
def test_what_is_there_already_is_never_replaced(tmp_path: Path, there: str) -> None:
    """Neither an empty folder nor a file nor a link."""
    out = tmp_path / "drawn"
    if there == "folder":
        out.mkdir()
    elif there == "file":
        out.write_text("letter")
    else:
        out.symlink_to(tmp_path / "nowhere")
    with pytest.raises(TechmarketError) as caught:
        simulate(out)
    assert str(caught.value) == (
        f"the folder to write exists already ({out}); remove it or name another folder."
    )
    assert [p.name for p in tmp_path.iterdir()] == ["drawn"]


@pytest.mark.usefixtures("small_edition")
@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(28, "No space left on device"), ValueError("a defect")]
)
def test_a_broken_run_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Neither the folder nor those above it, even when one of both registers is whole already."""
    write = command.write_register

    def broken(population: Population, folder: Path, *more: object) -> None:
        write(population, folder, *more)  # type: ignore[arg-type]
        if population.year == 2013:
            (folder / "register.json").unlink()
            raise error

    monkeypatch.setattr(command, "write_register", broken)
    with pytest.raises(type(error)):
        simulate(tmp_path / "a" / "b" / "drawn")
    assert list(tmp_path.iterdir()) == []
