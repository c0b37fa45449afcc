"""The parties of a contract as a reviewer compares them with the paper text.

Not here: what the contract says of them (`shown`), and changing a party (`parties`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from techmarket.record.fields import FieldType
from techmarket.record.party import PARTY
from techmarket.web.contracts.models import Version
from techmarket.web.contracts.typed import Failing, failing
from techmarket.web.pages.shown_values import code_label, yes_or_no
from techmarket.web.pages.wording import Both, both, language
from techmarket.web.parties.models import Party

SIDES = {
    "seller": both("卖方", "Seller"),
    "buyer": both("买方", "Buyer"),
    "intermediary": both("中介方", "Intermediary"),
}


@dataclass(frozen=True, slots=True)
class ShownParty:
    """A party to a contract.

    Attributes:
        side: what it is in the contract.
        party: it.
        fields: label and value of each declared field that it has.
        checks: the rules that its record breaks.
    """

    side: Both
    party: Party
    fields: list[tuple[str, str]]
    checks: list[Failing]


def parties_of_version(version: Version) -> list[ShownParty]:
    """Seller, buyer and intermediary, as far as they are named."""
    named = ((words, getattr(version, side)) for side, words in SIDES.items())
    return [
        ShownParty(words, party, _fields(party), _checks(party)) for words, party in named if party
    ]


def _fields(party: Party) -> list[tuple[str, str]]:
    rows = []
    for field in PARTY:
        value = getattr(party, field.name)
        if value is None or value == "" or value is False:
            continue
        if field.type is FieldType.CODE:
            text = code_label(field.code_list, str(value))
        else:
            text = yes_or_no(value) if field.type is FieldType.BOOLEAN else str(value)
        rows.append((field.label(language()), text))
    return rows


def _checks(party: Party) -> list[Failing]:
    record = {field.name: getattr(party, field.name) for field in PARTY}
    return failing("party", record, timezone.localdate())
