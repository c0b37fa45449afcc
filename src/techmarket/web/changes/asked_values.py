"""The values that a change asks for, from what was typed; checked as on a registration.

Not here: keeping them (`actions.asking`).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from techmarket.web.changes.models import Change
from techmarket.web.contracts.actions.applying import FROM_PARTIES
from techmarket.web.contracts.facts import APPLIED, record_of, sides_of, values_of
from techmarket.web.contracts.models import PARTIES, Contract, Version
from techmarket.web.contracts.typed import failing, read_typed
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.merged import by_number, with_numbers

ASSIGNED = ("seller_id", "buyer_id")
"""Fields that an assignment changes; an amendment changes all others."""

FIELDS_OF = {
    Change.Kind.ASSIGNMENT: tuple(one for one in APPLIED if one.name in ASSIGNED),
    Change.Kind.AMENDMENT: tuple(
        one for one in APPLIED if one.name not in ASSIGNED and one.name not in FROM_PARTIES
    ),
}
"""Which declared fields a change of a kind asks about, in the order of the form."""


def asked_values(contract: Contract, kind: str, typed: Mapping[str, str]) -> dict[str, object]:
    """All values of a registered contract with what is to change.

    Args:
        contract: registered, with its standing version.
        kind: "amendment" or "assignment".
        typed: declared field to text; others than those of the kind are left out.

    Raises:
        Refused: by field: what cannot be read, which party there is not, which hard rule it
            breaks; or nothing changes.
    """
    if kind not in FIELDS_OF or contract.standing is None:
        text = both("请选择变更或转让。", "Choose amendment or assignment.")
        raise Refused(text, fields={"kind": [text]}, code="unknown_kind")
    standing: Version = contract.standing
    fields = [one for one in FIELDS_OF[Change.Kind(kind)] if one.name in typed]
    today = timezone.localdate()
    reading = read_typed(typed, fields, today)
    wrong = {name: list(texts) for name, texts in reading.unread.items()}
    before = values_of(standing)
    values = _deducted(standing, before | reading.values)
    if kind == Change.Kind.ASSIGNMENT:
        values = _with_sides(values, wrong)
    if not wrong and values == before:
        raise Refused(
            both(
                "没有改动任何内容。请修改需要变更的栏目后再提交。",
                "Nothing is changed; change what is to be different, then send it again.",
            ),
            code="nothing_changed",
        )
    record = record_of(contract, standing) | values | {"status": "registered"}
    changed = {name for name in values if values[name] != before[name]}
    for rule in failing("contract", record, today):
        if rule.hard and set(rule.fields) & changed and not set(rule.fields) & set(wrong):
            place = next(name for name in rule.fields if name in changed)
            wrong.setdefault(place, []).append(rule.text)
    if wrong:
        raise Refused(
            both("有栏目需要改正。", "Something is to be corrected."),
            fields=wrong,
            code="not_sound",
        )
    return values


def _deducted(standing: Version, values: dict[str, object]) -> dict[str, object]:
    """The values with the technical value that follows from the deductions of the registration.

    Only where the applicant leaves it as it stands; what else they state, and what would be less
    than nothing, is for the agency to recognise.
    """
    taken = sum(standing.deductions.values_list("amount", flat=True))
    value, technical = values.get("value"), values.get("technical_value")
    if not taken or not isinstance(value, int) or technical != standing.technical_value:
        return values
    return values | {"technical_value": value - taken} if value >= taken else values


def _with_sides(values: dict[str, object], wrong: dict[str, list[Both]]) -> dict[str, object]:
    """The values with kind, region and country of their parties; unknown parties go to `wrong`."""
    parties = by_number(str(values[one]) for one in PARTIES if values.get(one))
    values = with_numbers(values, parties)
    for name in ASSIGNED:
        if str(values.get(name) or "") not in parties:
            wrong.setdefault(name, []).append(
                both(
                    "没有这个注册号的当事人，请重新选择。",
                    "There is no party of this number; choose it again.",
                )
            )
    return values | sides_of(values, parties)
