"""Rules against second, plain implementations: those of the record, and ten written again here.

The conditions of the rules are expressions; what stands here asks the record in plain Python, with
loops and dates, and shares nothing with them.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from techmarket.checks.example_records import example
from techmarket.checks.one_record import check_record
from techmarket.checks.outcome import Outcome
from techmarket.checks.record_rules import CONTRACT_CONDITIONS, PARTY_CONDITIONS
from techmarket.checks.rule_set import KINDS, rules_of
from techmarket.codes import code_list
from techmarket.record.contract import CONTRACT
from techmarket.record.contract_rules import check_contract
from techmarket.record.fields import Record
from techmarket.record.identifiers import make_citizen_number, make_org_code, make_uscc
from techmarket.record.party import PARTY
from techmarket.record.party_rules import check_party

CODES = {
    one.name: [row.code for row in code_list(one.code_list).codes()]
    for one in (*CONTRACT, *PARTY)
    if one.code_list
}
REGIONS = ("110000", "440300", "420100", "990000", "810000", "710000")
DATES = st.dates(date(1984, 12, 1), date(2101, 1, 1)) | st.sampled_from(
    [date(2013, 9, 9), date(2026, 1, 22), date(2026, 1, 23), date(2015, 9, 30), date(2015, 10, 1)]
)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

COUNTRIES = ("142", "110", "121", "143", "502")


def outcome(id: str, record: Record, on: date | None = None) -> Outcome:
    """What the rule says of the record."""
    found = {one.rule.id: one.outcome for one in check_record(id.split(".")[0], record, on)}
    return found[id]


def outcome_of(holds: bool) -> Outcome:
    """Pass or fail."""
    return Outcome.PASS if holds else Outcome.FAIL


def changed(kind: str, fields: dict[str, st.SearchStrategy[object]]) -> st.SearchStrategy[Record]:
    """Examples of all rules of the kind with some fields changed."""
    starts = [example(rule.base, rule.failing) for rule in rules_of(kind)]
    changes = st.fixed_dictionaries({}, optional=fields)
    return st.builds(
        lambda start, change: {k: v for k, v in {**start, **change}.items() if v is not None},
        st.sampled_from(starts),
        changes,
    )


CONTRACTS = changed(
    "contract",
    {
        "contract_type": st.sampled_from(CODES["contract_type"]),
        "ip_type": st.sampled_from(CODES["ip_type"]),
        "seller_region": st.sampled_from(REGIONS),
        "buyer_region": st.sampled_from(REGIONS),
        "registration_region": st.sampled_from(REGIONS),
        "seller_country": st.sampled_from(COUNTRIES),
        "seller_kind": st.sampled_from(CODES["kind"]),
        "value": st.integers(-1, 3),
        "technical_value": st.none() | st.integers(-1, 3),
        "signing_date": DATES,
        "acceptance_date": st.none() | DATES,
        "end_date": st.none() | DATES,
        "registration_date": DATES,
        "ended_date": st.none() | DATES,
        "status": st.sampled_from(CODES["status"]),
        "currency": st.sampled_from(["CNY", "USD", "Usd"]),
        "exchange_rate": st.sampled_from([None, "6.1932", "0", "0.0", "1.", "00.5", "7"]),
        "objective": st.none() | st.sampled_from(["01", "99"]),
        "project_name": st.text(" ab\u3000\n", max_size=3),
    },
)
PARTIES = changed(
    "party",
    {
        "kind": st.sampled_from(CODES["kind"]),
        "region": st.sampled_from(REGIONS),
        "country": st.sampled_from(COUNTRIES),
        "identifier": st.none() | st.text("0123456789XAIa", min_size=7, max_size=19),
        "identifier_type": st.sampled_from([None, "uscc", "org_code", "citizen_number", "no"]),
        "scale": st.sampled_from([None, "large", "huge"]),
        "is_listed": st.sampled_from([None, True, False]),
    },
)


def derived(kind: str, record: Record, on: date) -> set[str]:
    """Names of the declared rules that fail, and the fields that break a constraint of theirs."""
    names = {*CONTRACT_CONDITIONS, *PARTY_CONDITIONS}
    failing = [one.rule for one in check_record(kind, record, on) if one.outcome is Outcome.FAIL]
    parts = [rule.id.split(".") for rule in failing]
    return {part[1] for part in parts if len(part) == 3 or part[1] in names}


def declared(problems: list[object]) -> set[str]:
    """The same of the problems that the record finds."""
    names = {*CONTRACT_CONDITIONS, *PARTY_CONDITIONS}
    return {p.rule if p.rule in names else p.fields[0] for p in problems}  # type: ignore[attr-defined]


def breaks_more(kind: str, record: Record, on: date) -> bool:
    """A hard rule about one field that the record does not know fails, and silences others."""
    return any(
        one.outcome is Outcome.FAIL
        and len(one.rule.reads) == 1
        and one.rule.severity == "hard"
        and one.rule.id.count(".") == 1
        for one in check_record(kind, record, on)
    )


@settings(max_examples=300, deadline=None)
@given(record=CONTRACTS)
def test_contracts_are_judged_as_the_record_judges_them(record: Record) -> None:
    on = record.get("registration_date")
    assume(isinstance(on, date))
    assert isinstance(on, date)
    assume(not breaks_more("contract", record, on))
    assert derived("contract", record, on) == declared(list(check_contract(record, on)))


@settings(max_examples=300, deadline=None)
@given(record=PARTIES, on=DATES)
def test_parties_are_judged_as_the_record_judges_them(record: Record, on: date) -> None:
    assume(not breaks_more("party", record, on))
    assert derived("party", record, on) == declared(list(check_party(record, on)))


@given(start=DATES, days=st.integers(0, 60))
def test_working_days_counted_one_by_one(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assume(date(2026, 1, 23) <= end <= date(2099, 12, 31))
    record = example(
        "contract_2026",
        {"signing_date": None, "acceptance_date": start, "registration_date": end},
    )
    counted = sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, days + 1))
    found = outcome("contract.decided_in_time_2026", record)
    assert found is outcome_of(counted <= 15)


@given(days=st.integers(0, 60))
def test_calendar_days_counted_one_by_one(days: int) -> None:
    start = date(2013, 9, 9) - timedelta(days=days)
    record = example("contract", {"acceptance_date": start})
    assert outcome("contract.decided_in_time_2000", record) is outcome_of(days <= 30)


@given(
    contract=st.sampled_from(["21", "22", "23", "24", "25", "26", "27", "28", "11", "41"]),
    ip=st.sampled_from(["1", "21", "22", "23", "3", "4", "5", "6", "9"]),
)
def test_contract_type_against_ip_type_by_table(contract: str, ip: str) -> None:
    """All pairs: no rule on the pair fails exactly where the type names that property."""
    lawful = {"21": "1", "25": "3", "26": "5", "27": "4", "28": "6"}
    right = {"22": ("21", "22", "23"), "23": ("21", "22", "23"), "24": ("21", "22", "23")}
    allowed = right.get(contract, (lawful[contract],) if contract in lawful else None)
    record = example("transfer", {"contract_type": contract, "ip_type": ip})
    failing = {
        one.rule.id
        for one in check_record("contract", record)
        if one.outcome is Outcome.FAIL and one.rule.severity == "hard"
    }
    assert (not failing) == (allowed is None or ip in allowed)


@given(
    seller=st.sampled_from(REGIONS),
    buyer=st.sampled_from(REGIONS),
    office=st.sampled_from(REGIONS[:3]),
    on=st.sampled_from([date(2013, 9, 9), date(2026, 1, 22), date(2026, 1, 23)]),
)
def test_who_registers_what_a_seller_abroad_sells(
    seller: str, buyer: str, office: str, on: date
) -> None:
    away = ("990000", "810000", "820000", "710000")
    record = example(
        "contract",
        {
            "seller_region": seller,
            "buyer_region": buyer,
            "registration_region": office,
            "registration_date": on,
        },
    )
    for regime, in_force in (("2000", on < date(2026, 1, 23)), ("2026", on >= date(2026, 1, 23))):
        found = outcome(f"contract.import_registered_by_buyer_{regime}", record)
        if not in_force:
            assert found is Outcome.OTHER_REGIME
        elif seller in away and buyer not in away:
            assert found is outcome_of(buyer[:2] == office[:2])
        else:
            assert found is Outcome.OTHER_KIND


@given(
    body=st.text(ALPHABET, min_size=8, max_size=8),
    last=st.none() | st.sampled_from("0123456789X"),
)
def test_check_characters_by_making_the_code(body: str, last: str | None) -> None:
    code = body + last if last else make_org_code(body)
    assume(len(set(code)) > 1 and not code.startswith("PDY"))
    record = example("party", {"identifier": code})
    found = outcome("party.identifier_by_its_standard", record)
    assert found is outcome_of(make_org_code(body) == code)


@given(body=st.text(ALPHABET, min_size=8, max_size=8), last=st.none() | st.sampled_from(ALPHABET))
def test_credit_codes_by_making_the_code(body: str, last: str | None) -> None:
    whole = "91440300" + make_org_code(body)
    code = whole + last if last else make_uscc(whole)
    record = example("company_2026", {"identifier": code})
    found = outcome("party.identifier_by_its_standard", record, date(2026, 5, 18))
    assert found is outcome_of(make_uscc(code[:17]) == code)


@given(
    digits=st.text("0123456789", min_size=8, max_size=8)
    | st.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda day: day.isoformat().replace("-", "")),
    last=st.none() | st.sampled_from("0123456789X"),
)
def test_citizen_numbers_by_making_the_number(digits: str, last: str | None) -> None:
    body = f"110105{digits}002"
    try:
        made = make_citizen_number(body)
    except ValueError:
        made = ""
    last = last or made[-1:] or "0"
    right = made == body + last
    record = example("person", {"identifier": body + last})
    found = outcome("party.identifier_by_its_standard", record, date(2013, 9, 9))
    assert found is outcome_of(right)


@given(list_name=st.sampled_from(["region", "industry", "contract_type"]), data=st.data(), on=DATES)
def test_codes_at_a_date_as_the_list_resolves_them(
    list_name: str, data: st.DataObject, on: date
) -> None:
    field = {"region": "buyer_region", "industry": "industry_served"}.get(list_name, list_name)
    code = data.draw(st.sampled_from([row.code for row in code_list(list_name).codes()] + ["?"]))
    record = example("contract", {field: code, "registration_date": on})
    valid = [row.code for row in code_list(list_name).codes(on)]
    coarse = ("1", "2", "4") if list_name == "contract_type" else ()
    found = outcome(f"contract.{field}.code", record)
    assert found is outcome_of(code in valid and code not in coarse)


@given(
    plan=st.sampled_from(["9", "101"]),
    ip=st.sampled_from(["9", "1"]),
    related=st.sampled_from([None, True, False]),
    technical=st.sampled_from([None, 5, 6]),
    end=st.sampled_from([None, date(2014, 12, 31), date(2014, 12, 30)]),
)
def test_all_defaults_by_asking_one_after_the_other(
    plan: str, ip: str, related: bool | None, technical: int | None, end: date | None
) -> None:
    record = example(
        "contract",
        {
            "plan_source": plan,
            "ip_type": ip,
            "is_related_party": related,
            "value": 6,
            "technical_value": technical,
            "end_date": end,
        },
    )
    found = outcome("contract.not_all_defaults", record)
    if related is None or technical is None or end is None:
        assert found is Outcome.EMPTY
        return
    default = plan == ip == "9" and not related and technical == 6
    default = default and (end.month, end.day) == (12, 31)
    assert found is outcome_of(not default)


@given(
    number=st.text("0123456789", min_size=16, max_size=16),
    agency=st.text("0123456789", min_size=6, max_size=6),
    same=st.booleans(),
    on=DATES,
)
def test_parts_of_the_registration_number_by_counting(
    number: str, agency: str, same: bool, on: date
) -> None:
    assume(len(set(number)) > 1)
    assume(date(1985, 1, 1) <= on <= date(2099, 12, 31))
    agency = number[:6] if same else agency
    record = example(
        "contract",
        {"registration_number": number, "registration_agency": agency, "registration_date": on},
    )
    expected = {
        "contract.number_begins_with_agency": number[:6] == agency,
        "contract.number_has_the_year": int(number[6:10]) == on.year,
        "contract.number_has_a_serial": int(number[10:]) > 0,
        "contract.agency_is_in_its_region": agency[:4] == "4403",
    }
    for id, holds in expected.items():
        assert outcome(id, record) is outcome_of(holds)


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_are_judged_as_the_record_judges_them(kind: str) -> None:
    check = check_contract if kind == "contract" else check_party
    on = date(2013, 9, 9)
    for rule in rules_of(kind):
        record = example(rule.base, rule.failing)
        told = record.get("registration_date")
        day = told if isinstance(told, date) else on
        if not breaks_more(kind, record, day):
            assert derived(kind, record, day) == declared(list(check(record, day)))
