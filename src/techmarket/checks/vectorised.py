"""The vectorised form: a condition as a mask over the rows of a batch.

What is about one text is computed once per different code, and by Arrow where every text differs;
what is about numbers and dates by NumPy. An expression that several rules share is computed once
per batch. Not here: one record (`plain`), and outcomes (`batches`).
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.checks.check_characters import fits_standard
from techmarket.checks.code_days import Bits, Whole, code_days, day_number
from techmarket.checks.columns import ArrowArray, Columns, Numbers, Places, Texts
from techmarket.checks.condition import (
    Characters,
    Compare,
    Condition,
    Constant,
    Days,
    Either,
    Every,
    Finds,
    FitsStandard,
    Given,
    IsTrue,
    Matches,
    MonthDay,
    Not,
    On,
    OneOf,
    Part,
    Quotient,
    Term,
    ValidCode,
    Value,
    Weekdays,
    WholeNumber,
    YearDigits,
)
from techmarket.checks.plain import OPERATORS

FIRST_DAY = date(1, 1, 1)


class Masks:
    """The masks of conditions over one batch; each is computed once.

    Args:
        columns: the batch.
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._masks: dict[Condition, Bits] = {}
        self._numbers: dict[Term, Numbers] = {}
        self._texts: dict[Term, Texts] = {}
        self._stretches: dict[str, Places] = {}

    def of(self, condition: Condition) -> Bits:
        """In which rows the condition is true, shape (rows,). Not to be written to."""
        found = self._masks.get(condition)
        if found is None:
            found = self._masks[condition] = self._compute(condition)
        return found

    def _compute(self, condition: Condition) -> Bits:
        match condition:
            case Given(field):
                return self.columns.given(field)
            case IsTrue(field):
                return self.columns.numbers(field).values.astype(np.bool_)
            case Compare():
                return self._compared(condition)
            case OneOf(term, values):
                return self._one_of(term, values)
            case Matches(text, expression):
                return self._searched(text, f"^(?:{expression})$")
            case Finds(text, expression):
                return self._searched(text, expression)
            case ValidCode():
                return self._valid_code(condition)
            case FitsStandard(field, standard):
                texts = self.columns.texts(field)
                return texts.spread(fits_standard(texts.values, standard))
            case Every(of):
                return self._every(of)
            case Either(of):
                return ~self._every(tuple(Not(part) for part in of))
            case Not(of):
                return ~self.of(of)
            case _:
                assert_never(condition)

    def _every(self, parts: tuple[Condition, ...]) -> Bits:
        truth = np.ones(self.columns.rows, dtype=np.bool_)
        for part in parts:
            truth &= self.of(part)
        return truth

    def _compared(self, condition: Compare) -> Bits:
        compared = OPERATORS[condition.operator]
        left, right = condition.left, condition.right
        if self._is_text(left):
            one, two = self.texts(left), self.texts(right)
            found: ArrowArray = pc.equal(one.rows(), two.rows())
            equal = _bits(found)
            both = one.given & two.given
            return both & (equal if condition.operator == "==" else ~equal)
        first, second = self.numbers(left), self.numbers(right)
        truth = np.asarray(compared(first.values, second.values), dtype=np.bool_)
        return truth & first.given & second.given

    def _one_of(self, term: Term, values: frozenset[str] | frozenset[int]) -> Bits:
        if self._is_text(term):
            texts = self.texts(term)
            wanted = pa.array(sorted(str(value) for value in values), pa.string())
            return texts.spread(_bits(pc.is_in(texts.values, wanted)))
        numbers = self.numbers(term)
        return np.isin(numbers.values, sorted(int(value) for value in values)) & numbers.given

    def _searched(self, term: Term, expression: str) -> Bits:
        texts = self.texts(term)
        return texts.spread(_bits(pc.match_substring_regex(texts.values, expression)))

    def _valid_code(self, condition: ValidCode) -> Bits:
        days, on = code_days(condition.list_name), self.columns.on
        texts = self.columns.texts(condition.field)
        if len(texts.values) == 0 or texts.places is None:
            return np.zeros(self.columns.rows, dtype=np.bool_)
        if condition.list_name not in self._stretches:
            self._stretches[condition.list_name] = days.stretches(on.values)
        stretch = self._stretches[condition.list_name]
        nowhere = np.zeros_like(days.row(""))
        rows = [
            nowhere if code in condition.too_coarse else days.row(code)
            for code in texts.values.to_pylist()
        ]
        valid: Bits = np.stack(rows)[texts.places, stretch]
        return valid & texts.given & on.given

    def _is_text(self, term: Term) -> bool:
        match term:
            case Value(field):
                return self.columns.holds_text(field)
            case Constant(value):
                return isinstance(value, str)
            case Part() | YearDigits():
                return True
            case _:
                return False

    def texts(self, term: Term) -> Texts:
        """The term as texts.

        Raises:
            TypeError: the term is a number or a date.
        """
        found = self._texts.get(term)
        if found is None:
            found = self._texts[term] = self._compute_texts(term)
        return found

    def _compute_texts(self, term: Term) -> Texts:
        match term:
            case Value(field):
                return self.columns.texts(field)
            case Part(text, start, stop):
                whole = self.texts(text)
                cut = pc.utf8_slice_codeunits(whole.values, start, stop)
                return Texts(cut, whole.places, whole.given)
            case YearDigits(day):
                return _year_digits(self.numbers(day))
            case Constant(value) if isinstance(value, str):
                every = np.ones(self.columns.rows, dtype=np.bool_)
                nought = np.zeros(self.columns.rows, dtype=np.int64)
                return Texts(pa.array([value]), nought, every)
            case _:
                raise TypeError(f"{term} is not a text")

    def numbers(self, term: Term) -> Numbers:
        """The term as whole numbers; dates as days since 1970.

        Raises:
            TypeError: the term is a text.
        """
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = self._compute_numbers(term)
        return found

    def _compute_numbers(self, term: Term) -> Numbers:
        match term:
            case Value(field):
                return self.columns.numbers(field)
            case On():
                return self.columns.on
            case Constant(value) if not isinstance(value, str):
                number = day_number(value) if isinstance(value, date) else value
                shape = self.columns.rows
                return Numbers(np.full(shape, number), np.ones(shape, dtype=np.bool_))
            case Characters(text):
                whole = self.texts(text)
                return _lengths_of(whole)
            case WholeNumber(text):
                return _whole_number(self.texts(text))
            case MonthDay(day):
                return _month_day(self.numbers(day))
            case Days(start_term, end_term):
                start, end = self.numbers(start_term), self.numbers(end_term)
                return Numbers(end.values - start.values, start.given & end.given)
            case Weekdays(start_term, end_term):
                start, end = self.numbers(start_term), self.numbers(end_term)
                between = _weekdays_to(end.values) - _weekdays_to(start.values)
                return Numbers(between, start.given & end.given)
            case Quotient(number, by):
                whole_number = self.numbers(number)
                return Numbers(whole_number.values // by, whole_number.given)
            case _:
                raise TypeError(f"{term} is not a number")


def _bits(found: ArrowArray) -> Bits:
    filled = found.fill_null(False) if found.null_count else found
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _lengths_of(texts: Texts) -> Numbers:
    found: ArrowArray = pc.utf8_length(texts.values)
    lengths = np.asarray(found.fill_null(0), dtype=np.int64)
    if texts.places is None:
        return Numbers(lengths, texts.given)
    if len(lengths) == 0:
        return Numbers(np.zeros(len(texts.places), dtype=np.int64), texts.given)
    return Numbers(lengths[texts.places], texts.given)


def _whole_number(texts: Texts) -> Numbers:
    rows = texts.rows()
    writes = _bits(pc.match_substring_regex(rows, "^[0-9]{1,18}$"))
    numbers = pc.if_else(pa.array(writes), rows, "0").cast(pa.int64())
    return Numbers(np.asarray(numbers), writes & texts.given)


def _year_digits(days: Numbers) -> Texts:
    years = days.values.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    given = years[days.given]
    if len(given) == 0:
        return Texts(pa.array([], pa.string()), np.zeros(len(years), dtype=np.int64), days.given)
    first, last = int(given.min()), int(given.max())
    texts = pa.array([f"{year:04}" for year in range(first, last + 1)])
    return Texts(texts, np.where(days.given, years - first, 0), days.given)


def _month_day(days: Numbers) -> Numbers:
    dates = days.values.astype("M8[D]")
    months = dates.astype("M8[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (dates - months.astype("M8[D]")).astype(np.int64) + 1
    return Numbers(month * 100 + day, days.given)


def _weekdays_to(days: Whole) -> Whole:
    """Mondays to Fridays from 1 January of year 1, a Monday, up to and with each day."""
    weeks, rest = np.divmod(days - day_number(FIRST_DAY) + 1, 7)
    counted: Whole = weeks * 5 + np.minimum(rest, 5)
    return counted
