"""Errors planted into a whole register that only the whole shows: all are found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from golden_line import GoldenBuild
from techmarket.checks.among_records import REPETITION_RULES, repetitions
from techmarket.checks.batch_rule import BatchFinding
from techmarket.checks.batch_rules import BATCH_RULES, judge_batch

YEAR = 2013


def contracts(folder: Path) -> pa.Table:
    return pq.read_table(folder / "contracts").unify_dictionaries().combine_chunks()


@pytest.fixture(scope="module")
def register(golden_build: GoldenBuild) -> pa.Table:
    return contracts(golden_build.register(YEAR))


@pytest.fixture(scope="module")
def year_before(golden_build: GoldenBuild) -> pa.Table:
    return contracts(golden_build.register(YEAR - 1))


def changed(table: pa.Table, column: str, rows: np.ndarray, values: list[object]) -> pa.Table:
    """The table with other values in some rows of a column."""
    place = table.schema.get_field_index(column)
    kind = table.schema.field(column).type
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    array = table[column].combine_chunks().cast(plain)
    mask = np.zeros(table.num_rows, dtype=np.bool_)
    mask[rows] = True
    array = pc.replace_with_mask(array, pa.array(mask), pa.array(values, plain))
    return table.set_column(place, table.schema.field(column), array.cast(kind))


def found(id: str, table: pa.Table, before: pa.Table | None) -> tuple[BatchFinding, ...]:
    (verdict,) = judge_batch(table, before, [one for one in BATCH_RULES if one.id == id])
    assert verdict.applies
    return verdict.findings


def of(table: pa.Table, column: str, key: str) -> np.ndarray:
    """The rows that hold the key."""
    return np.flatnonzero(np.array(table[column].to_pylist(), dtype=object) == key)


def some_key(table: pa.Table, column: str, least: int, place: int) -> str:
    """A key with at least so many rows, the same one each time."""
    counts = {str(one["values"]): one["counts"] for one in table[column].value_counts().to_pylist()}
    return [key for key in sorted(counts) if counts[key] >= least][place]


@pytest.mark.parametrize("column", ["registration_agency", "registrar", "seller_id"])
@pytest.mark.parametrize(
    ("id", "scale"),
    [
        ("contract.values_are_not_in_ten_thousands", lambda value: max(value // 10_000, 1)),
        ("contract.values_are_not_multiplied", lambda value: value * 10_000),
    ],
)
def test_amounts_in_another_unit_are_found_whoever_entered_them(
    register: pa.Table, column: str, id: str, scale: Callable[[int], int]
) -> None:
    """An agency, a registrar or a seller with 30 contracts or more; every contract is named."""
    key = some_key(register, column, 30, 3)
    rows = of(register, column, key)
    values = [scale(value) for value in register["value"].take(rows).to_pylist()]
    table = changed(register, "value", rows, values)
    told = {row for one in found(id, table, register) for row in one.rows.tolist()}
    assert set(rows.tolist()) - told == set()


def test_amounts_like_no_other_are_found(register: pa.Table) -> None:
    """Beyond any contract there is."""
    rows = np.arange(100, register.num_rows, register.num_rows // 50)
    table = changed(register, "value", rows, [10**18] * len(rows))
    findings = found("contract.value_is_like_others_of_its_type_and_field", table, None)
    told = {row for one in findings for row in one.rows.tolist()}
    assert told == set(rows.tolist())


def test_a_whole_file_in_another_unit_is_found(register: pa.Table) -> None:
    """Then nothing is left to compare with but the middle value."""
    every = np.arange(register.num_rows)
    values = [max(value // 10_000, 1) for value in register["value"].to_pylist()]
    table = changed(register, "value", every, values)
    assert len(found("contract.middle_value_is_likely", table, None)) == 1
    assert found("contract.middle_value_is_likely", register, None) == ()


def test_defaults_left_in_are_found(register: pa.Table) -> None:
    """An agency fills in fifty contracts by a script; the same agency for each field."""
    agency = some_key(register, "registration_agency", 500, 2)
    rows = of(register, "registration_agency", agency)[:50]
    table = register
    for column, value in (("plan_source", "9"), ("ip_type", "9"), ("is_related_party", False)):
        table = changed(table, column, rows, [value] * len(rows))
    table = changed(table, "technical_value", rows, table["value"].take(rows).to_pylist())
    table = changed(table, "end_date", rows, [date(2014, 12, 31)] * len(rows))
    (all_defaults,) = found("contract.agency_does_not_leave_all_defaults", table, None)
    assert all_defaults.group == {"registration_agency": agency}
    assert set(rows.tolist()) <= set(all_defaults.rows.tolist())
    groups = [one.group for one in found("contract.agency_does_not_leave_a_default", table, None)]
    assert {"registration_agency": agency, "field": "end_date"} in groups


@pytest.mark.parametrize(
    ("id", "column"),
    [
        ("contract.seller_does_not_vanish", "seller_id"),
        ("contract.buyer_does_not_vanish", "buyer_id"),
        ("contract.agency_does_not_vanish", "registration_agency"),
    ],
)
def test_who_vanishes_is_found(register: pa.Table, id: str, column: str) -> None:
    """Against itself, nothing vanishes; then one who had many contracts is taken out."""
    assert found(id, register, register) == ()
    key = some_key(register, column, 25, 1)
    rest = register.filter(pa.array(np.array(register[column].to_pylist()) != key))
    assert [one.group for one in found(id, rest, register)] == [{column: key}]


@pytest.mark.parametrize(
    "column", ["registration_agency", "registration_region", "seller_region", "buyer_region"]
)
def test_jumps_are_found(register: pa.Table, column: str) -> None:
    """Of the largest place two contracts in three are left out, or all amounts tripled."""
    digits = 6 if column == "registration_agency" else 2
    keys = np.array([str(key)[:digits] for key in register[column].to_pylist()])
    names, counts = np.unique(keys, return_counts=True)
    key = str(names[counts.argmax()])
    rows = np.flatnonzero(keys == key)
    fewer = np.ones(register.num_rows, dtype=np.bool_)
    fewer[rows[rows % 3 > 0]] = False
    told = found(f"contract.contracts_by_{column}_does_not_jump", register.filter(fewer), register)
    assert {column: key} in [one.group for one in told]
    values = [3 * value for value in register["value"].take(rows).to_pylist()]
    table = changed(register, "value", rows, values)
    told = found(f"contract.value_by_{column}_does_not_jump", table, register)
    assert {column: key} in [one.group for one in told]
    assert found(f"contract.contracts_by_{column}_does_not_jump", register, register) == ()


def test_what_is_entered_again_is_found(golden_build: GoldenBuild, register: pa.Table) -> None:
    """Every rule about repetition, planted once each, of contracts and of parties."""
    parties = pq.read_table(golden_build.register(YEAR) / "parties.parquet").unify_dictionaries()
    told = {
        "contract": {one.rule.id for one in repetitions("contract", register)},
        "party": {one.rule.id for one in repetitions("party", parties)},
    }
    again = register.slice(5, 1)
    for column in ("seller_kind", "buyer_kind"):
        other = "700" if str(again[column][0]) != "700" else "150"
        again = changed(again, column, np.array([0]), [other])
    more = pa.concat_tables([register, again])
    row = int(np.flatnonzero(np.asarray(parties["identifier"].is_valid()))[0])
    party = parties.slice(row, 1)
    renumbered = changed(party, "party_id", np.array([0]), ["P999999999999"])
    renamed = changed(renumbered, "name", np.array([0]), ["另名"])
    renamed = changed(renamed, "kind", np.array([0]), ["700"])
    more_parties = pa.concat_tables([parties, party, renumbered, renamed])
    found_now = {one.rule.id for one in repetitions("contract", more)}
    found_now |= {one.rule.id for one in repetitions("party", more_parties)}
    assert found_now == {rule.id for rule in REPETITION_RULES}
    assert told["contract"] == set()


def test_few_are_suspected_in_a_lawful_register(register: pa.Table, year_before: pa.Table) -> None:
    """All these rules are soft, and still they do not cry wolf: not one contract in 200 is said to
    be in another unit, no agency is called lazy."""
    for verdict in judge_batch(register, year_before):
        rows = sum(len(one.rows) for one in verdict.findings)
        if "values_are_not" in verdict.rule.id or "value_is_like" in verdict.rule.id:
            assert rows * 200 <= register.num_rows, verdict.rule.id
        if "default" in verdict.rule.id:
            assert rows == 0, verdict.rule.id
