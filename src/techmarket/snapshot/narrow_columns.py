"""How the columns of contracts travel between reading and writing, so that few bytes are moved.

Codes and texts that repeat travel as numbers, registration numbers as integers while all of them
are digits of one length, and a column without any value not at all. Not here: which contract goes
where (`taking_in`), and in what order (`sorted_contracts`).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.snapshot.contract_batches import (
    REPEATED,
    Column,
    ContractBatches,
    Numbered,
    arrays,
    compute,
    indices,
    numbers,
)
from techmarket.snapshot.layout import CODED, NOT_RECORDED

MOST_CODES = 2**16 - 1
MOST_TEXTS = 2**16 - 1
"""Different texts of a column that are numbered; from there on texts stay texts."""

NUMBER = "registration_number"

Ints = npt.NDArray[Any]


class NarrowColumns:
    """Makes columns narrow, several threads at once; then, when all are, gives them back.

    Args:
        batches: of the register.
        details: columns that are kept and not counted.

    Attributes:
        codes: of every coded column, as they are met.
    """

    def __init__(self, batches: ContractBatches, details: Sequence[str]) -> None:
        self.codes = {column: Numbered(MOST_CODES) for column in CODED}
        self._types = {name: batches.type_of(name) for name in details}
        repeated = [c for c, type_ in self._types.items() if type_ == REPEATED]
        self._texts = {c: Numbered(MOST_TEXTS) for c in repeated}
        self._dictionaries: dict[str, Column] = {}
        self._positions: dict[str, Ints] = {}
        self._filled: set[str] = set()
        self._digits = 0
        self._plain_numbers = False
        self._lock = threading.Lock()

    def number(self, texts: Column, found: Ints, digits: int) -> Column:
        """The registration numbers of a batch, as `whole_numbers` found them."""
        with self._lock:
            self._digits = self._digits or digits
            if digits and digits == self._digits:
                return pa.array(found)
            self._plain_numbers = True
        return texts

    def detail(self, name: str, column: Column) -> Column:
        """A detail of a batch."""
        if column.null_count == len(column):
            return pa.nulls(len(column))
        self._filled.add(name)
        if name not in self._texts:
            return column
        found = self._texts[name].of(column.dictionary)
        if found is None:
            return column.cast(pa.string())
        narrow = found.astype(np.uint8 if found.max(initial=0) < 2**8 else np.uint16)
        if column.null_count:
            return pa.array(narrow).take(column.indices)
        return pa.array(narrow[indices(column)])

    def complete(self, codes: Mapping[str, tuple[str, ...]]) -> None:
        """All batches have been made narrow; these are the codes used, in their order."""
        for column, used in codes.items():
            position = {code: i for i, code in enumerate(used)}
            named = [NOT_RECORDED, *self.codes[column].texts()]
            type_ = np.uint8 if len(used) <= 2**8 else np.uint16
            self._positions[column] = np.array([position.get(c, 0) for c in named], type_)
        self._dictionaries = {c: pa.array(t.texts(), pa.string()) for c, t in self._texts.items()}

    def joined(self, name: str, parts: Sequence[Column]) -> Column:
        """Parts of a column as one: codes as positions, everything else as narrow as it can be."""
        if name in CODED:
            return pa.array(self._positions[name][np.concatenate([numbers(p) for p in parts])])
        if name == NUMBER and self._plain_numbers:
            return pa.concat_arrays([self.written(name, part) for part in parts])
        if name in self._types:
            if name not in self._filled:
                return pa.nulls(sum(map(len, parts)))
            parts = [self._of_one_type(name, part) for part in parts]
        return pa.concat_arrays(list(parts))

    def _of_one_type(self, name: str, part: Column) -> Column:
        texts = self._texts.get(name)
        plain = pa.string() if texts is None or texts.overflow else pa.uint16()
        type_ = self._types[name] if texts is None else plain
        if pa.types.is_null(part.type):
            return arrays.nulls(len(part), type_)
        if texts is not None and texts.overflow and part.type != pa.string():
            return self._dictionaries[name].take(part)
        return part if part.type == type_ else part.cast(type_)

    def written(self, name: str, column: Column) -> Column:
        """A column as it is written. The dictionary of texts that repeat is in the order in which
        they are met, which follows from the contracts alone."""
        if name == NUMBER:
            return self._as_texts(column)
        if name not in self._types:
            return column
        if pa.types.is_null(column.type):
            return arrays.nulls(len(column), self._types[name])
        if name not in self._texts:
            return column
        found = column.dictionary_encode()
        if column.type == pa.string():
            return found
        texts = self._dictionaries[name].take(found.dictionary)
        return pa.DictionaryArray.from_arrays(found.indices, texts)

    def _as_texts(self, column: Column) -> Column:
        if column.type == pa.string():
            return column
        texts = column.cast(pa.string())
        if len(column) and compute.min(column).as_py() < 10 ** (self._digits - 1):
            texts = compute.utf8_lpad(texts, self._digits, "0")
        return texts
