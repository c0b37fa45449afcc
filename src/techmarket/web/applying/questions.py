"""What the form asks, step by step: declared once, with the condition of each question.

Labels, words and demands come from the declared fields (`record`). Not here: how a question looks
(`asked`) and whether an answer is right (`contracts.actions.applying.check`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techmarket.checks.condition import ALWAYS, Condition, Given, Not, every, is_code, under
from techmarket.checks.plain import truth_of
from techmarket.record.fields import Field
from techmarket.web.contracts.facts import APPLIED
from techmarket.web.pages.wording import Both, both

DECLARED: dict[str, Field] = {one.name: one for one in APPLIED}

RENMINBI = "CNY"
SECRET, NO_PROPERTY = "1", "9"
OUTSIDE_PLANS = "9"

FOREIGN_MONEY = every(Given("currency"), Not(is_code("currency", RENMINBI)))
REGISTERED_RIGHT = every(Given("ip_type"), Not(is_code("ip_type", SECRET, NO_PROPERTY)))
OF_A_PLAN = every(Given("plan_source"), Not(is_code("plan_source", OUTSIDE_PLANS)))
HANDS_OVER = under("contract_type", "contract_type", "2", "5")
"""Transfer and licence: the buyer is going to use a technology that there is."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        field: the declared field that the answer is of.
        when: to whom it applies, by the answers so far.
    """

    field: Field
    when: Condition = ALWAYS

    @property
    def name(self) -> str:
        """That of the field."""
        return self.field.name

    def applies(self, values: Mapping[str, object]) -> bool:
        """Whether it is asked, given the values read so far."""
        return bool(truth_of(self.when)(values, None))


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form.

    Attributes:
        id: in addresses.
        label: what it is called.
        questions: in order; none on the pages of files and of the last look.
    """

    id: str
    label: Both
    questions: tuple[Question, ...] = ()


def _asks(*names: str | tuple[str, Condition]) -> tuple[Question, ...]:
    return tuple(
        Question(DECLARED[one]) if isinstance(one, str) else Question(DECLARED[one[0]], one[1])
        for one in names
    )


STEPS = (
    Step(
        "parties",
        both("当事人", "Parties"),
        _asks("seller_id", "buyer_id", "intermediary_id", "is_related_party"),
    ),
    Step(
        "contract",
        both("合同", "Contract"),
        _asks("project_name", "contract_type", "signing_date", "start_date", "end_date"),
    ),
    Step(
        "money",
        both("金额", "Money"),
        _asks(
            "currency",
            ("exchange_rate", FOREIGN_MONEY),
            "value",
            "technical_value",
            "payment_method",
            "is_tax_exempt",
            ("expected_investment", HANDS_OVER),
            ("expected_output", HANDS_OVER),
        ),
    ),
    Step(
        "technology",
        both("技术", "Technology"),
        _asks(
            "technical_field",
            "objective",
            "industry_served",
            "ip_type",
            ("ip_certificate", REGISTERED_RIGHT),
            "plan_source",
            ("plan_number", OF_A_PLAN),
        ),
    ),
    Step("files", both("附件", "Attachments")),
    Step("check", both("核对提交", "Check and submit")),
)
"""The pages of the form, in order."""

STEP = {one.id: one for one in STEPS}
STEP_OF = {question.name: step.id for step in STEPS for question in step.questions}
"""Field to the page that asks for it."""

NAMED_BY_PARTY = {"seller_id": "seller", "buyer_id": "buyer", "intermediary_id": "intermediary"}
"""Questions answered by choosing a party, and the side of each."""


def not_asked(values: Mapping[str, object]) -> list[str]:
    """Names of the questions that do not apply to an application."""
    return [
        question.name
        for step in STEPS
        for question in step.questions
        if not question.applies(values)
    ]


def neighbours(step: Step) -> tuple[Step | None, Step | None]:
    """The pages before and after a page."""
    place = STEPS.index(step)
    before = STEPS[place - 1] if place else None
    return before, STEPS[place + 1] if place + 1 < len(STEPS) else None
