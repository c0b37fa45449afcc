"""Columns of texts into columns of values, with all cells that cannot be understood.

A cell that cannot be understood is left empty and told; no rule is then asked about it again.
Values that repeat are looked at once per batch. Not here: how one text is read (`amounts`, `days`,
`code_labels`, `choices`), and what a value may be (`checks`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as arrow_compute

from techmarket.imports.amounts import amounts_of
from techmarket.imports.choices import says_yes, word_of
from techmarket.imports.code_labels import code_of
from techmarket.imports.days import day_of
from techmarket.imports.matching import ColumnUse, Plan
from techmarket.imports.reading_rules import (
    AMOUNT,
    CODE,
    DATE,
    DIGITS,
    LABEL,
    LONG,
    NUMBER,
    ROW,
    WORD,
    ReadingRule,
)
from techmarket.imports.targets import Target, targets_of
from techmarket.imports.text_table import TextBatch
from techmarket.record import constraints
from techmarket.record.fields import FieldType
from techmarket.record.parquet import ARROW_TYPES

pc: Any = arrow_compute
"""The stubs of pyarrow refuse much that its functions accept."""

Bits: TypeAlias = npt.NDArray[np.bool_]

EMPTY = frozenset(
    {"-", "--", "—", "——", "/", "\\", "无", "null", "NULL", "N/A", "n/a", "\\N", "None"}
)
"""What people write into a field that is no text to say that nothing is there."""

LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Cells of one column that break a reading rule.

    Attributes:
        rule: the rule.
        target: the column's target; "" for whole rows.
        wrong: which rows, shape (rows,).
    """

    rule: ReadingRule
    target: str
    wrong: Bits


@dataclass(slots=True)
class ReadBatch:
    """A batch that was read.

    Attributes:
        texts: what it was read from.
        values: target to its column of values, Arrow, shape (rows,).
        problems: cells that could not be understood, and what else is told of cells.
    """

    texts: TextBatch
    values: dict[str, Any]
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.texts.rows)


def read_batch(plan: Plan, texts: TextBatch) -> ReadBatch:
    """The values of a batch.

    Args:
        plan: which column holds what.
        texts: the batch; blank rows are gone already.
    """
    read = ReadBatch(texts, {})
    _take_marks(plan, read)
    targets = targets_of(plan.kind)
    for name, text in plan.constants.items():
        column = pa.array([text] * read.rows, pa.string())
        _read_column(read, targets[name], column, "元")
    dated = {use.target.name: use for use in plan.columns}
    first = [dated[name] for name in ("registration_date",) if name in dated]
    for use in (*first, *(one for one in plan.columns if one not in first)):
        column = _without_long(read, use, texts.columns[use.position])
        _read_column(read, use.target, column, use.unit)
    return read


def without_blank_rows(texts: TextBatch) -> TextBatch:
    """The batch without the rows in which nothing stands."""
    given = np.zeros(len(texts.rows), dtype=bool)
    for column in texts.columns:
        if given.all():
            return texts
        given |= np.asarray(column.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    if given.all():
        return texts
    places = np.cumsum(given) - 1
    marks = {
        rule: tuple((int(places[row]), column) for row, column in cells if given[row])
        for rule, cells in texts.marks.items()
    }
    columns = tuple(column.filter(pa.array(given)) for column in texts.columns)
    return TextBatch(columns, texts.rows[given], marks)


def _take_marks(plan: Plan, read: ReadBatch) -> None:
    by_position = {use.position: use.target for use in plan.columns}
    for rule, cells in read.texts.marks.items():
        wrong: dict[str, Bits] = {}
        for row, column in cells:
            target = by_position.get(column)
            if target is None and rule is not ROW:
                continue
            if rule is DIGITS and target and target.field.type is not FieldType.TEXT:
                continue
            name = target.name if target else ""
            wrong.setdefault(name, np.zeros(read.rows, dtype=bool))[row] = True
        read.problems += [CellProblem(rule, name, bits) for name, bits in wrong.items()]


def _without_long(read: ReadBatch, use: ColumnUse, column: Any) -> Any:
    longest = pc.max(pc.binary_length(column)).as_py() or 0
    if longest <= LONGEST:
        return column
    wrong = _bits(pc.greater(pc.utf8_length(column), LONGEST))
    if wrong.any():
        read.problems.append(CellProblem(LONG, use.target.name, wrong))
        column = pc.if_else(pa.array(wrong), None, column)
    return column


def _read_column(read: ReadBatch, target: Target, texts: Any, unit: str) -> None:
    kind, constraint = target.field.type, target.field.constraint
    if kind is FieldType.MONEY:
        read.values[target.name], wrong = amounts_of(texts, unit)
        wrong &= ~_bits(pc.is_in(pc.utf8_trim_whitespace(texts), pa.array(sorted(EMPTY))))
        _tell(read, AMOUNT, target, wrong)
    elif kind is FieldType.CODE:
        coarse = (
            constraint.too_coarse if isinstance(constraint, constraints.CodeOf) else frozenset()
        )
        _read_codes(read, target, texts, coarse)
    elif kind is FieldType.TEXT and isinstance(constraint, constraints.OneOf):
        _by_value(read, target, texts, lambda text: word_of(text, constraint), WORD)
    elif kind is FieldType.TEXT:
        trimmed = pc.utf8_trim_whitespace(texts)
        read.values[target.name] = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    else:
        reader, rule = READERS[kind]
        _by_value(read, target, texts, reader, rule)


def _by_value(
    read: ReadBatch,
    target: Target,
    texts: Any,
    reader: Callable[[str], Any],
    rule: ReadingRule,
) -> None:
    """Read each different text once."""
    coded = texts.dictionary_encode()
    different = coded.dictionary.to_pylist()
    values = [reader(text) for text in different]
    wrong = [
        value is None and not _is_empty(text) for text, value in zip(different, values, strict=True)
    ]
    column: Any = pa.array(values, ARROW_TYPES[target.field.type])
    read.values[target.name] = column.take(coded.indices)
    if any(wrong):
        _tell(read, rule, target, _spread(wrong, coded.indices))


def _read_codes(read: ReadBatch, target: Target, texts: Any, coarse: frozenset[str]) -> None:
    name, coded = target.field.code_list, texts.dictionary_encode()
    different = coded.dictionary.to_pylist()
    read_as = [None if _is_empty(text) else code_of(text, name, coarse, None) for text in different]
    codes = sorted({one.code for one in read_as if one and one.code})
    place = {code: number for number, code in enumerate(codes)}
    found = [place.get(one.code, -1) if one else -1 for one in read_as]
    places = np.array([*found, -1], dtype=np.int32)
    at = places[np.from_dlpack(pc.fill_null(coded.indices, len(different)))]
    for rule, ambiguous in ((LABEL, True), (CODE, False)):
        asked = [bool(one and not one.code and one.ambiguous is ambiguous) for one in read_as]
        if any(asked):
            wrong = _spread(asked, coded.indices)
            if ambiguous:
                wrong = _decided_by_day(read, target, texts, coarse, wrong, at, codes)
            _tell(read, rule, target, wrong)
    none = at < 0
    read.values[target.name] = pa.DictionaryArray.from_arrays(
        pa.array(at, pa.int32(), mask=none if none.any() else None), pa.array(codes, pa.string())
    )


def _decided_by_day(
    read: ReadBatch,
    target: Target,
    texts: Any,
    coarse: frozenset[str],
    asked: Bits,
    at: npt.NDArray[np.int32],
    codes: list[str],
) -> Bits:
    """Put in the codes of labels that are of one code on the day of the record; which are left."""
    days = read.values.get("registration_date")
    left = asked.copy()
    if days is None:
        return left
    for row in np.flatnonzero(asked):
        on = days[int(row)].as_py()
        found = code_of(texts[int(row)].as_py(), target.field.code_list, coarse, on)
        if found.code:
            if found.code not in codes:
                codes.append(found.code)
            at[row], left[row] = codes.index(found.code), False
    return left


def _is_empty(text: str) -> bool:
    plain = text.strip()
    return not plain or plain in EMPTY


def _day(text: str) -> date | None:
    return None if _is_empty(text) else day_of(text)


def _whole(text: str) -> int | None:
    plain = text.strip().replace(",", "")
    return int(plain) if plain.isascii() and plain.lstrip("-").isdigit() else None


def _decimal(text: str) -> str | None:
    try:
        number = Decimal(text.strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > LONGEST.bit_length():
        return None
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


READERS: Mapping[FieldType, tuple[Callable[[str], Any], ReadingRule]] = {
    FieldType.DATE: (_day, DATE),
    FieldType.BOOLEAN: (says_yes, WORD),
    FieldType.INTEGER: (_whole, NUMBER),
    FieldType.DECIMAL: (_decimal, NUMBER),
}


def _tell(read: ReadBatch, rule: ReadingRule, target: Target, wrong: Bits) -> None:
    if wrong.any():
        read.problems.append(CellProblem(rule, target.name, wrong))


def _spread(found: list[bool], indices: Any) -> Bits:
    places = np.asarray(pc.fill_null(indices, 0), dtype=np.int64)
    return np.array(found, dtype=bool)[places] & _bits(indices.is_valid())


def _bits(column: Any) -> Bits:
    filled = pc.fill_null(column, False)
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=bool)
