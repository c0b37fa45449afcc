"""Amounts of money as people write them, exactly, in whole 分.

`1,234.56`, `￥1 234.56元`, `12.5万`, `1.2亿元`, full-width digits, `1.2E+7`. A unit in the cell
goes
before that of the column. No float is touched: a numeric cell of a spreadsheet comes as the decimal
of 15 significant digits, which is all that spreadsheets keep and show (`workbook_file`). Not here:
which unit a column has (`headings`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

UNITS: Mapping[str, int] = MappingProxyType(
    {"分": 1, "元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
)
"""Unit of an amount to 分."""

MOST = 10**18
"""Amounts beyond are no amounts of a contract; 64-bit integers hold them all."""

_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|¥)|(?:整|正)$", re.IGNORECASE)
_WRITTEN = re.compile(
    r"(?P<sign>[-+]?)(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?P<exponent>[eE][-+]?[0-9]{1,2})?(?P<unit>分|元|千元?|万元?|亿元?)?"
)
_WHOLE_UNITS = {"千": "千元", "万": "万元", "亿": "亿元"}
_MANY_DECIMALS = 8


@lru_cache(maxsize=65_536)
def amount_of(text: str, unit: str) -> int | None:
    """The amount in 分; `None` where the text is no amount or does not come to whole 分.

    Args:
        text: as in the cell.
        unit: of the column, one of `UNITS`; a unit in the text goes before it.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("−", "-")
    for _ in range(2):
        plain = _CURRENCY.sub("", plain)
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return None
    number = Decimal(found["number"].replace(",", "") + (found["exponent"] or ""))
    said = found["unit"] or unit
    cents = number * UNITS[_WHOLE_UNITS.get(said, said)]
    if cents != cents.to_integral_value() or cents > MOST:
        return None
    return -int(cents) if found["sign"] == "-" else int(cents)


def amounts_of(texts: Any, unit: str) -> tuple[Any, npt.NDArray[np.bool_]]:
    """A column of amounts.

    Args:
        texts: Arrow texts, shape (rows,); null is empty.
        unit: of the column, one of `UNITS`.

    Returns:
        Arrow integers in 分, null where empty or wrong; and which rows are wrong, shape (rows,).
    """
    digits = len(str(MOST)) - len(str(UNITS[unit])) - 1
    shape = rf"^[0-9]{{1,{digits}}}(\.[0-9]{{0,6}})?$"
    plain = pc.fill_null(pc.match_substring_regex(texts, shape), True)
    cents, exact = _plain_amounts(pc.if_else(plain, texts, None), unit)
    done = np.asarray(plain.to_numpy(zero_copy_only=False), dtype=bool) & exact
    if done.all():
        return cents, np.zeros(len(texts), dtype=bool)
    places = np.flatnonzero(~done)
    read = [amount_of(text, unit) for text in texts.take(pa.array(places)).to_pylist()]
    wrong = np.zeros(len(texts), dtype=bool)
    wrong[places[[one is None for one in read]]] = True
    return pc.replace_with_mask(cents, pa.array(~done), pa.array(read, pa.int64())), wrong


def _plain_amounts(texts: Any, unit: str) -> tuple[Any, npt.NDArray[np.bool_]]:
    """Digits with at most a point; and where they come to whole 分 (also true where empty)."""
    scale = pa.decimal128(38, _MANY_DECIMALS)
    factor = pa.scalar(Decimal(UNITS[unit]), pa.decimal128(12, 0))
    decimals = pc.multiply(texts.cast(pa.decimal128(24, _MANY_DECIMALS)), factor).cast(scale)
    whole = pc.floor(decimals)
    same = pc.fill_null(pc.equal(decimals, whole), True)
    cents = whole.cast(pa.decimal128(38, 0)).cast(pa.int64())
    return cents, np.asarray(same.to_numpy(zero_copy_only=False), dtype=bool)
