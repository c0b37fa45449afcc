"""Linkage, once with arrays and libraries, and once with loops over all pairs.

What stands here shares with the source the table of weights and the chances of random pairs, which
are drawn; all else is written again: forms of names, distances, levels, odds, which pairs are seen.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.checks.example_records import example
from techmarket.linkage.blocking import pairs_to_compare
from techmarket.linkage.comparisons import compare_pairs
from techmarket.linkage.contract_columns import contract_columns
from techmarket.linkage.duplicates import _odds, _random_chances
from techmarket.linkage.names import name_forms
from techmarket.linkage.weights import CASES, levels
from techmarket.record.parquet import contracts_schema, parties_schema

Row = dict[str, object]

NAMES = (
    "华源电子有限公司",
    "华源电子",
    "华源电于有限公司",
    "華源電子股份有限公司",
    "华源(电子)公司武汉分公司",
    "华源电子有限公司成都分公司",
    "第一医院信号所",
    "第二医院信号所",
    "王伟",
)
PROJECTS = (
    "信号采集模块",
    "信号采集模快",
    "信号采集模块（二期）",
    "信号采集模块2",
    "软件",
    "信号采集",
)
PARTIES = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES),
            "kind": st.sampled_from(["150", "600"]),
            "region": st.sampled_from(["420100", "510100"]),
            "identifier": st.sampled_from([None, None, None, "708461136"]),
        }
    ),
    min_size=4,
    max_size=4,
)
DAYS = st.none() | st.integers(0, 80).map(lambda days: date(2013, 3, 1) + timedelta(days=days))
CONTRACTS = st.lists(
    st.fixed_dictionaries(
        {
            "seller_id": st.sampled_from(["P0", "P1", "P2", "P3", "unknown"]),
            "buyer_id": st.sampled_from(["P0", "P1", "P2", "P3", None]),
            "project_name": st.sampled_from([*PROJECTS, None]),
            "value": st.sampled_from([12_345_678, 12_000_000, 12_345_679, 99_000_000, 400_000]),
            "signing_date": DAYS,
            "end_date": DAYS,
            "contract_type": st.sampled_from(["11", "3"]),
            "registration_agency": st.sampled_from(["440301", "110001", None]),
        }
    ),
    min_size=2,
    max_size=9,
)


def tables(contracts: list[Row], parties: list[Row]) -> tuple[pa.Table, pa.Table]:
    rows = [
        {**example("contract", {}), **one, "registration_number": f"{number:016}"}
        for number, one in enumerate(contracts)
    ]
    known = [{**one, "party_id": f"P{number}"} for number, one in enumerate(parties)]
    schemas = [
        pa.schema([one.with_nullable(True) for one in schema])
        for schema in (contracts_schema(), parties_schema())
    ]
    return pa.Table.from_pylist(rows, schemas[0]), pa.Table.from_pylist(known, schemas[1])


def plain_form(name: str) -> tuple[str, str, str]:
    """Core, legal form and branch, by hand, for the names above."""
    text = name.translate(str.maketrans("華電", "华电")).replace("(", "").replace(")", "")
    text = text.replace("（", "").replace("）", "")
    for form in ("股份有限公司", "有限公司", "公司"):
        at = text.find(form)
        if at > 0 and (at + len(form) == len(text) or text.endswith("分公司")):
            branch = text[at + len(form) :]
            return text[:at], form[:2].replace("公司", ""), branch
    return text, "", ""


def numbers_in(text: str) -> list[str]:
    return [one for one in text if one in "一二三四五六七八九十0123456789"]


def edits(one: str, other: str) -> int:
    """Characters to put in, leave out, change or exchange (optimal string alignment)."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            different = int(one[i - 1] != other[j - 1])
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + different]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(one), len(other)]


def shared_letters(one: str, other: str) -> int:
    """Characters that both have in the same order (longest common subsequence)."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + shared_letters(one[1:], other[1:])
    return max(shared_letters(one[1:], other), shared_letters(one, other[1:]))


def party_level(one: Row | None, other: Row | None) -> str | None:
    if one is None or other is None:
        return None
    if one is other or (one["identifier"] and one["identifier"] == other["identifier"]):
        return "same"
    (core, form, branch), (core2, form2, branch2) = (
        plain_form(str(party["name"])) for party in (one, other)
    )
    near = str(one.get("region"))[:2] == str(other.get("region"))[:2]
    if core == core2:
        if branch != branch2:
            return "other_branch"
        if form == form2:
            return "name" if near else "name_elsewhere"
        return "form_left_out" if not form or not form2 else "different"
    slip = edits(core, core2) == 1 and min(len(core), len(core2)) >= 4
    slip = slip and branch == branch2 and near and numbers_in(core) == numbers_in(core2)
    return "one_character" if slip and (form == form2 or not form or not form2) else "different"


def project_level(one: object, other: object) -> str | None:
    if one is None or other is None:
        return None
    first, second = (str(text).replace("（", "").replace("）", "") for text in (one, other))
    if first == second:
        return "same"
    numbered = numbers_in(first) != numbers_in(second)
    alike = 2 * shared_letters(first, second) / (len(first) + len(second)) >= 0.75
    if not numbered and edits(first, second) == 1 and min(len(first), len(second)) >= 4:
        return "one_character"
    if alike:
        return "other_number" if numbered else "alike"
    return "different"


def value_level(one: int, other: int) -> str:
    if one == other:
        return "same"
    ten_thousands = [math.floor(value / 1_000_000 + 0.5) for value in (one, other)]
    whole = one % 1_000_000 == 0 or other % 1_000_000 == 0
    if whole and ten_thousands[0] == ten_thousands[1] > 0:
        return "rounded"
    return "near" if abs(one - other) <= max(one, other) / 100 else "different"


def date_level(one: object, other: object, week: bool) -> str | None:
    if not isinstance(one, date) or not isinstance(other, date):
        return None
    apart = abs((one - other).days)
    if apart == 0:
        return "same"
    if apart <= 7 and week:
        return "week"
    return "month" if apart <= 31 else "apart"


def code_level(one: object, other: object) -> str | None:
    if one is None or other is None:
        return None
    return "same" if one == other else "different"


def plain_levels(one: Row, other: Row, parties: dict[object, Row]) -> dict[str, str | None]:
    sides = {
        side: party_level(parties.get(one[f"{side}_id"]), parties.get(other[f"{side}_id"]))
        for side in ("seller", "buyer")
    }
    return sides | {
        "project": project_level(one["project_name"], other["project_name"]),
        "value": value_level(int(str(one["value"])), int(str(other["value"]))),
        "signing_date": date_level(one["signing_date"], other["signing_date"], week=True),
        "end_date": date_level(one["end_date"], other["end_date"], week=False),
        "contract_type": code_level(one["contract_type"], other["contract_type"]),
        "technical_field": "same",
        "registration_agency": code_level(one["registration_agency"], other["registration_agency"]),
    }


def by_number(parties: list[Row]) -> dict[object, Row]:
    known: dict[object, Row] = {f"P{number}": one for number, one in enumerate(parties)}
    return known | {"unknown": {"name": "unknown", "identifier": None, "region": "??"}}


@settings(max_examples=80, deadline=None)
@given(contracts=CONTRACTS, parties=PARTIES)
def test_levels_of_all_pairs_by_loops(contracts: list[Row], parties: list[Row]) -> None:
    columns = contract_columns(*tables(contracts, parties))
    pairs = list(combinations(range(len(contracts)), 2))
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    found = compare_pairs(columns, first, second)
    known = by_number(parties)
    for place, (one, other) in enumerate(pairs):
        told = {
            name: None if level[place] < 0 else levels()[name][level[place]].level
            for name, level in found.items()
        }
        assert told == plain_levels(contracts[one], contracts[other], known)


def test_levels_where_no_contract_names_a_project() -> None:
    """Without a single project name nothing is said of projects, and the rest is compared."""
    contracts: list[Row] = [
        {
            "seller_id": "P0",
            "buyer_id": "P0",
            "project_name": None,
            "value": 12_345_678,
            "signing_date": None,
            "end_date": None,
            "contract_type": "11",
            "registration_agency": "440301",
        }
    ] * 2
    party: Row = {"name": NAMES[0], "kind": "150", "region": "420100", "identifier": None}
    columns = contract_columns(*tables(contracts, [party] * 4))
    found = compare_pairs(columns, np.array([0]), np.array([1]))
    assert found["project"].tolist() == [-1]
    assert levels()["value"][found["value"][0]].level == "same"


def in_ten_thousands(one: Row) -> int:
    return math.floor(int(str(one["value"])) / 10**6 + 0.5)


def frequent(contracts: list[Row], one: Row) -> dict[tuple[str, str], int]:
    """How many contracts have what this one has, itself included."""
    shown = [project_level(other["project_name"], one["project_name"]) for other in contracts]
    return {
        ("seller", "same"): sum(other["seller_id"] == one["seller_id"] for other in contracts),
        ("buyer", "same"): sum(other["buyer_id"] == one["buyer_id"] for other in contracts),
        ("project", "same"): shown.count("same"),
        ("value", "same"): sum(other["value"] == one["value"] for other in contracts),
        ("value", "rounded"): sum(
            in_ten_thousands(other) == in_ten_thousands(one) for other in contracts
        ),
    }


@settings(max_examples=40, deadline=None)
@given(contracts=CONTRACTS, parties=PARTIES)
def test_odds_of_all_pairs_by_adding_up_chances(contracts: list[Row], parties: list[Row]) -> None:
    """Where no party is known by another number, so that what is frequent is what is equal."""
    distinct: list[Row] = [
        {**one, "name": f"{name}所", "identifier": None}
        for name, one in zip("甲乙丙丁", parties, strict=True)
    ]
    contracts = [
        {**one, "buyer_id": one["buyer_id"] or "P1", "project_name": one["project_name"] or "软件"}
        for one in contracts
    ]
    columns = contract_columns(*tables(contracts, distinct))
    pairs = list(combinations(range(len(contracts)), 2))
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    odds = _odds(columns, first, second, compare_pairs(columns, first, second))
    chances, known, number = _random_chances(columns), by_number(distinct), len(contracts)
    both = Counter((one["seller_id"], one["buyer_id"]) for one in contracts)
    related = max(sum(math.comb(n, 2) for n in both.values()), 0.005 * number)
    for place, (one, other) in enumerate(pairs):
        told = plain_levels(contracts[one], contracts[other], known)
        product = dict.fromkeys(CASES, 1.0)
        random = math.comb(number, 2)
        for name, level in told.items():
            if level is None:
                continue
            at = [some.level for some in levels()[name]].index(level)
            for case in CASES:
                product[case] *= getattr(levels()[name][at], case)
            share = frequent(contracts, contracts[one]).get((name, level))
            random *= chances[name][at] if share is None else share / number
        others = related / 2 * (product["later"] + product["together"]) + random
        expected = math.log2(0.005 * number * product["match"] / others)
        assert odds[place] == pytest.approx(expected, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(contracts=CONTRACTS, parties=PARTIES)
def test_pairs_that_are_looked_at_by_loops(contracts: list[Row], parties: list[Row]) -> None:
    """Both parties; one party, the amount in 万元 and two months; project, amount and a month."""
    columns = contract_columns(*tables(contracts, parties))
    cluster = {one: int(columns.parties.cluster[n]) for n, one in enumerate(columns.parties.ids)}
    expected = set()
    for one, other in combinations(range(len(contracts)), 2):
        left, right = contracts[one], contracts[other]
        sides = [
            left[side] is not None
            and right[side] is not None
            and cluster[str(left[side])] == cluster[str(right[side])]
            for side in ("seller_id", "buyer_id")
        ]
        signed = (left["signing_date"], right["signing_date"])
        days = [day if isinstance(day, date) else date(1970, 1, 1) for day in signed]
        apart = abs((days[0] - days[1]).days)
        amount = in_ten_thousands(left) == in_ten_thousands(right)
        project = project_level(left["project_name"], right["project_name"]) == "same"
        project = project and left["value"] == right["value"]
        one_side = any(sides) and amount and apart <= 62
        if all(sides) or one_side or (project and apart <= 31):
            expected.add((one, other))
    first, second = pairs_to_compare(columns)
    found = set(zip(first.tolist(), second.tolist(), strict=True))
    unnamed = {n for n, row in enumerate(contracts) if row["project_name"] is None}
    assert {pair for pair in found - expected if not set(pair) <= unnamed} == set()
    assert expected - found == set()


@given(name=st.text("华源電电子(（)） ·.有限公司股份分A１aZ", max_size=14))
def test_a_form_does_not_change_when_formed_again(name: str) -> None:
    """What does not matter is gone at once; forms are characters and never bytes."""
    (form,) = name_forms([name])
    (again,) = name_forms([form.plain])
    assert again == form
    assert form.plain.startswith(form.core)
    assert form.plain.endswith(form.branch)
