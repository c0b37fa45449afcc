"""The set of rules: sound, complete against the declared record, and printed as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from techmarket.checks.among_records import REPETITION_RULES
from techmarket.checks.batch_rules import BATCH_RULES
from techmarket.checks.catalogue import catalogue
from techmarket.checks.check_rule import CheckRule
from techmarket.checks.condition import ALWAYS, Matches, Not, Value, under
from techmarket.checks.record_rules import CONTRACT_CONDITIONS, PARTY_CONDITIONS
from techmarket.checks.rule_set import KINDS, fields_of_kind, rules_of
from techmarket.checks.soundness import batch_faults, faults
from techmarket.errors import TechmarketError
from techmarket.record.contract_rules import CONTRACT_RULES
from techmarket.record.party_rules import PARTY_RULES

ROOT = Path(__file__).parents[2]


def rule(id: str) -> CheckRule:
    """The rule of that id."""
    return next(one for one in rules_of(id.split(".")[0]) if one.id == id)


def with_instead(other: CheckRule) -> list[CheckRule]:
    """All rules of its kind, with this one in the place of the one that has its id."""
    return [other if one.id == other.id else one for one in rules_of(other.kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_set_is_sound(kind: str) -> None:
    assert faults(kind, rules_of(kind)) == []


def other_ids() -> list[str]:
    """Ids of the rules that are not about a batch as a whole."""
    return [one.id for kind in KINDS for one in rules_of(kind)] + [o.id for o in REPETITION_RULES]


def test_the_set_of_rules_about_batches_is_sound() -> None:
    assert batch_faults(BATCH_RULES, other_ids()) == []
    assert len(set(other_ids())) == len(other_ids())


def test_a_rule_about_batches_that_is_not_sound_is_found() -> None:
    """It cannot be failed, its example breaks others, or it stands twice."""
    one = next(r for r in BATCH_RULES if r.id == "contract.middle_value_is_likely")
    idle = replace(one, failing=one.passing)
    assert batch_faults([idle], []) == [f"{one.id}: its failing example fails nothing"]
    upside_down = replace(one, passing=one.failing)
    assert batch_faults([upside_down], []) == [f"{one.id}: its passing example fails {one.id}"]
    assert batch_faults([one], [one.id]) == [f"{one.id}: the id is given to 2 rules"]
    again = replace(one, id="contract.again")
    assert batch_faults([one, again], []) == [
        f"{one.id}: another rule has the same sentence",
        f"{one.id}: its failing example fails contract.again, {one.id}",
        "contract.again: another rule has the same sentence",
        f"contract.again: its failing example fails contract.again, {one.id}",
    ]


def test_there_are_enough_rules_beside_the_derived_ones() -> None:
    written = [
        one
        for kind in KINDS
        for one in rules_of(kind)
        if one.id.count(".") == 1
        and one.id.split(".")[1] not in {*CONTRACT_CONDITIONS, *PARTY_CONDITIONS}
    ]
    assert len(written) >= 80


def test_every_declared_rule_of_the_record_has_its_condition() -> None:
    assert [one.name for one in CONTRACT_RULES] == list(CONTRACT_CONDITIONS)
    assert [one.name for one in PARTY_RULES] == list(PARTY_CONDITIONS)


def test_every_constraint_of_a_field_is_a_rule() -> None:
    for kind in KINDS:
        ids = [one.id for one in rules_of(kind)]
        for name, field in fields_of_kind(kind).items():
            derived = [id for id in ids if id.startswith(f"{kind}.{name}.")]
            assert len(derived) == len(field.constraints) + field.required


def test_the_catalogue_is_up_to_date() -> None:
    """When it is not: `make docs`, and look at what changed."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == catalogue()


def test_a_rule_that_no_record_can_fail_is_found() -> None:
    """Nor is one that has no example, or one whose example breaks something else."""
    one = rule("contract.value_not_registration_number")
    idle = replace(one, holds=Not(Not(ALWAYS)))
    assert faults("contract", with_instead(idle)) == [
        "contract.value_not_registration_number: its failing example does not fail it"
    ]
    lone = replace(one, companions=frozenset())
    assert faults("contract", with_instead(lone)) == [
        "contract.value_not_registration_number: its failing example also fails "
        "contract.second_review_major, contract.value_not_beyond_belief"
    ]
    shy = replace(rule("contract.end_date_stated"), companions=frozenset({"contract.x"}))
    assert faults("contract", with_instead(shy)) == [
        "contract.end_date_stated: its failing example does not fail contract.x"
    ]


def test_a_rule_that_stands_twice_is_found() -> None:
    one = rule("contract.end_date_stated")
    assert faults("contract", [*rules_of("contract"), replace(one, id="contract.again")]) == [
        "contract.end_date_stated: another rule has the same sentence",
        "contract.again: another rule has the same sentence",
        "contract.again: its condition is that of contract.end_date_stated",
        "contract.end_date_stated: its failing example also fails contract.again",
        "contract.again: its failing example also fails contract.end_date_stated",
    ]
    assert faults("contract", [*rules_of("contract"), one])[0] == (
        "contract.end_date_stated: the id is given to 2 rules"
    )


def test_rules_that_contradict_each_other_are_found() -> None:
    """No record could meet them all: the base record does not."""
    one = rule("contract.end_date_stated")
    found = faults("contract", with_instead(replace(one, holds=Not(one.holds))))
    assert "contract: the base record fails contract.end_date_stated" in found
    assert "contract.end_date_stated: its passing example does not pass it" in found
    assert faults("party", [rule("party.enterprises_only")]) == [
        "no base record for one of the regimes"
    ]


def test_an_example_that_passes_by_breaking_a_hard_rule_is_found() -> None:
    one = rule("contract.end_date_stated")
    assert faults("contract", with_instead(replace(one, passing={"value": -1}))) == [
        "contract.end_date_stated: its passing example fails the hard rule contract.value.range"
    ]


def test_a_repair_that_mends_nothing_is_found() -> None:
    one = rule("contract.renminbi_is_cny")
    idle = replace(one, repair=lambda record, on: {"currency": "CNH"})
    assert faults("contract", with_instead(idle)) == [
        "contract.renminbi_is_cny: its repair does not mend its failing example"
    ]


def test_a_rule_that_contradicts_itself_cannot_be_made() -> None:
    one = rule("contract.end_date_stated")
    for changes, message in (
        ({"reads": ()}, r"reads \['end_date'\] and says \[\]"),
        ({"reads": ("end_date", "value")}, "the level is field when it is about one field"),
        ({"words_en": "No full stop"}, "is said in a sentence, in both languages"),
        ({"source": ""}, "has no source"),
    ):
        with pytest.raises(ValueError, match=message):
            replace(one, **changes)


@pytest.mark.parametrize("expression", [r"\s", "^a", "a$", "(?=a)", "(?i)a", r"(a)\1"])
def test_an_expression_that_engines_read_differently_cannot_be_made(expression: str) -> None:
    with pytest.raises(ValueError, match="write out classes, no anchors, flags or look-ahead"):
        Matches(Value("name"), expression)


def test_a_place_in_a_list_that_depends_on_the_date_cannot_be_asked_for() -> None:
    """Division 79 was moved to another section by the classification of 2017."""
    with pytest.raises(ValueError, match=r"industry: the place of .*'79'.* depends on the date"):
        under("industry_served", "industry", "N")


def test_a_kind_of_record_without_rules_is_refused() -> None:
    with pytest.raises(TechmarketError) as error:
        rules_of("survey")
    assert str(error.value) == (
        "there are no rules for a record of kind “survey”; choose contract or party."
    )
