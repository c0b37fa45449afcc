"""What a check says of a record: pass, fail with the values, or not applicable and why.

Every rule says one of the three of every record, typed into a form or one of a million in a file.
All rules are listed in the [catalogue](rules.md).
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from techmarket.checks.batches import RuleCounts, check_batches
from techmarket.checks.example_records import example
from techmarket.checks.one_record import check_record, failures
from techmarket.checks.outcome import Outcome, Verdict
from techmarket.checks.rule_set import rules_of
from techmarket.checks.telling import sentence_of
from techmarket.record.parquet import contracts_schema

SEPTEMBER = date(2013, 9, 9)
Record = dict[str, object]


def contract(**changes: object) -> Record:
    """A lawful contract of 2013 with changes."""
    return example("contract", changes)


def verdict(id: str, record: Record, on: date | None = None) -> Verdict:
    """What the rule says of the record."""
    kind = id.split(".")[0]
    return next(one for one in check_record(kind, record, on) if one.rule.id == id)


def failing(record: Record) -> list[str]:
    """Ids of the rules that a contract fails."""
    return [one.rule.id for one in failures("contract", record)]


def test_a_lawful_contract_fails_no_rule() -> None:
    """Neither hard nor soft: what is said of it is that rules pass or do not apply."""
    assert failures("contract", contract()) == []
    assert {one.rule.id for one in check_record("contract", contract())} == {
        rule.id for rule in rules_of("contract")
    }


def test_a_failure_shows_the_values_it_is_about() -> None:
    """Labels and values of the fields that the rule reads, money in yuan, in both languages."""
    found = verdict("contract.technical_value_within_value", contract(technical_value=123_450_001))
    assert found.outcome is Outcome.FAIL
    assert found.values == {"technical_value": 123_450_001, "value": 123_450_000}
    assert sentence_of(found, "zh") == (
        "技术交易额不大于合同成交金额：技术交易额为 1234500.01 元，合同成交金额为 1234500.00 元。"
    )
    assert sentence_of(found, "en") == (
        "Technical value is not more than contract value: Technical value 1234500.01 元, "
        "Contract value 1234500.00 元."
    )


def test_a_failure_says_what_is_empty_and_what_is_yes_or_no() -> None:
    """A value that is not given is called empty; yes and no are words."""
    found = verdict(
        "contract.exempt_states_technical_value",
        contract(is_tax_exempt=True, technical_value=None),
    )
    assert sentence_of(found, "zh") == (
        "用于申请免税的合同填写技术交易额：免税标志为 是，技术交易额为 空。"
    )
    assert sentence_of(found, "en") == (
        "A contract for which tax exemption is claimed states its technical value: "
        "For tax exemption yes, Technical value empty."
    )


def test_what_is_about_a_natural_person_is_not_repeated() -> None:
    """Neither an identifier nor a contact or telephone number stands in a sentence."""
    found = verdict("party.contact_is_a_person", example("party", {"contact": "13812345678"}))
    assert found.values == {"contact": "13812345678"}
    assert sentence_of(found, "zh") == "联系人是人名，不是电话号码：联系人为 （不显示）。"
    assert sentence_of(found, "en") == (
        "The contact is a person, not a telephone number: Contact (not shown)."
    )


def test_a_rule_whose_field_is_empty_does_not_apply() -> None:
    """What must be given is a rule of its own, so that one gap is told once."""
    found = verdict("contract.starts_before_it_ends", contract(end_date=None))
    assert found.outcome is Outcome.EMPTY
    assert sentence_of(found, "zh") == "有效期起不晚于有效期止：不适用，所需字段为空。"
    assert sentence_of(found, "en") == (
        "Start date is not later than end date: not applicable, a field that it needs is empty."
    )
    assert failing(contract(end_date=None)) == ["contract.end_date_stated"]


def test_a_rule_of_another_regime_does_not_apply() -> None:
    """The regime is that of the registration date: until 22 January 2026 the one of 2000."""
    old, new = "contract.tax_only_for_2000", "contract.tax_only_for_2026"
    for day, in_force, other in (
        (date(2026, 1, 22), old, new),
        (date(2026, 1, 23), new, old),
    ):
        record = contract(registration_date=day, is_tax_exempt=True)
        assert verdict(in_force, record).outcome is Outcome.PASS
        assert verdict(other, record).outcome is Outcome.OTHER_REGIME
        assert sentence_of(verdict(other, record), "en").endswith(
            ": not applicable, not in force on the day."
        )


def test_a_rule_about_other_records_does_not_apply() -> None:
    """That a transfer involves intellectual property is no matter of a development contract."""
    found = verdict("contract.transfer_involves_ip", contract())
    assert found.outcome is Outcome.OTHER_KIND
    assert sentence_of(found, "zh") == "技术转让合同涉及知识产权：不适用，不适用于这类登记。"


def test_a_field_that_is_wrong_by_itself_is_told_once() -> None:
    """A negative value breaks its field; no rule that compares it says so again."""
    assert failing(contract(value=-1)) == ["contract.value.range"]
    found = verdict("contract.technical_value_within_value", contract(value=-1))
    assert found.outcome is Outcome.FIELD_WRONG
    assert sentence_of(found, "en") == (
        "Technical value is not more than contract value: not applicable, "
        "a field that it reads is wrong by itself."
    )


def test_a_rule_that_passes_is_just_the_rule() -> None:
    """The sentence of a pass is the rule itself."""
    found = verdict("contract.value_above_zero", contract())
    assert sentence_of(found, "en") == (
        "The contract value is above zero, unless it is paid by royalty alone."
    )


def test_expired_contracts_are_a_hint_before_2026_and_refused_since() -> None:
    """How strict registration within validity is, the regime says."""
    old = example("contract", {"end_date": date(2013, 9, 8)})
    new = example("contract_2026", {"end_date": date(2026, 5, 17)})
    assert [(one.rule.id, str(one.rule.severity)) for one in failures("contract", old)] == [
        ("contract.registered_within_validity_2000", "soft")
    ]
    assert [(one.rule.id, str(one.rule.severity)) for one in failures("contract", new)] == [
        ("contract.registered_within_validity_2026", "hard")
    ]


def test_a_licence_is_a_type_of_its_own_from_2026() -> None:
    """Its code is valid from the day of the new measures, that of the old licence until then."""
    before, since = date(2026, 1, 22), date(2026, 1, 23)
    id = "contract.contract_type.code"
    for code, day, outcome in (
        ("5", before, Outcome.FAIL),
        ("5", since, Outcome.PASS),
        ("22", before, Outcome.PASS),
        ("22", since, Outcome.FAIL),
    ):
        record = example("licence_2026", {"contract_type": code, "registration_date": day})
        assert verdict(id, record).outcome is outcome


def test_the_date_of_the_check_is_given_where_the_contract_has_none() -> None:
    """A form asks before anything is registered: codes are those of the day of filling in."""
    draft = contract(registration_date=None)
    id = "contract.technical_field.code"
    assert verdict(id, draft).outcome is Outcome.EMPTY
    assert verdict(id, draft, SEPTEMBER).outcome is Outcome.PASS


def test_zeros_fit_the_check_character_and_are_nobody_s() -> None:
    """The check character of an organisation code of zeros is zero; it is refused all the same."""
    record = example("party", {"identifier": "000000000"})
    assert [one.rule.id for one in failures("party", record, SEPTEMBER)] == [
        "party.identifier_not_one_character"
    ]


def test_a_repair_is_offered_where_one_is_known() -> None:
    """Blanks taken away, labels made codes, full-width letters made plain, hyphens dropped."""
    assert verdict(
        "contract.technical_field.code", contract(technical_field="计算机软件")
    ).repair == {"technical_field": "0102"}
    assert verdict("contract.project_name.trimmed", contract(project_name=" 信号采集 ")).repair == {
        "project_name": "信号采集"
    }
    assert verdict("contract.project_name.trimmed", contract(project_name="  ")).repair is None
    assert verdict("contract.currency.pattern", contract(currency="元")).repair is None
    assert verdict("contract.renminbi_is_cny", contract(currency="RMB")).repair == {
        "currency": "CNY"
    }
    assert verdict(
        "contract.seller_country_agrees_with_region", contract(seller_country="502")
    ).repair == {"seller_country": "142"}
    company = example("party", {"identifier": "70846113-6", "scale": "小型"})
    assert verdict("party.identifier_without_hyphens", company).repair == {
        "identifier": "708461136"
    }
    assert verdict("party.scale.one_of", company).repair == {"scale": "small"}
    bracketed = example("party", {"name": "测园 信号(中国)Ａ\n有限公司"})
    assert verdict("party.name_with_chinese_brackets", bracketed).repair == {
        "name": "测园 信号（中国）Ａ\n有限公司"
    }
    assert verdict("party.name_in_half_width", bracketed).repair == {
        "name": "测园 信号(中国)A\n有限公司"
    }
    assert verdict("party.name_without_inner_blanks", bracketed).repair == {
        "name": "测园信号(中国)Ａ\n有限公司"
    }
    assert verdict("party.name_without_control_characters", bracketed).repair == {
        "name": "测园 信号(中国)Ａ有限公司"
    }


def test_a_label_that_two_codes_have_is_not_repaired() -> None:
    """吉林 is a province and a city in it: a person has to say which."""
    assert verdict("contract.buyer_region.code", contract(buyer_region="吉林")).repair is None


def test_a_file_says_which_rows_fail_which_rule() -> None:
    """Rows are counted through all batches; the counts of all outcomes add up to the rows."""
    rows = [contract(), contract(value=-1), contract(), contract(end_date=None)]
    table = pa.Table.from_pylist(rows, contracts_schema())
    counts = RuleCounts()
    found: dict[str, list[int]] = {}
    for batch in check_batches("contract", table.to_batches(max_chunksize=3)):
        counts.add(batch)
        for id in ("contract.value.range", "contract.end_date_stated"):
            found.setdefault(id, []).extend(batch.failing_rows(id).tolist())
    assert found == {"contract.value.range": [1], "contract.end_date_stated": [3]}
    assert counts.rows == 4
    assert counts.failed("contract.value.range") == 1
    assert {int(by_outcome.sum()) for by_outcome in counts.by_rule.values()} == {4}
    within = counts.by_rule["contract.technical_value_within_value"].tolist()
    assert within == [3, 0, 0, 0, 0, 1]
