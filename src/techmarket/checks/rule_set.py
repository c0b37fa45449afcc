"""All rules, by kind of record, in the order in which they are checked.

First what each field must be by itself, hard rules before soft ones, then what several fields must
be together: a record rule does not apply where one of its fields is wrong already. Not here: the
rules, and whether the set is sound (`soundness`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from techmarket.checks.check_rule import CheckRule, Level, Severity
from techmarket.checks.contract_amounts import CONTRACT_AMOUNTS
from techmarket.checks.contract_dates import CONTRACT_DATES
from techmarket.checks.contract_entries import CONTRACT_ENTRIES
from techmarket.checks.contract_parties import CONTRACT_PARTIES
from techmarket.checks.contract_reviews import CONTRACT_REVIEWS
from techmarket.checks.contract_technology import CONTRACT_TECHNOLOGY
from techmarket.checks.field_rules import field_rules
from techmarket.checks.party_entries import PARTY_ENTRIES
from techmarket.checks.party_identifiers import PARTY_IDENTIFIERS
from techmarket.checks.record_rules import CONTRACT_CONDITIONS, PARTY_CONDITIONS, record_rules
from techmarket.errors import TechmarketError
from techmarket.record.contract import CONTRACT
from techmarket.record.contract_rules import CONTRACT_RULES
from techmarket.record.fields import Field
from techmarket.record.party import PARTY
from techmarket.record.party_rules import PARTY_RULES

DATED_BY: Mapping[str, str] = MappingProxyType({"contract": "registration_date", "party": ""})
"""Kind of record to the field that tells the date of the check; "" for none."""

KINDS = tuple(DATED_BY)


@cache
def rules_of(kind: str) -> tuple[CheckRule, ...]:
    """The rules of a kind of record, in the order in which they are checked.

    Raises:
        TechmarketError: no kind of record of that name has rules.
    """
    _known(kind)
    if kind == "contract":
        rules = [
            *field_rules(kind, CONTRACT),
            *record_rules(kind, CONTRACT, CONTRACT_RULES, CONTRACT_CONDITIONS),
            *CONTRACT_AMOUNTS,
            *CONTRACT_DATES,
            *CONTRACT_TECHNOLOGY,
            *CONTRACT_PARTIES,
            *CONTRACT_REVIEWS,
            *CONTRACT_ENTRIES,
        ]
    else:
        rules = [
            *field_rules(kind, PARTY),
            *record_rules(kind, PARTY, PARTY_RULES, PARTY_CONDITIONS),
            *PARTY_IDENTIFIERS,
            *PARTY_ENTRIES,
        ]
    return tuple(sorted(rules, key=_order))


def fields_of_kind(kind: str) -> dict[str, Field]:
    """The declared fields of a kind of record, by name.

    Raises:
        TechmarketError: no kind of record of that name has rules.
    """
    _known(kind)
    return {one.name: one for one in (CONTRACT if kind == "contract" else PARTY)}


def _order(rule: CheckRule) -> tuple[bool, bool]:
    return rule.level is Level.RECORD, rule.severity is Severity.SOFT


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise TechmarketError(
            f"there are no rules for a record of kind “{kind}”",
            todo=f"choose {' or '.join(KINDS)}",
        )
