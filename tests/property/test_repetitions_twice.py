"""What stands twice in a file, counted by the database and by dictionaries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.checks.among_records import REPETITION_RULES, repetitions, repetitions_in_register
from techmarket.checks.rule_set import fields_of_kind
from techmarket.errors import TechmarketError
from techmarket.record.fields import FieldType
from techmarket.record.parquet import ARROW_TYPES

Rows = list[dict[str, object]]
READ = {
    kind: sorted({name for rule in REPETITION_RULES if rule.kind == kind for name in rule.reads})
    for kind in ("contract", "party")
}


def rows(kind: str) -> st.SearchStrategy[Rows]:
    """A few records with few different values, so that they repeat."""
    values: dict[FieldType, list[object]] = {
        FieldType.DATE: [None, date(2013, 9, 9), date(2013, 9, 10)],
        FieldType.MONEY: [None, 100, 101],
    }
    fields = fields_of_kind(kind)
    texts = ["600", "150", "甲", None]
    one = {n: st.sampled_from(values.get(fields[n].type, texts)) for n in READ[kind]}
    return st.lists(st.fixed_dictionaries(one), max_size=12)


def table(kind: str, records: Rows) -> pa.Table:
    """The records as columns of a register."""
    fields = fields_of_kind(kind)
    return pa.table(
        {
            name: pa.array([record[name] for record in records], ARROW_TYPES[fields[name].type])
            for name in READ[kind]
        }
    )


def plain(kind: str, records: Rows) -> list[tuple[str, tuple[object, ...], tuple[int, ...]]]:
    """The same by dictionaries."""
    found = []
    for rule in [one for one in REPETITION_RULES if one.kind == kind]:
        groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number, record in enumerate(records):
            if rule.but_not and record[rule.but_not[0]] == rule.but_not[1]:
                continue
            values = tuple(record[name] for name in rule.same)
            if None not in values:
                groups[values].append(number)
        for values, numbers in groups.items():
            several = {records[number][rule.differ] for number in numbers} if rule.differ else set()
            if len(several - {None}) > 1 or (not rule.differ and len(numbers) > 1):
                found.append((rule.id, values, tuple(numbers)))
    return found


@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["contract", "party"]))
def test_repetitions_are_found_as_dictionaries_find_them(data: st.DataObject, kind: str) -> None:
    records = data.draw(rows(kind))
    found = [(one.rule.id, one.values, one.rows) for one in repetitions(kind, table(kind, records))]
    assert found == plain(kind, records)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["contract", "party"]))
def test_what_the_register_holds_already_is_found_as_dictionaries_find_it(
    data: st.DataObject, kind: str
) -> None:
    """Groups of the file and the register together that have records of both."""
    file, register = data.draw(rows(kind)), data.draw(rows(kind))
    expected = []
    for id, values, numbers in plain(kind, file + register):
        own = tuple(n for n in numbers if n < len(file))
        there = tuple(n - len(file) for n in numbers if n >= len(file))
        if own and there:
            expected.append((id, values, own, there))
    found = repetitions_in_register(kind, table(kind, file), table(kind, register))
    assert [(one.rule.id, one.values, one.rows, one.register_rows) for one in found] == expected


def test_every_rule_can_be_broken_and_says_so_in_both_languages() -> None:
    parties: Rows = [
        {"party_id": "1", "name": "甲", "identifier": "A", "kind": "150", "region": "440300"},
        {"party_id": "2", "name": "乙", "identifier": "A", "kind": "160", "region": "440300"},
        {"party_id": "3", "name": "乙", "identifier": "B", "kind": "160", "region": "440300"},
        {"party_id": "3", "name": "丙", "identifier": None, "kind": "600", "region": "440300"},
        {"party_id": "4", "name": "丙", "identifier": None, "kind": "600", "region": "440300"},
    ]
    contracts: Rows = [dict.fromkeys(READ["contract"], "7") | {"value": 7}] * 2
    contracts = [one | {"signing_date": date(2013, 9, 9)} for one in contracts]
    contracts[1] |= {"seller_kind": "150", "buyer_kind": "160"}
    found = [*repetitions("contract", table("contract", contracts))]
    found += repetitions("party", table("party", parties))
    assert [(one.rule.id, one.rows) for one in found] == [
        ("contract.number_is_given_once", (0, 1)),
        ("contract.is_registered_once", (0, 1)),
        ("contract.seller_has_one_kind", (0, 1)),
        ("contract.buyer_has_one_kind", (0, 1)),
        ("party.number_is_given_once", (2, 3)),
        ("party.identifier_is_of_one_party", (0, 1)),
        ("party.has_one_name", (0, 1)),
        ("party.has_one_kind", (0, 1)),
        ("party.name_is_of_one_party", (1, 2)),
    ]
    assert {one.rule for one in found} == set(REPETITION_RULES)
    assert found[0].rule.words("zh") == "同一合同登记编号只出现一次。"
    assert found[0].rule.words("en") == "A registration number stands in the file once."


def test_a_rule_without_its_columns_is_left_out() -> None:
    some = pa.table({"registration_number": ["1", "1"], "value": [5, 5]})
    assert [one.rule.id for one in repetitions("contract", some)] == [
        "contract.number_is_given_once"
    ]


def test_a_kind_of_record_without_rules_about_files_is_refused() -> None:
    with pytest.raises(TechmarketError) as error:
        list(repetitions("survey", pa.table({})))
    assert str(error.value) == (
        "there are no rules for the records of kind “survey” of a file; choose contract or party."
    )
