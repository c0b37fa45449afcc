"""Capitals written a second time, digit by digit, and read back; amounts typed as shown."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from techmarket.web.pages.amounts import (
    MOST,
    UnclearAmount,
    capitals,
    ten_thousand_yuan,
    typed_amount,
    yuan,
)

DIGITS = "零壹贰叁肆伍陆柒捌玖"
AMOUNTS = st.integers(0, MOST) | st.builds(
    # Amounts of mostly zeros, which is where the rules are.
    lambda digits: min(int(digits), MOST),
    st.text("00015", min_size=1, max_size=17),
)


def written_plainly(fen: int) -> str:
    """From left to right, one digit after the other, counting the zeros passed over."""
    number, small = f"{fen // 100:016}", f"{fen % 100:02}"
    text, zeros = "", 0
    for index, digit in enumerate(number):
        place = 15 - index
        if digit == "0":
            zeros += 1
        else:
            if text and zeros and (place % 4 != 3 or zeros >= 4):
                text += "零"
            text += DIGITS[int(digit)] + ("", "拾", "佰", "仟")[place % 4]
            zeros = 0
        if place in (12, 4) and number[index - 3 : index + 1] != "0000":
            text += "万"
        if place == 8 and int(number[: index + 1]):
            text += "亿"
    if fen == 0:
        return "人民币零元整"
    if text:
        text += "元"
    if small[0] != "0":
        text += DIGITS[int(small[0])] + "角"
    elif small[1] != "0" and text:
        text += "零"
    return "人民币" + text + (DIGITS[int(small[1])] + "分" if small[1] != "0" else "整")


def read_back(words: str) -> int:
    """Capitals as an amount in 分: what stands before a unit is multiplied by it."""
    units = {"拾": 10, "佰": 100, "仟": 1000, "万": 10**4, "亿": 10**8, "元": 100, "角": 10}
    whole, _, small = words.removeprefix("人民币").rstrip("整").rpartition("元")

    def value(text: str, order: str) -> int:
        for unit in order:
            before, found, after = text.partition(unit)
            if found:
                return value(before, order) * units[unit] + value(after.lstrip("零"), order)
        return DIGITS.index(text) if text else 0

    jiao, _, fen = small.lstrip("零").rstrip("分").rpartition("角")
    return value(whole, "亿万仟佰拾") * 100 + value(jiao, "") * 10 + value(fen, "")


@given(AMOUNTS)
def test_capitals_are_the_same_digit_by_digit(fen: int) -> None:
    assert capitals(fen) == written_plainly(fen)


@given(AMOUNTS)
def test_capitals_say_the_amount(fen: int) -> None:
    """No two amounts share their capitals, and none has two zeros side by side."""
    assert read_back(capitals(fen)) == fen
    assert "零零" not in capitals(fen)


@given(st.integers(0, 10**15 - 1))
def test_what_is_shown_can_be_typed(fen: int) -> None:
    assert typed_amount(yuan(fen)) == fen
    assert typed_amount(ten_thousand_yuan(fen), "万元") == fen
    assert typed_amount(ten_thousand_yuan(fen) + "万元") == fen
    assert typed_amount(f"￥{yuan(fen)}元整") == fen


@given(st.text("0123456789.,，。 万亿千元角分-+１２３¥eE\u200b", max_size=20))
def test_whatever_is_typed_is_an_amount_or_said_to_be_none(typed: str) -> None:
    with suppress(UnclearAmount):
        assert 0 <= typed_amount(typed) <= MOST
