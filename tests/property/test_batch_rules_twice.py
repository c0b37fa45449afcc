"""Rules about batches, counted with arrays and again with lists, loops and fractions.

What stands here shares nothing with the rules but the thresholds, which it writes again as numbers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.checks.batch_rule import example_batch
from techmarket.checks.batch_rules import BATCH_RULES, judge_batch, sentence_of_finding

Contract = dict[str, object]
Likeness = Callable[[Contract], object]
Usual = dict[object, tuple[int, int]]
Told = set[tuple[tuple[tuple[str, str], ...], tuple[int, ...], tuple[tuple[str, int], ...]]]

FIELDS = {
    "value": st.sampled_from([0, 4_000, 300_000, 40_000_000, 50_000_000, 400_000_000_000]),
    "contract_type": st.sampled_from(["11", "3", "41"]),
    "technical_field": st.sampled_from(["0101", "0899"]),
    "registration_agency": st.sampled_from(["440301", "440302", "110001", None]),
    "registrar": st.sampled_from(["R1", "R2", None]),
    "seller_id": st.sampled_from(["S1", "S2"]),
    "buyer_id": st.sampled_from(["B1", "B2"]),
    "ip_type": st.sampled_from(["9", "1"]),
    "plan_source": st.sampled_from(["9", "101"]),
    "is_related_party": st.sampled_from([False, True, None]),
    "technical_value": st.sampled_from([40_000_000, 4_000, None]),
    "end_date": st.sampled_from([date(2013, 12, 31), date(2014, 12, 31), date(2013, 12, 30)]),
    "registration_region": st.sampled_from(["440300", "440100", "110000"]),
    "seller_region": st.sampled_from(["440300", "330100"]),
    "buyer_region": st.sampled_from(["420100", "330100"]),
}
MANY = st.lists(
    st.tuples(st.fixed_dictionaries({}, optional=FIELDS), st.integers(1, 130)),
    min_size=1,
    max_size=5,
)


def contracts_of(table: pa.Table) -> list[Contract]:
    return table.to_pylist()


def told(id: str, table: pa.Table, before: pa.Table | None) -> Told:
    """What the rule finds, as plain values."""
    (verdict,) = judge_batch(table, before, [one for one in BATCH_RULES if one.id == id])
    return {
        (tuple(f.group.items()), tuple(f.rows.tolist()), tuple(f.figures.items()))
        for f in verdict.findings
    }


def size(value: object) -> int:
    return round(1000 * math.log10(int(str(value))))


def lower_median(numbers: Iterable[int]) -> int:
    ordered = sorted(numbers)
    return ordered[(len(ordered) - 1) // 2]


def usual(contracts: Sequence[Contract], likeness: Likeness) -> Usual:
    """Middle and spread of those of which there are at least twenty."""
    alike: dict[object, list[int]] = defaultdict(list)
    for one in contracts:
        if int(str(one["value"])) > 0:
            alike[likeness(one)].append(size(one["value"]))
    found = {}
    for key, sizes in alike.items():
        if len(sizes) >= 20:
            middle = lower_median(sizes)
            found[key] = (middle, max(lower_median(abs(s - middle) for s in sizes), 100))
    return found


TYPE_AND_FIELD = (
    lambda c: (c["contract_type"], c["technical_field"]),
    lambda c: c["contract_type"],
    lambda c: "any",
)


def distance(
    one: Contract, levels: Sequence[Usual], likenesses: Sequence[Likeness]
) -> tuple[int, int] | None:
    """Distance and spread from the closest likeness that is known."""
    if int(str(one["value"])) <= 0:
        return None
    for found, likeness in zip(levels, likenesses, strict=True):
        if likeness(one) in found:
            middle, spread = found[likeness(one)]
            return size(one["value"]) - middle, spread
    return None


def seldom(found: int, thousandths: int) -> bool:
    mean = max(thousandths, 1) / 1000
    return found > mean and found * math.log(found / mean) - found + mean >= 14


def outliers(contracts: list[Contract], before: list[Contract] | None) -> Told:
    levels = [usual(before or contracts, likeness) for likeness in TYPE_AND_FIELD]
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    far: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, one in enumerate(contracts):
        key = (str(one["contract_type"]), str(one["technical_field"]))
        groups[key].append(row)
        found = distance(one, levels, TYPE_AND_FIELD)
        if found and abs(Fraction(found[0])) > 5 * Fraction("1.4826") * found[1]:
            far[key].append(row)
    return {
        (
            (("contract_type", key[0]), ("technical_field", key[1])),
            tuple(rows),
            (("contracts", len(rows)), ("of", len(groups[key]))),
        )
        for key, rows in far.items()
    }


def other_unit(contracts: list[Contract], before: list[Contract] | None, sign: int) -> Told:
    reference = before or contracts
    likenesses = TYPE_AND_FIELD[1:]
    levels = [usual(reference, likeness) for likeness in likenesses]

    def odd(one: Contract) -> bool | None:
        found = distance(one, levels, likenesses)
        return None if found is None else 2 * abs(sign * found[0] + 4000) < -sign * found[0]

    def share(part: int, whole: int) -> int:
        return max(math.ceil(Fraction(part * 1_000_000, whole)) if whole else 0, 1000)

    judged = [(str(one["contract_type"]), odd(one)) for one in reference]
    known = [(kind, verdict) for kind, verdict in judged if verdict is not None]
    overall = share(sum(verdict for _, verdict in known), len(known))
    by_type = Counter(kind for kind, _ in known)
    odd_by_type = Counter(kind for kind, verdict in known if verdict)
    chance = {
        kind: share(odd_by_type[kind], number) if number >= 20 else overall
        for kind, number in by_type.items()
    }
    found: Told = set()
    already: set[int] = set()
    verdicts = [odd(one) for one in contracts]
    widest_first = ["registration_agency", "registrar", "seller_id"]
    steps = [(who, True) for who in widest_first] + [(who, False) for who in widest_first[::-1]]
    for who, whole in steps:
        told_now: set[int] = set()
        groups: dict[str, list[int]] = defaultdict(list)
        for row, one in enumerate(contracts):
            if one[who] is not None and verdicts[row] is not None:
                groups[str(one[who])].append(row)
        for key, rows in sorted(groups.items()):
            strange = [row for row in rows if verdicts[row]]
            expected = sum(chance.get(str(contracts[r]["contract_type"]), overall) for r in rows)
            thousandths = expected // 1000
            fresh = [row for row in strange if row not in already]
            if not (seldom(len(strange), thousandths) and len(strange) * 1000 > 6 * thousandths):
                continue
            if 2 * len(fresh) <= len(strange) or (whole and 2 * len(strange) < len(rows)):
                continue
            named = rows if whole else strange
            figures = (
                ("contracts", len(named)),
                ("of", len(rows)),
                ("expected", expected // 10**6),
            )
            found.add((((who, key),), tuple(named), figures))
            told_now.update(named)
        already |= told_now
    return found


def default(one: Contract, name: str) -> bool:
    if name == "technical_value":
        return one[name] is not None and one[name] == one["value"]
    if name == "end_date":
        day = one[name]
        return isinstance(day, date) and (day.month, day.day) == (12, 31)
    return one[name] is False if name == "is_related_party" else one[name] == "9"


DEFAULTED = ("plan_source", "ip_type", "is_related_party", "technical_value", "end_date")


def too_many_defaults(contracts: list[Contract], names: Sequence[str], more: str) -> Told:
    agencies: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(contracts):
        if one["registration_agency"] is not None:
            agencies[str(one["registration_agency"])].append(row)
    marked = {
        row
        for rows in agencies.values()
        for row in rows
        if all(default(contracts[row], name) for name in names)
    }
    found: Told = set()
    for agency, rows in agencies.items():
        others = sum(len(r) for a, r in agencies.items() if a != agency)
        own = [row for row in rows if row in marked]
        if not others or len(rows) < 20:
            continue
        expected = len(rows) * 1000 * (len(marked) - len(own)) // others
        if len(own) * 1000 > 2 * expected and seldom(len(own), expected):
            group = (("registration_agency", agency), *((("field", more),) if more else ()))
            figures = (("contracts", len(own)), ("of", len(rows)), ("expected", expected // 1000))
            found.add((group, tuple(own), figures))
    return found


def sums(contracts: list[Contract], column: str, digits: int | None) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in contracts:
        if one[column] is not None:
            key = str(one[column])[:digits]
            number, value = found.get(key, [0, 0])
            found[key] = [number + 1, value + int(str(one["value"]))]
    return found


def gone(contracts: list[Contract], before: list[Contract], column: str) -> Told:
    now = sums(contracts, column, None)
    return {
        (((column, key),), (), (("contracts", number), ("value", value)))
        for key, (number, value) in sums(before, column, None).items()
        if (number >= 20 or value >= 100_000_000 * 100) and key not in now
    }


def jumped(contracts: list[Contract], before: list[Contract], column: str, measure: str) -> Told:
    digits, which = (None if column == "registration_agency" else 2), int(measure == "value")
    now, then = sums(contracts, column, digits), sums(before, column, digits)
    found: Told = set()
    for key in now.keys() & then.keys():
        new, old = now[key][which], then[key][which]
        if (new > 2 * old or old > 2 * new) and abs(new - old) >= (10**10 if which else 100):
            rows = [
                row
                for row, one in enumerate(contracts)
                if one[column] is not None and str(one[column])[:digits] == key
            ]
            figures = ((f"{measure}_before", old), (f"{measure}_now", new))
            found.add((((column, key),), tuple(rows), figures))
    return found


def plain(id: str, contracts: list[Contract], before: list[Contract] | None) -> Told:
    """What the rule of that id finds, by loops."""
    name = id.removeprefix("contract.")
    match name:
        case "values_are_not_in_ten_thousands":
            return other_unit(contracts, before, 1)
        case "values_are_not_multiplied":
            return other_unit(contracts, before, -1)
        case "value_is_like_others_of_its_type_and_field":
            return outliers(contracts, before)
        case "middle_value_is_likely":
            rows = [row for row, one in enumerate(contracts) if int(str(one["value"])) > 0]
            middle = lower_median(int(str(contracts[r]["value"])) for r in rows) if rows else 0
            if len(rows) < 20 or 100_000 <= middle <= 10_000_000_000:
                return set()
            return {((), tuple(rows), (("middle", middle), ("contracts", len(rows))))}
        case "agency_does_not_leave_all_defaults":
            return too_many_defaults(contracts, DEFAULTED, "")
        case "agency_does_not_leave_a_default":
            found = [too_many_defaults(contracts, [one], one) for one in DEFAULTED]
            return set().union(*found)
    if before is None:
        return set()
    if name.endswith("_does_not_vanish"):
        columns = {"seller": "seller_id", "buyer": "buyer_id", "agency": "registration_agency"}
        return gone(contracts, before, columns[name.split("_", maxsplit=1)[0]])
    measure, column = name.removesuffix("_does_not_jump").split("_by_")
    return jumped(contracts, before, column, measure)


@settings(max_examples=60, deadline=None)
@given(many=MANY, other=st.none() | MANY)
def test_every_rule_about_a_batch_finds_what_loops_find(
    many: list[tuple[Contract, int]], other: list[tuple[Contract, int]] | None
) -> None:
    table = example_batch(many)
    before = example_batch(other) if other is not None else None
    rows = contracts_of(table)
    rows_before = contracts_of(before) if before is not None else None
    for rule in BATCH_RULES:
        assert told(rule.id, table, before) == plain(rule.id, rows, rows_before), rule.id


def test_every_rule_about_a_batch_finds_what_loops_find_in_its_examples() -> None:
    for rule in BATCH_RULES:
        before = example_batch(rule.before) if rule.before else None
        for many in (rule.failing, rule.passing):
            table = example_batch(many)
            rows_before = contracts_of(before) if before is not None else None
            assert told(rule.id, table, before) == plain(rule.id, contracts_of(table), rows_before)


def test_a_batch_without_rows_or_columns_breaks_nothing() -> None:
    """A rule whose columns are missing does not apply."""
    empty = example_batch([])
    assert [one.findings for one in judge_batch(empty, empty)] == [()] * len(BATCH_RULES)
    bare = pa.table({"remark": ["x"]})
    assert [one.applies for one in judge_batch(bare)] == [False] * len(BATCH_RULES)


def test_a_finding_is_told_in_both_languages() -> None:
    rule = next(one for one in BATCH_RULES if one.id == "contract.agency_does_not_vanish")
    (verdict,) = judge_batch(example_batch(rule.failing), example_batch(rule.before), [rule])
    assert [sentence_of_finding(verdict.findings[0], lang) for lang in ("zh", "en")] == [
        "上年合同多或金额大的登记机构，本年也有合同：登记机构 440301，合同（项） 20，"
        "成交金额 24690000.00 元。",
        "A registration agency with many contracts or much value the year before has some this "
        "year: Registration agency 440301, contracts 20, value 24690000.00 元.",
    ]


def test_who_registered_is_not_told() -> None:
    """A registrar is a person; the rows tell which contracts they are."""
    rule = next(one for one in BATCH_RULES if one.id == "contract.values_are_not_multiplied")
    (verdict,) = judge_batch(example_batch(rule.failing), None, [rule])
    assert sentence_of_finding(verdict.findings[0], "en") == (
        "The values of an agency, a registrar or a seller are not 元 taken for 万元: Registrar "
        "(not shown), contracts 8, of 8, expected 0."
    )
