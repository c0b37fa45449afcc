"""The numbers that parts and sections are printed with: 第一部分, 一、, 1., （1）; Part 1, 1.1.

Not here: the numbers of tables and figures, which are edition data.
"""

from __future__ import annotations

from techmarket.tables.labels import Language

_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese: 10 is 十, 23 is 二十三.

    Raises:
        ValueError: the number is not from 1 to 99.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"{number} has no numeral here")
    tens, ones = divmod(number, 10)
    left = "" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return left + (_DIGITS[ones] if ones else "")


def section_number(path: tuple[int, ...], lang: Language) -> str:
    """The number of a section, by its place among its numbered neighbours on each level.

    Args:
        path: from the part inwards, each from 1: `(2, 1)` is the first section of the second part.
        lang: zh counts anew on each level and names that alone, en names the whole path.
    """
    last, level = path[-1], len(path)
    if lang == "en":
        return f"Part {last}" if level == 1 else ".".join(map(str, path))
    if level == 1:
        return f"第{chinese_numeral(last)}部分"
    if level == 2:
        return f"{chinese_numeral(last)}、"
    return f"{last}." if level == 3 else f"（{last}）"
