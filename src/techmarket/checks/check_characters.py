"""Check characters of many identifiers at once.

The same standards as `record.identifiers`, which checks one at a time and says what is wrong; here
it is only whether. Texts of the right form have one length and plain characters, so they are a
matrix of bytes. Not here: the forms, alphabets and weights, which are taken from there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.checks.code_days import Bits, Whole
from techmarket.checks.columns import ArrowArray
from techmarket.record.identifiers import (
    CITIZEN_FORM,
    CITIZEN_WEIGHTS,
    ORG_CODE_ALPHABET,
    ORG_CODE_FORM,
    ORG_CODE_WEIGHTS,
    USCC_ALPHABET,
    USCC_FORM,
    USCC_WEIGHTS,
)
from techmarket.record.party import CITIZEN, ORG_CODE, USCC

Bytes = npt.NDArray[np.uint8]

FORMS = {USCC: USCC_FORM, ORG_CODE: ORG_CODE_FORM, CITIZEN: CITIZEN_FORM}
LONGEST = {USCC: 18, ORG_CODE: 9, CITIZEN: 18}


def fits_standard(texts: ArrowArray, standard: str) -> Bits:
    """Whether each text is an identifier by the standard, shape (texts,); false for null.

    Args:
        texts: an Arrow array of texts.
        standard: "uscc", "org_code" or "citizen_number".
    """
    found: ArrowArray = pc.match_substring_regex(texts, f"^(?:{FORMS[standard]})$")
    formed = found.fill_null(False)
    fits = np.asarray(formed.to_numpy(zero_copy_only=False)).astype(np.bool_)
    if fits.any():
        letters = _letters(texts.filter(formed), LONGEST[standard])
        fits[fits] = {USCC: _uscc, ORG_CODE: _org_code, CITIZEN: _citizen}[standard](letters)
    return fits


def _letters(texts: ArrowArray, length: int) -> Bytes:
    """Texts of one length in plain characters as bytes, shape (texts, length)."""
    fixed = texts.cast(pa.binary()).cast(pa.binary(length))
    buffer = fixed.buffers()[1]
    start = fixed.offset * length
    letters = np.frombuffer(buffer, dtype=np.uint8)[start : start + len(fixed) * length]
    return letters.reshape(-1, length)


def _total(letters: Bytes, alphabet: str, weights: Sequence[int]) -> Whole:
    """Weighted sum of the values of the characters, which are their places in the alphabet."""
    values = np.zeros(256, dtype=np.int64)
    values[np.frombuffer(alphabet.encode(), dtype=np.uint8)] = np.arange(len(alphabet))
    total: Whole = values[letters] @ np.array(weights, dtype=np.int64)
    return total


def _is(letters: Bytes, alphabet: str, value: Whole) -> Bits:
    """Whether each character is the one of the alphabet that has the value."""
    right: Bits = np.frombuffer(alphabet.encode(), dtype=np.uint8)[value] == letters
    return right


def _org_code(letters: Bytes) -> Bits:
    total = _total(letters[:, :8], ORG_CODE_ALPHABET, ORG_CODE_WEIGHTS)
    return _is(letters[:, 8], "0123456789X", -total % 11)


def _uscc(letters: Bytes) -> Bits:
    total = _total(letters[:, :17], USCC_ALPHABET, USCC_WEIGHTS)
    return _is(letters[:, 17], USCC_ALPHABET, -total % 31) & _org_code(letters[:, 8:17])


def _citizen(letters: Bytes) -> Bits:
    total = _total(letters[:, :17], "0123456789", CITIZEN_WEIGHTS)
    return _is(letters[:, 17], "10X98765432", total % 11) & _birth_date(letters[:, 6:14])


def _birth_date(digits: Bytes) -> Bits:
    """Whether eight digits are year (from 1), month and day of a date."""
    numbers = (digits - ord("0")).astype(np.int64)
    year = numbers[:, :4] @ np.array([1000, 100, 10, 1])
    month = numbers[:, 4:6] @ np.array([10, 1])
    day = numbers[:, 6:] @ np.array([10, 1])
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, *[0] * 87])[month]
    longest = longest + ((month == 2) & leap)
    real: Bits = (year >= 1) & (day >= 1) & (day <= longest)
    return real
