"""A declared field as a field of a form: what stands in it, how it is typed, what is wrong with it.

What is typed stays as typed, sound or not; `contracts.typed` reads it. Not here: which fields a
form asks for, and how they look (`templates/pages/parts/field.html`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date

from django.urls import reverse
from django.utils import timezone

from techmarket.record.constraints import Length, OneOf
from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Field, FieldType
from techmarket.record.party import PARTY
from techmarket.web.pages.amounts import UnclearAmount, capitals, ten_thousand_yuan, typed_amount
from techmarket.web.pages.code_choices import (
    Choice,
    choice_text,
    choices_of,
    coarse_of,
    code_meant,
    is_large,
)
from techmarket.web.pages.wording import Both, both, language

RECORDS: Mapping[str, tuple[Field, ...]] = {"contract": CONTRACT, "party": PARTY}
YES, NO = both("是", "Yes"), both("否", "No")
WIDE = 60
"""A text that may be longer than that has the whole width."""


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words to choose.

    Attributes:
        value: what is sent.
        label: what is read.
        chosen: it stands in the field.
    """

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form, ready to be shown.

    Attributes:
        name: what is sent; `id`: of the control.
        control: "text", "password", "date", "money", "number", "radio", "select" or "code" (typed
            and looked for at `address`).
        label, words: before the field, and its meaning.
        text: what stands in it.
        errors, warnings: what is wrong, and what is odd, whole sentences.
        old: what stood there before, "" for nothing; shown where `changed`.
        required: a form without it is not taken.
        wide: it has the whole width.
        options: of "radio" (few words) and "select".
        tree: of a "select" of codes.
        echo: the amount in 万元 and capitals, or the code with its label.
        attributes: further attributes of the control, `hx-…`.
    """

    name: str
    id: str
    control: str
    label: str
    words: str
    text: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    old: str = ""
    changed: bool = False
    required: bool = False
    wide: bool = False
    options: tuple[Word, ...] = ()
    tree: tuple[Choice, ...] = ()
    code: str = ""
    echo: str = ""
    address: str = ""
    attributes: Mapping[str, str] = column(default_factory=dict)

    @property
    def described_by(self) -> str:
        """Ids of what describes the control."""
        parts = [f"{self.id}-words"] if self.words else []
        if self.echo or self.control == "money":
            parts.append(f"{self.id}-echo")
        if self.errors or self.warnings:
            parts.append(f"{self.id}-wrong")
        return " ".join(parts)


def form_field(
    declared: Field,
    text: str = "",
    *,
    errors: Iterable[Both | str] = (),
    warnings: Iterable[Both | str] = (),
    old: str | None = None,
    required: bool | None = None,
    on: date | None = None,
    prefix: str = "",
    attributes: Mapping[str, str] | None = None,
) -> FormField:
    """A declared field as a field of a form, in the language of the request.

    Args:
        declared: of `record.contract` or `record.party`.
        text: what stands in it, as typed.
        errors, warnings: what to say beside it.
        old: what stood there before, as text; `None`: nothing to compare with.
        required: whether the form asks for it; as declared unless given.
        on: the day by which codes are offered; today.
        prefix: before the names, where two forms stand on one page.
        attributes: further attributes of the control.
    """
    lang, day = language(), on or timezone.localdate()
    control = _control(declared)
    asked = declared.required if required is None else required
    code = code_meant(declared, text, day) if declared.type is FieldType.CODE else ""
    return FormField(
        name=f"{prefix}{declared.name}",
        id=f"{prefix}{declared.name}",
        control=control,
        label=declared.label(lang),
        words=declared.words(lang),
        text=_shown_text(declared, text, code, control, lang),
        errors=tuple(map(str, errors)),
        warnings=tuple(map(str, warnings)),
        old=readable(declared, old, day) if old else "",
        changed=old is not None and readable(declared, old, day) != readable(declared, text, day),
        required=asked,
        wide=_is_wide(declared),
        options=_words(declared, text, asked),
        tree=choices_of(declared.code_list, coarse_of(declared), day, lang)
        if control == "select" and declared.code_list
        else (),
        code=code,
        echo=amount_echo(text) if control == "money" else "",
        address=_address(declared) if control == "code" else "",
        attributes=dict(attributes or {}),
    )


def plain_field(
    name: str,
    label: Both,
    words: Both,
    text: str = "",
    *,
    errors: Iterable[Both | str] = (),
    control: str = "text",
    required: bool = True,
    options: Iterable[tuple[str, Both | str]] = (),
    tree: tuple[Choice, ...] = (),
    wide: bool = False,
) -> FormField:
    """A field of a form that is no declared field of a record: a login name, a reason.

    Args:
        name, label, words, text, errors, control, required, tree, wide: see `FormField`.
        options: value and label of each choice.
    """
    return FormField(
        name=name,
        id=name,
        control=control,
        label=str(label),
        words=str(words),
        text=text,
        errors=tuple(map(str, errors)),
        required=required,
        wide=wide,
        options=tuple(Word(value, str(said), value == text) for value, said in options),
        tree=tree,
        code=text if any(one.code == text for one in tree) else "",
    )


def text_of(value: object) -> str:
    """A value of a record as text that reads back as the value: 分 as yuan, a day in ISO form."""
    match value:
        case None:
            return ""
        case bool():
            return YES.zh if value else NO.zh
        case date():
            return value.isoformat()
    return str(value)


def typed_text(declared: Field, value: object) -> str:
    """What stands in the field of a form for a value of the record."""
    if declared.type is FieldType.MONEY and isinstance(value, int):
        return f"{value // 100}.{value % 100:02}"
    return text_of(value)


def readable(declared: Field, text: str, on: date | None = None) -> str:
    """A text of a form as somebody reads it: codes with labels, words with meanings."""
    lang = language()
    if declared.type is FieldType.CODE:
        code = code_meant(declared, text, on or timezone.localdate())
        return choice_text(declared, code, lang) if code else text
    if declared.type is FieldType.BOOLEAN:
        return str(YES) if text == YES.zh else str(NO) if text == NO.zh else text
    if isinstance(declared.constraint, OneOf):
        for word, zh, en in declared.constraint.labels:
            if word == text:
                return zh if lang == "zh" else en
    return text


def amount_echo(text: str) -> str:
    """What is said below an amount while it is typed: in 万元 and in capitals, or what is wrong."""
    if not text.strip():
        return ""
    try:
        fen = typed_amount(text)
    except UnclearAmount as unclear:
        return unclear.zh if language() == "zh" else unclear.en
    return str(
        both(
            f"= {ten_thousand_yuan(fen)} 万元，{capitals(fen)}",
            f"= {ten_thousand_yuan(fen)} ten thousand yuan, {capitals(fen)}",
        )
    )


def _control(declared: Field) -> str:
    match declared.type:
        case FieldType.DATE:
            return "date"
        case FieldType.MONEY:
            return "money"
        case FieldType.INTEGER | FieldType.DECIMAL:
            return "number"
        case FieldType.BOOLEAN:
            return "radio"
        case FieldType.CODE:
            return "code" if is_large(declared) else "select"
    return "select" if isinstance(declared.constraint, OneOf) else "text"


def _shown_text(declared: Field, text: str, code: str, control: str, lang: str) -> str:
    """A code that is typed stands with its label; all else as it was typed."""
    if control != "code" or not code:
        return text
    row = next(
        (
            one
            for one in choices_of(declared.code_list, frozenset(), timezone.localdate(), lang)
            if one.code == code
        ),
        None,
    )
    return row.text if row else text


def _words(declared: Field, text: str, asked: bool) -> tuple[Word, ...]:
    lang = language()
    if declared.type is FieldType.BOOLEAN:
        told = [(YES.zh, str(YES)), (NO.zh, str(NO))]
        if not asked:
            told.append(("", str(both("不填", "Not stated"))))
        return tuple(Word(value, label, value == text) for value, label in told)
    if isinstance(declared.constraint, OneOf):
        return tuple(
            Word(word, zh if lang == "zh" else en, word == text)
            for word, zh, en in declared.constraint.labels
        )
    return ()


def _is_wide(declared: Field) -> bool:
    longest = [one.most for one in declared.constraints if isinstance(one, Length)]
    return declared.type is FieldType.TEXT and bool(longest) and min(longest) > WIDE


def _address(declared: Field) -> str:
    record = next(name for name, fields in RECORDS.items() if declared in fields)
    return reverse("code_choices", args=[record, declared.name])
