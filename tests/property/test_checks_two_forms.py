"""The plain and the vectorised form of every rule say the same of invented records."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.checks.batches import check_batches
from techmarket.checks.example_records import EXAMPLE_RECORDS, example
from techmarket.checks.one_record import check_record
from techmarket.checks.outcome import Outcome
from techmarket.checks.rule_set import KINDS, fields_of_kind, rules_of
from techmarket.codes import code_list
from techmarket.record.fields import Field, FieldType
from techmarket.record.parquet import ARROW_TYPES

MOST = 2**62
LETTERS = st.sampled_from("0123456789AXabxTest测试公司（）()（Ａ１ \t\n\u3000\u200b\x00-.*?ſ😀")
TEXTS = st.text(LETTERS, max_size=24)
DATES = st.dates() | st.dates(date(1999, 1, 1), date(2027, 12, 31)) | st.just(date(2026, 1, 23))
DAYS = st.none() | DATES


def values(kind: str, field: Field) -> st.SearchStrategy[object]:
    """Values of the field's type, likely and unlikely ones, and those of all examples."""
    from_examples = [
        changes[field.name]
        for rule in rules_of(kind)
        for changes in (rule.failing, rule.passing, EXAMPLE_RECORDS[rule.base])
        if changes.get(field.name) is not None
    ]
    of_type: st.SearchStrategy[object]
    match field.type:
        case FieldType.DATE:
            of_type = DATES
        case FieldType.MONEY | FieldType.INTEGER:
            of_type = st.integers(-5, 20) | st.integers(-MOST, MOST)
        case FieldType.BOOLEAN:
            of_type = st.booleans()
        case FieldType.CODE:
            known = [row.code for row in code_list(field.code_list).codes()]
            of_type = st.sampled_from(known) | TEXTS
        case _:
            of_type = TEXTS
    return st.none() | of_type | (st.sampled_from(from_examples) if from_examples else st.none())


def records(kind: str) -> st.SearchStrategy[list[dict[str, object]]]:
    """A few records, each a base record or an example in which some fields are changed."""
    fields = fields_of_kind(kind)
    starts = [
        example(rule.base, changes)
        for rule in rules_of(kind)
        for changes in (rule.failing, rule.passing)
    ]
    changes = st.dictionaries(st.sampled_from(sorted(fields)), st.none(), max_size=6).flatmap(
        lambda names: st.fixed_dictionaries({n: values(kind, fields[n]) for n in names})
    )
    one = st.builds(lambda start, change: {**start, **change}, st.sampled_from(starts), changes)
    return st.lists(one, min_size=1, max_size=6)


def batch(kind: str, rows: list[dict[str, object]], *, coded: bool) -> pa.RecordBatch:
    """The records as columns; codes as a register holds them, or as a CSV file does."""
    fields = fields_of_kind(kind)
    arrays = {
        name: pa.array(
            [row.get(name) for row in rows],
            pa.string() if field.type is FieldType.CODE and not coded else ARROW_TYPES[field.type],
        )
        for name, field in fields.items()
    }
    return pa.RecordBatch.from_pydict(arrays)


def assert_same(
    kind: str, rows: list[dict[str, object]], columns: pa.RecordBatch, on: date | None
) -> None:
    (checked,) = check_batches(kind, [columns], on)
    for place, row in enumerate(rows):
        plain = {one.rule.id: one.outcome for one in check_record(kind, row, on)}
        found = {
            rule.id: Outcome(checked.outcomes[number, place])
            for number, rule in enumerate(checked.rules)
        }
        assert found == plain


@pytest.mark.parametrize("kind", KINDS)
def test_both_forms_agree_on_every_example(kind: str) -> None:
    rows = [
        example(rule.base, changes)
        for rule in rules_of(kind)
        for changes in (rule.failing, rule.passing)
    ]
    for on in (None, date(2013, 9, 9), date(2026, 5, 18)):
        for coded in (True, False):
            assert_same(kind, rows, batch(kind, rows, coded=coded), on)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), coded=st.booleans(), on=DAYS)
def test_both_forms_agree_on_invented_contracts(
    data: st.DataObject, coded: bool, on: date | None
) -> None:
    rows = data.draw(records("contract"))
    assert_same("contract", rows, batch("contract", rows, coded=coded), on)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), coded=st.booleans(), on=DAYS)
def test_both_forms_agree_on_invented_parties(
    data: st.DataObject, coded: bool, on: date | None
) -> None:
    rows = data.draw(records("party"))
    assert_same("party", rows, batch("party", rows, coded=coded), on)


@pytest.mark.parametrize("kind", KINDS)
def test_both_forms_agree_where_there_are_no_columns_and_no_rows(kind: str) -> None:
    """A file may hold none of the fields; then what is required fails in every row."""
    without = pa.RecordBatch.from_pydict({"remark": pa.array(["x", "y"])})
    assert_same(kind, [{}, {}], without, date(2013, 9, 9))
    (checked,) = check_batches(kind, [batch(kind, [], coded=True)])
    assert checked.outcomes.shape == (len(rules_of(kind)), 0)


def test_a_slice_of_a_batch_is_checked_as_its_own_rows() -> None:
    """Arrow slices share the bytes of the whole; every row keeps its own verdict."""
    rows = [example("party", {"identifier": text}) for text in ("708461136", "708461137", None)]
    whole = batch("party", rows * 2, coded=True)
    assert_same("party", (rows * 2)[1:5], whole.slice(1, 4), date(2013, 9, 9))


def test_several_threads_say_the_same_in_the_same_order() -> None:
    """Batch by batch, with the numbers of their rows."""
    rows = [example("contract", rule.failing) for rule in rules_of("contract")]
    table = pa.Table.from_batches([batch("contract", rows, coded=False)])
    batches = table.to_batches(max_chunksize=7)
    alone = list(check_batches("contract", batches))
    together = list(check_batches("contract", batches, threads=3))
    assert [one.first_row for one in together] == [one.first_row for one in alone]
    assert all(
        (one.outcomes == other.outcomes).all() for one, other in zip(alone, together, strict=True)
    )
