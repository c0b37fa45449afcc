"""A page of the form, ready to be shown: its fields, what is wrong with them, and what is odd.

What somebody has not come to yet is not held against them: an empty field is told of only where
the whole application is looked at. Not here: the questions (`questions`), the checks themselves
(`contracts.actions.applying.check`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from techmarket.checks.rule_set import rules_of
from techmarket.web.applying.questions import NAMED_BY_PARTY, STEP_OF, Step
from techmarket.web.contracts.actions.applying import check
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.typed import Failing
from techmarket.web.pages.form_fields import FormField, form_field
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.models import Party

CURRENCIES = ("CNY", "USD", "EUR", "JPY", "HKD", "GBP")
EXPECTED = frozenset(
    name for one in rules_of("contract") if one.id.endswith("_stated") for name in one.reads
) | {"objective", "exchange_rate"}
"""Fields that a draft may lack only for a reason, or that are asked only where they are needed."""

CHOOSE = {
    "contract.seller_id.required": both("请选择卖方。", "Choose the seller."),
    "contract.buyer_id.required": both("请选择买方。", "Choose the buyer."),
}
"""In a form nobody types the number of a party."""

EXPLAIN = "explain:"
"""Before the id of a rule: the name of its explanation in a form."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A soft rule that does not hold.

    Attributes:
        rule: with its text.
        place: the question at which it is told; "" for none.
        explanation: the applicant's word on it so far.
        name: of its field in a form.
    """

    rule: Failing
    place: str
    explanation: str

    @property
    def name(self) -> str:
        """Of the box to type in."""
        return f"{EXPLAIN}{self.rule.id}"


@dataclass(slots=True)
class Judged:
    """An application as it is now.

    Attributes:
        values: field to value, `None` where there is none or it cannot be read.
        wrong: field to what is wrong; "" is about no field that is asked.
        odd: field to what is odd.
        doubts: soft rules that do not hold, in their order.
    """

    values: dict[str, object]
    wrong: dict[str, list[Both]] = field(default_factory=dict)
    odd: dict[str, list[Both]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def open_points(self) -> int:
        """How many things stand in the way of submission."""
        unexplained = [one for one in self.doubts if not one.explanation]
        return sum(map(len, self.wrong.values())) + len(unexplained)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a page.

    Attributes:
        shown: the field of the form.
        applies: it is asked of this application; if not, it is hidden.
        side: "seller", "buyer", "intermediary" for the choice of a party; else "".
    """

    shown: FormField
    applies: bool
    side: str = ""


def judge(contract: Contract, *, whole: bool, known: Mapping[str, Party] | None = None) -> Judged:
    """What is wrong and odd with a draft.

    Args:
        contract: the draft.
        whole: told of are empty fields as well.
        known: parties that were read already, see `check`.
    """
    values, unread, broken = check(contract, known)
    judged = Judged(values)
    for name, texts in unread.items():
        judged.wrong.setdefault(name, []).extend(texts)
    for one in broken:
        if not whole and _is_about_nothing_yet(one, values):
            continue
        place = place_of(one, values)
        if one.hard:
            judged.wrong.setdefault(place, []).append(CHOOSE.get(one.id, one.text))
        else:
            judged.odd.setdefault(place, []).append(one.text)
            judged.doubts.append(Doubt(one, place, contract.explanations.get(one.id, "")))
    return judged


def place_of(one: Failing, values: Mapping[str, object]) -> str:
    """The question at which a rule is told: the one without an answer, else the first it reads.

    "" if none of its fields is asked.
    """
    asked = [name for name in map(_asked_for, one.fields) if name in STEP_OF]
    return next((name for name in asked if values.get(name) is None), next(iter(asked), ""))


def asked_of(
    step: Step, contract: Contract, judged: Judged, others: Mapping[str, str] | None = None
) -> list[Asked]:
    """The questions of a page.

    Args:
        step: the page.
        contract: the draft, with what was typed.
        judged: see `judge`.
        others: what the draft holds by now, where somebody else has changed it.
    """
    return [
        Asked(
            form_field(
                one.field,
                contract.draft.get(one.name, ""),
                errors=judged.wrong.get(one.name, ()),
                warnings=judged.odd.get(one.name, ()),
                old=None if others is None else others.get(one.name, ""),
                required=one.field.required or one.name in EXPECTED,
                attributes={"list": "currencies"} if one.name == "currency" else None,
            ),
            one.applies(judged.values),
            NAMED_BY_PARTY.get(one.name, ""),
        )
        for one in step.questions
    ]


def _asked_for(name: str) -> str:
    """The question from which a field follows: kind, region and country from the party."""
    for side in ("seller", "buyer"):
        if name.startswith(f"{side}_"):
            return f"{side}_id"
    return name


def _is_about_nothing_yet(one: Failing, values: Mapping[str, object]) -> bool:
    """Whether a rule only misses what may still be typed."""
    own = [name for name in one.fields if name in STEP_OF or _asked_for(name) in STEP_OF]
    return one.id.endswith((".required", "_stated")) or not any(
        values.get(name) is not None for name in own
    )
