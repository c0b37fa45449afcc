"""The records as JSON Schema: it takes lawful records and refuses wrong ones."""

from __future__ import annotations

from datetime import date

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from techmarket.codes import code_list
from techmarket.record.contract import CONTRACT
from techmarket.record.contract_rules import CONTRACT_RULES, check_contract
from techmarket.record.json_schema import as_json, code_schema, json_schema
from techmarket.record.party_rules import PARTY_RULES, check_party

DAY = date(2013, 9, 9)
SCHEMA = json_schema("en")
Rec = dict[str, object]


def refused(document: object) -> list[str]:
    """Where the schema finds something wrong, as paths."""
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    return sorted({error.json_path for error in validator.iter_errors(document)})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_schema_is_a_schema(lang: str) -> None:
    """In both languages it is valid JSON Schema 2020-12."""
    schema = json_schema(lang)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_lawful_records_are_taken(
    contract: Rec, company: Rec, person: Rec, enterprise_abroad: Rec
) -> None:
    """A contract, its parties, an attachment and an income verification in one document."""
    attachment = {
        "registration_number": contract["registration_number"],
        "position": 1,
        "title": "合同文本",
        "media_type": "application/pdf",
        "size": 123_456,
        "sha256": "0f" * 32,
        "received_date": "2013-09-02",
    }
    verification = {
        "registration_number": contract["registration_number"],
        "position": 1,
        "applicant_id": "S1",
        "application_date": "2013-12-02",
        "realised_value": 60_000_000,
        "realised_technical_value": 50_000_000,
        "labour_cost": 1_000_000,
        "technical_income": 49_000_000,
    }
    document = {
        "contracts": [as_json(contract)],
        "parties": [as_json(party) for party in (company, person, enterprise_abroad)],
        "attachments": [attachment],
        "income_verifications": [verification],
    }
    assert refused(document) == []


def test_not_given_is_absent() -> None:
    """`None` is left out, a date is text."""
    assert as_json({"a": None, "b": DAY, "c": 0, "d": False}) == {
        "b": "2013-09-09",
        "c": 0,
        "d": False,
    }


WRONG_CONTRACTS: list[tuple[Rec, str]] = [
    ({"value": -1}, "$.contracts[0].value"),
    ({"value": 1.5}, "$.contracts[0].value"),
    ({"value": "120000000"}, "$.contracts[0].value"),
    ({"registration_number": "440301201900007"}, "$.contracts[0].registration_number"),
    ({"contract_type": "99"}, "$.contracts[0].contract_type"),
    ({"contract_type": "2"}, "$.contracts[0].contract_type"),
    ({"seller_region": "4403"}, "$.contracts[0].seller_region"),
    ({"signing_date": "2013-02-30"}, "$.contracts[0].signing_date"),
    ({"signing_date": "20130801"}, "$.contracts[0].signing_date"),
    ({"is_related_party": 0}, "$.contracts[0].is_related_party"),
    ({"project_name": " x"}, "$.contracts[0].project_name"),
    ({"project_name": "x" * 201}, "$.contracts[0].project_name"),
    ({"exchange_rate": "6,19", "currency": "USD"}, "$.contracts[0].exchange_rate"),
    ({"colour": "red"}, "$.contracts[0]"),
]


@pytest.mark.parametrize(("change", "path"), WRONG_CONTRACTS, ids=str)
def test_wrong_values_are_refused_where_they_stand(contract: Rec, change: Rec, path: str) -> None:
    """One wrong value in a lawful contract is refused at its place."""
    assert refused({"contracts": [as_json(contract) | change]}) == [path]


@pytest.mark.parametrize("name", [field.name for field in CONTRACT if field.required])
def test_what_is_required_must_be_there(contract: Rec, name: str) -> None:
    """Each required field in turn is left out."""
    document = as_json(contract)
    del document[name]
    assert "$.contracts[0]" in refused({"contracts": [document]})


BROKEN_CONTRACTS: dict[str, Rec] = {
    "patent_contract_involves_patent": {"contract_type": "22"},
    "one_side_in_the_mainland": {
        "seller_region": "990000",
        "seller_country": "502",
        "buyer_region": "810000",
        "buyer_country": "110",
    },
    "registered_in_the_mainland": {"registration_region": "820000"},
    "seller_country_agrees_with_region": {"seller_country": "502"},
    "buyer_country_agrees_with_region": {"buyer_region": "990000"},
    "seller_kind_agrees_with_region": {"seller_kind": "500"},
    "buyer_kind_agrees_with_region": {"buyer_kind": "500"},
    "foreign_currency_has_a_rate": {"currency": "USD"},
    "ended_contract_has_a_date": {"status": "cancelled"},
}

BROKEN_PARTIES: dict[str, Rec] = {
    "country_agrees_with_region": {"country": "116"},
    "kind_agrees_with_region": {"kind": "500"},
    "identifier_type_by_kind_and_date": {"identifier_type": "citizen_number"},
    "identifier_with_its_type": {"identifier": None},
    "identifier_by_its_standard": {"identifier": "70846113-6"},
}


@pytest.mark.parametrize("rule", BROKEN_CONTRACTS)
def test_the_schema_of_a_rule_refuses_what_the_rule_refuses(contract: Rec, rule: str) -> None:
    """A rule that JSON Schema can say is said there too."""
    wrong = contract | BROKEN_CONTRACTS[rule]
    assert [p.rule for p in check_contract(wrong, DAY)] == [rule]
    assert refused({"contracts": [as_json(wrong)]}) != []


@pytest.mark.parametrize("rule", BROKEN_PARTIES)
def test_the_schema_of_a_party_rule_refuses_what_the_rule_refuses(company: Rec, rule: str) -> None:
    """A rule that JSON Schema can say is said there too."""
    wrong = company | BROKEN_PARTIES[rule]
    assert rule in [p.rule for p in check_party(wrong, DAY)]
    assert refused({"parties": [as_json(wrong)]}) != []


def test_every_schema_of_a_rule_has_refused_something() -> None:
    """The cases above are all rules with a schema."""
    assert set(BROKEN_CONTRACTS) == {rule.name for rule in CONTRACT_RULES if rule.schema}
    assert set(BROKEN_PARTIES) == {rule.name for rule in PARTY_RULES if rule.schema}


def test_a_short_list_is_written_out_and_a_long_one_named() -> None:
    """Below 100 codes each code stands in the schema with its label."""
    short = code_schema("payment_method", "zh")
    assert short["enum"] == [row.code for row in code_list("payment_method").codes()]
    assert short["x-labels"] == {
        row.code: row.label_zh for row in code_list("payment_method").codes()
    }
    assert code_schema("region", "en") == {
        "type": "string",
        "x-code-list": "region",
        "pattern": "^[0-9]{6,6}$",
    }


def test_what_a_schema_cannot_say_is_told() -> None:
    """All rules stand beside the schema in words, comparisons too."""
    rules = SCHEMA["$defs"]["contract"]["x-rules"]  # type: ignore[index]
    assert list(rules) == [rule.name for rule in CONTRACT_RULES]
    assert rules["starts_before_it_ends"] == "Start date is not later than end date."
