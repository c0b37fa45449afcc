"""The columns of a batch of records, as NumPy and Arrow hold them.

Numbers, dates and yes-or-no are NumPy arrays with a mask of what is given; texts stay with Arrow,
and codes are looked at once per different code. Not here: conditions (`vectorised`), and
reading files into batches.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.checks.code_days import Bits, Whole, day_number
from techmarket.record.fields import Field, FieldType

ArrowArray: TypeAlias = Any
"""An Arrow array. The stubs of pyarrow refuse much that its functions accept."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of whole numbers, or of dates as days since 1970.

    Attributes:
        values: shape (rows,); 0 where nothing is given.
        given: shape (rows,).
    """

    values: Whole
    given: Bits


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts.

    Attributes:
        values: the texts; with `places`, each different text once, and none of them null.
        places: shape (rows,), where in `values` the text of a row is; `None`: row by row.
        given: shape (rows,).
    """

    values: ArrowArray
    places: Places | None
    given: Bits

    def spread(self, found: Bits) -> Bits:
        """What was found of `values`, row by row; false where nothing is given."""
        if self.places is None:
            return found & self.given
        if len(found) == 0:
            return np.zeros(len(self.places), dtype=np.bool_)
        return found[self.places] & self.given

    def rows(self) -> ArrowArray:
        """One text per row, as Arrow holds it."""
        if self.places is None:
            return self.values
        return self.values.take(pa.array(self.places, mask=~self.given))


class Columns:
    """The columns of one batch.

    A field without a column is given in no row.

    Args:
        batch: columns by name of field, of the types of `record.parquet`.
        fields: the declared fields.
        on: the date of the check where the record does not tell it.
        dated_by: the field that tells the date of the check; "" for none.
    """

    def __init__(
        self,
        batch: pa.RecordBatch,
        fields: dict[str, Field],
        on: date | None,
        dated_by: str,
    ) -> None:
        self.rows = batch.num_rows
        self._batch = batch
        self._fields = fields
        self._names = set(batch.schema.names)
        self._given: dict[str, Bits] = {}
        self._numbers: dict[str, Numbers] = {}
        self._texts: dict[str, Texts] = {}
        self.on = self._date_of_check(on, dated_by)

    def given(self, name: str) -> Bits:
        """In which rows the field is given, shape (rows,)."""
        if name not in self._given:
            if name not in self._names:
                self._given[name] = np.zeros(self.rows, dtype=np.bool_)
            else:
                self._given[name] = _valid(self._batch.column(name))
        return self._given[name]

    def holds_text(self, name: str) -> bool:
        """Whether the field is a text, a code or a decimal."""
        return self._fields[name].type in (FieldType.TEXT, FieldType.CODE, FieldType.DECIMAL)

    def numbers(self, name: str) -> Numbers:
        """A field of money, whole numbers, dates or yes-or-no (1 for yes)."""
        if name not in self._numbers:
            given = self.given(name)
            if not given.any():
                self._numbers[name] = Numbers(np.zeros(self.rows, dtype=np.int64), given)
            else:
                self._numbers[name] = Numbers(_whole(self._batch.column(name), given), given)
        return self._numbers[name]

    def texts(self, name: str) -> Texts:
        """A field of text; codes come with `places`."""
        if name not in self._texts:
            given = self.given(name)
            if not given.any():
                nowhere = np.zeros(self.rows, dtype=np.int64)
                self._texts[name] = Texts(pa.array([], pa.string()), nowhere, given)
            else:
                coded = self._fields[name].type is FieldType.CODE
                self._texts[name] = _texts(self._batch.column(name), given, coded)
        return self._texts[name]

    def _date_of_check(self, on: date | None, dated_by: str) -> Numbers:
        fixed = 0 if on is None else day_number(on)
        if not dated_by:
            every = np.full(self.rows, on is not None)
            return Numbers(np.full(self.rows, fixed, dtype=np.int64), every)
        told = self.numbers(dated_by)
        values = np.where(told.given, told.values, fixed)
        return Numbers(values, told.given if on is None else np.ones(self.rows, dtype=np.bool_))


def _valid(column: ArrowArray) -> Bits:
    if column.null_count == 0:
        return np.ones(len(column), dtype=np.bool_)
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_)


def _whole(column: ArrowArray, given: Bits) -> Whole:
    if pa.types.is_date32(column.type):
        column = column.view(pa.int32())
    elif pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    filled = column if given.all() else pc.fill_null(column, 0)
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.int64)


def _texts(column: ArrowArray, given: Bits, coded: bool) -> Texts:
    if not pa.types.is_dictionary(column.type):
        if not coded:
            return Texts(column, None, given)
        column = column.dictionary_encode()
    indices = column.indices if given.all() else pc.fill_null(column.indices, 0)
    values = column.dictionary.cast(pa.string())
    return Texts(values, np.asarray(indices, dtype=np.int64), given)
