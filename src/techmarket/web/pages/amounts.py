"""Amounts of money as people write, read and check them: 元, 万元 and capitals (大写), exactly.

An amount is an integer in 分. Capitals follow the basic rules for filling in bills and settlement
vouchers of the People's Bank of China: zeros in between are one 零, 整 closes an amount without 分.
What a person typed is read only if it can be read in one way. No float is touched. Not here: whole
columns of files (`imports.amounts`) and rounding for print (`tables.cell`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

MOST = 10**16
"""The largest amount, in 分: 一百万亿元."""

MOST_DIGITS = 15
"""What is typed with more digits is a slip, or no amount."""

FEN_OF_YUAN = 100
FEN_OF_TEN_THOUSAND = 1_000_000

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_TEN_THOUSAND, _HUNDRED_MILLION = 10**4, 10**8

_YUAN: Mapping[str, int] = MappingProxyType(
    {
        "分": 1,
        "角": 10,
        "元": 100,
        "百": 10**4,
        "千": 10**5,
        "万": 10**6,
        "十万": 10**7,
        "百万": 10**8,
        "千万": 10**9,
        "亿": 10**10,
        "十亿": 10**11,
        "百亿": 10**12,
        "千亿": 10**13,
        "万亿": 10**14,
    }
)
"""What stands behind a typed number to 分; 元 may follow each from 百 on."""

UNITS: Mapping[str, int] = MappingProxyType({"元": 100, "万元": FEN_OF_TEN_THOUSAND})
"""Units that a field of a form can have, to 分."""

_UNIT = "|".join(sorted(_YUAN, key=len, reverse=True))
_PART = re.compile(rf"(?P<number>[0-9][0-9.,\s]*|\.[0-9]+)(?:(?P<unit>{_UNIT})元?)?\s*")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:\s[0-9]{3})+)(?:\.[0-9]*)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_AROUND = re.compile(r"^(?:人民币|RMB|CNY)?\s*[¥￥]?\s*|\s*[整正]?$", re.IGNORECASE)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


class UnclearAmount(ValueError):
    """What was typed is no amount, or could be more than one; said to a person.

    Attributes:
        zh, en: what is wrong and what to type, a whole sentence.
    """

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)


def yuan(fen: int) -> str:
    """An amount in 元 with its two decimals: `yuan(123456789)` is "1,234,567.89"."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // FEN_OF_YUAN:,}.{fen % FEN_OF_YUAN:02}"


def ten_thousand_yuan(fen: int) -> str:
    """An amount in 万元, exact, as few decimals as it takes: "123.456789", "50"."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    decimals = f"{fen % FEN_OF_TEN_THOUSAND:06}".rstrip("0")
    return f"{sign}{fen // FEN_OF_TEN_THOUSAND:,}" + (f".{decimals}" if decimals else "")


def capitals(fen: int) -> str:
    """An amount in capitals: `capitals(123456789)` is 人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分.

    Where the rules leave a choice: no 零 after a group that ends in zero if the next place is
    not zero (107,000 is 壹拾万柒仟元整), and 整 also after 角.

    Args:
        fen: 0 to `MOST`.

    Raises:
        ValueError: the amount is negative or too large.
    """
    if not 0 <= fen <= MOST:
        raise ValueError(f"capitals are written for 0 to {MOST} 分, not for {fen}")
    whole, small = divmod(fen, FEN_OF_YUAN)
    text = f"{_number(whole)}元" if whole or not small else ""
    if small >= 10:
        text += f"{_DIGITS[small // 10]}角"
    elif small and whole:
        text += "零"
    text += f"{_DIGITS[small % 10]}分" if small % 10 else "整"
    return f"人民币{text}"


def _number(number: int) -> str:
    """A whole number in capitals, "零" for 0."""
    if number >= _HUNDRED_MILLION:
        return _joined(number, _HUNDRED_MILLION, "亿")
    if number >= _TEN_THOUSAND:
        return _joined(number, _TEN_THOUSAND, "万")
    return _below_ten_thousand(number)


def _joined(number: int, base: int, word: str) -> str:
    above, below = divmod(number, base)
    gap = "零" if below < base // 10 or above % _TEN_THOUSAND == 0 else ""
    return _number(above) + word + (gap + _number(below) if below else "")


def _below_ten_thousand(number: int) -> str:
    text = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零") or "零"


def typed_amount(text: str, unit: str = "元") -> int:
    """What a person typed, in 分.

    `1,234.5`, `１２３４`, `￥12.50`, `12.5万`, `3 亿`, `1亿2000万元`. A unit that was typed goes
    before that of the field.

    Args:
        text: as typed.
        unit: of the field, one of `UNITS`.

    Returns:
        0 to `MOST`.

    Raises:
        UnclearAmount: it is empty, negative, too long, finer than 分, or can be read in more
            than one way.
    """
    plain = _AROUND.sub("", text.translate(_FULL_WIDTH).strip())
    if not plain:
        raise UnclearAmount("请填写金额。", "Type an amount.")
    if plain.startswith(("-", "−", "(")):
        raise UnclearAmount("金额不能为负数。", "An amount is not negative.")
    if sum(character.isdigit() for character in plain) > MOST_DIGITS:
        raise _too_much()
    parts = _parts(plain)
    if len(parts) > 1:
        _refuse_disorder(parts)
    fen = sum(
        (number * (_YUAN[said] if said else UNITS[unit]) for number, said in parts), Decimal()
    )
    if fen != fen.to_integral_value():
        raise UnclearAmount("金额最小到分，请检查小数位数。", "The smallest amount is 0.01 yuan.")
    if fen > MOST:
        raise _too_much()
    return int(fen)


def _parts(plain: str) -> list[tuple[Decimal, str]]:
    """The numbers with what stands behind them, in their order."""
    parts, place = [], 0
    while place < len(plain):
        found = _PART.match(plain, place)
        if found is None:
            raise _unclear()
        number = found["number"].strip()
        if not (_PLAIN.fullmatch(number) or _GROUPED.fullmatch(number)):
            raise _unclear()
        parts.append((Decimal(re.sub(r"[,\s]", "", number)), found["unit"] or ""))
        place = found.end()
    return parts


def _refuse_disorder(parts: list[tuple[Decimal, str]]) -> None:
    """Refuse what is not written from the large to the small: 3万5 may be 30,005 or 35,000."""
    if not all(unit for _, unit in parts):
        raise _unclear()
    for (above, unit), (below, next_unit) in pairwise(parts):
        if above != above.to_integral_value() or below * _YUAN[next_unit] >= _YUAN[unit]:
            raise _unclear()


def _unclear() -> UnclearAmount:
    return UnclearAmount(
        "看不懂这个金额。请写成 1234567.89、1,234,567.89、12.5万 或 3亿 这样的形式。",
        "This amount cannot be read for certain. Write it as 1234567.89, 1,234,567.89, 12.5万 or "
        "3亿.",
    )


def _too_much() -> UnclearAmount:
    return UnclearAmount(
        f"金额过大：最多 {MOST_DIGITS} 位数字，不超过一百万亿元。请检查单位。",
        f"The amount is too large: at most {MOST_DIGITS} digits and 100 trillion yuan. Check the "
        "unit.",
    )
