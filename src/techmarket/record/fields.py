"""What a field is: one declaration for form, import check, data dictionary, schema and Parquet.

A declaration that contradicts itself is refused when it is made. Not here: the
declarations themselves (`contract`, `party`, `attachment`, `income_verification`) and rules
about several fields together (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from techmarket.record.constraints import CodeOf, Constraint, Exact, NotEmpty, OneOf, Pattern
from techmarket.record.problem import Problem

Record = Mapping[str, object]
"""Field name to value: `str` (text, code, decimal), `date`, `int` (money in 分, integer),
`bool`, or `None` for what is not given."""


class FieldType(StrEnum):
    """How the value of a field is held. No type holds a float."""

    TEXT = "text"
    """`str`."""
    CODE = "code"
    """`str`, a code of the field's code list."""
    DATE = "date"
    """`datetime.date`."""
    MONEY = "money"
    """`int`, in 分 of the renminbi."""
    INTEGER = "integer"
    """`int`."""
    DECIMAL = "decimal"
    """`str` of digits with at most one point ("6.1932"): exact, never a float."""
    BOOLEAN = "boolean"
    """`bool`."""


class DataClass(StrEnum):
    """Who may see the value of a single record. Statistics are another matter."""

    PUBLIC = "public"
    """Anyone, record by record."""
    INTERNAL = "internal"
    """Those who work on the register, and the parties themselves."""
    PERSONAL = "personal"
    """As internal, and it is, or may be, about a natural person: never leaves the register."""


PYTHON_TYPES: Mapping[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.CODE: str,
    FieldType.DATE: date,
    FieldType.MONEY: int,
    FieldType.INTEGER: int,
    FieldType.DECIMAL: str,
    FieldType.BOOLEAN: bool,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record.

    Attributes:
        name: the name used everywhere: Parquet column, JSON property, form field.
        type: see `FieldType`.
        unit: unit of the value ("分", "元"), "" if it has none.
        code_list: name of the code list of a `CODE` field, "" otherwise.
        label_zh, label_en: what stands before the field on a form.
        words_zh, words_en: what the field means, one or two sentences.
        constraint: what the value must satisfy besides its type, or `None`.
        required: a registered contract, or a party to one, has a value that is not `None`.
        statistical: the snapshot keeps it; what is not statistical stays in the register.
        data_class: see `DataClass`.
    """

    name: str
    type: FieldType
    unit: str = ""
    code_list: str = ""
    label_zh: str
    label_en: str
    words_zh: str
    words_en: str
    constraint: Constraint | None = None
    required: bool = False
    statistical: bool = False
    data_class: DataClass = DataClass.INTERNAL

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself (`ValueError`)."""
        if (self.type is FieldType.CODE) != bool(self.code_list):
            raise ValueError(
                f"field {self.name}: a code list belongs to a code, and to nothing else"
            )
        if (self.type is FieldType.MONEY) != (self.unit == "分"):
            raise ValueError(f"field {self.name}: money is in 分, and nothing else is")
        if not all((self.label_zh, self.label_en, self.words_zh, self.words_en)):
            raise ValueError(f"field {self.name}: a label and words are needed in both languages")

    def label(self, lang: str) -> str:
        """The label in `lang`, "zh" or "en"."""
        return self.label_zh if lang == "zh" else self.label_en

    def words(self, lang: str) -> str:
        """The meaning in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """All that a value must satisfy: what the type implies, then what is declared."""
        implied: tuple[Constraint, ...] = ()
        if self.type is FieldType.TEXT and not isinstance(self.constraint, Pattern | OneOf):
            implied = (NotEmpty(),)
        elif self.type is FieldType.DECIMAL:
            implied = (Exact(),)
        elif self.type is FieldType.CODE and not isinstance(self.constraint, CodeOf):
            implied = (CodeOf(self.code_list),)
        return implied if self.constraint is None else (*implied, self.constraint)

    def check(self, value: object, on: date) -> Problem | None:
        """The first thing wrong with `value` at the date `on`, or `None`.

        Args:
            value: what the record holds; `None` if nothing is given.
            on: the date at which codes and identifiers must be valid.
        """
        problem = self._check_presence_and_type(value)
        if problem is None and value is not None:
            found = (constraint.check(value, on) for constraint in self.constraints)
            problem = next((p for p in found if p is not None), None)
        return problem and problem.of_field(self.name, self.label_zh, self.label_en)

    def _check_presence_and_type(self, value: object) -> Problem | None:
        if value is None:
            if self.required:
                return Problem("required", "必须填写。", "must be given.")
            return None
        # Python counts True as an int and a datetime as a date; a register does not.
        if type(value) is not PYTHON_TYPES[self.type]:
            return Problem(
                "type",
                f"“{value}”的类型应为 {self.type}，而不是 {type(value).__name__}。",
                f"“{value}” must be of type {self.type}, not {type(value).__name__}.",
            )
        return None


def names(fields: Iterable[Field]) -> tuple[str, ...]:
    """Names of the fields, in order."""
    return tuple(field.name for field in fields)


def statistical_fields(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those fields that statistics may use, in order."""
    return tuple(field for field in fields if field.statistical)


def personal_fields(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those fields that are, or may be, about a natural person, in order."""
    return tuple(field for field in fields if field.data_class is DataClass.PERSONAL)
