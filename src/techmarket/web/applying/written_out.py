"""An application in words: each answer as a person reads it, for looking over and printing.

Not here: the fields as they are typed (`asked`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techmarket.record.fields import Field, FieldType
from techmarket.web.applying.asked import Judged
from techmarket.web.applying.parties_found import shown
from techmarket.web.applying.questions import NAMED_BY_PARTY, STEPS, Step
from techmarket.web.contracts.models import Contract
from techmarket.web.pages.amounts import MOST, capitals, ten_thousand_yuan, yuan
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import Both, both, language
from techmarket.web.parties.models import Party


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer.

    Attributes:
        name: of the field.
        label: of the field.
        text: the answer in words; as it was typed where it cannot be read.
        small: the same in another form, or more of it.
        wrong: what is wrong.
        odd: what is odd.
    """

    name: str
    label: str
    text: str
    small: str = ""
    wrong: tuple[Both, ...] = ()
    odd: tuple[Both, ...] = ()


def answers(contract: Contract, judged: Judged) -> list[tuple[Step, list[Answer]]]:
    """The questions that apply, page by page, with their answers.

    Args:
        contract: a draft.
        judged: see `asked.judge`.
    """
    return _written(judged.values, contract.draft, judged)


def answers_of_values(values: Mapping[str, object]) -> list[tuple[Step, list[Answer]]]:
    """The same for a version: what was submitted or registered."""
    return _written(values, {}, Judged(dict(values)))


def _written(
    values: Mapping[str, object], typed: Mapping[str, str], judged: Judged
) -> list[tuple[Step, list[Answer]]]:
    numbers = [str(values[name]) for name in NAMED_BY_PARTY if values.get(name)]
    parties = {one.party_id: one for one in Party.objects.filter(party_id__in=numbers)}
    told = []
    for step in STEPS:
        of_step = []
        for question in step.questions:
            if not question.applies(values):
                continue
            value = values.get(question.name)
            text, small = _in_words(question.field, value, parties)
            of_step.append(
                Answer(
                    question.name,
                    _label(question.field),
                    text or str(typed.get(question.name) or ""),
                    small,
                    tuple(judged.wrong.get(question.name, ())),
                    tuple(judged.odd.get(question.name, ())),
                )
            )
        if of_step:
            told.append((step, of_step))
    return told


def _label(field: Field) -> str:
    side = NAMED_BY_PARTY.get(field.name, "")
    return str(SIDE_LABELS[side]) if side else field.label(language())


SIDE_LABELS = {
    "seller": both("卖方", "Seller"),
    "buyer": both("买方", "Buyer"),
    "intermediary": both("中介方", "Intermediary"),
}


def _in_words(field: Field, value: object, parties: Mapping[str, Party]) -> tuple[str, str]:
    if value is None or value == "":
        return "", ""
    if field.name in NAMED_BY_PARTY:
        party = parties.get(str(value))
        return (party.name, shown(party).about) if party else (str(value), "")
    if field.type is FieldType.CODE:
        return code_label(field.code_list, str(value)), ""
    if field.type is FieldType.BOOLEAN:
        return str(both("是", "Yes") if value else both("否", "No")), ""
    if field.type is FieldType.MONEY and isinstance(value, int):
        text = both(f"{yuan(value)} 元", f"{yuan(value)} yuan")
        small = f"{ten_thousand_yuan(value)} {both('万元', '× 10,000 yuan')}"
        return str(text), f"{small} · {capitals(value)}" if 0 <= value <= MOST else small
    return str(value), ""
