"""Numbers in running text: digits and round numbers in words, with unit and limiting words.

Dates, numbers of tables, thresholds (1000万元以上的) and names with digits (863计划) are no
figures. Not here: what a figure is of (`sentences`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from techmarket.audit.reading.numbers import figure, likely_figure
from techmarket.audit.statement import Comparison

_UNITS = (
    "个百分点", "百分点", "万亿元", "亿元", "万元", "千元", "元", "%", "％", "项次", "人次", "项",
    "家", "人", "次", "倍", "成", "个", "名", "位", "类", "余家", "余人", "余名", "城市", "领域",
)  # fmt: skip
_DIGITS = re.compile(
    r"(?<![\d.A-Za-z\-—])(?P<sign>-)?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?\s*"
    r"(?P<more>余|多)?(?P<unit>" + "|".join(_UNITS) + r")"
)
_NOISE = re.compile(
    r"(?<![\dA-Za-z.,])(?P<number>[0-9lIOo|]+(?:(?:[.,。·]\s?|\s(?=[.,\d]))[0-9lIOo|]+)*)\s?"
    r"(?P<unit>" + "|".join(_UNITS) + r")"
)
_WORDS = re.compile(
    r"(?P<number>[一二三四五六七八九两]?[十百千]|[一二三四五六七八九两])"
    r"(?P<unit>成|倍|亿元|万亿元|亿(?!元))"
)
_ORDINAL = re.compile(
    r"第(?P<many>[一二三四五六七八九十]+(?:、[一二三四五六七八九十]+)*)(?P<unit>位|名)?(?![部届批个章条类方一二三四五六七八九十])"
)
_FIRST = re.compile(r"(?:居|列|据|排|于)[^，。；]{0,14}?(?:首位|榜首|之首)")
_TOP = re.compile(r"前(?P<n>\d+|[一二三四五六七八九十])[名位]")
_OVER = re.compile(r"(?:突破|超过|超出|高于|大于|逾|超|过|多于)(?:了)?$")
_UNDER = re.compile(r"(?:不足|低于|少于|不到)$")
_NEARLY = re.compile(r"(?:近|接近|将近)$")
_ABOUT = re.compile(r"(?:约|大约|约为|大致)$")
_THRESHOLD = re.compile(r"(?:及|（含）|\(含\))?以[上下](?:的|重大|[)）])|及以[上下]的?有")
"""Behind an amount that only says which are meant (1000万元及以上的合同)."""
_CHOSEN = re.compile(r"(?:不足|不到|不超过|不低于)$")
"""Before an amount with 的 behind it, which says which are meant (不足0.01亿元的)."""
_DEFINED = re.compile(r"(?<!平均)(?:单项|单笔|单个)(?:合同|技术合同)?成交(?:额|金额)(?:在|达|为)?$")
"""Before the amount in the definition of a class of contracts."""
_AFTER = {
    "及以上": Comparison.OVER,
    "及以下": Comparison.UNDER,
    "以上": Comparison.OVER,
    "多": Comparison.OVER,
    "余": Comparison.OVER,
    "以下": Comparison.UNDER,
    "左右": Comparison.ABOUT,
    "上下": Comparison.ABOUT,
}
_VALUES = {word: at for at, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class TextFigure:
    """A number in a text.

    Attributes:
        start, end: its characters, unit and limiting words behind it included.
        text: as printed; value, decimals, unit: as in `PrintedNumber`; unit "位" for a rank.
        comparison: by the words around it.
        meant: of a misread number (7469。13) what it was probably meant to be, "?" if that cannot
            be told; "" for a number that is one.
        top: whether it says how many come first (前10名) and is no rank itself.
    """

    start: int
    end: int
    text: str
    value: Fraction
    decimals: int
    unit: str
    comparison: Comparison = Comparison.EXACT
    top: bool = False
    meant: str = ""


def figures_in(text: str) -> list[TextFigure]:
    """The figures of a text from left to right, none overlapping."""
    noisy = _noisy(text)
    found = [*noisy, *_digits(text), *_words(text), *_ordinals(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[TextFigure] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def without_noise(text: str) -> str:
    """The text with the full stops inside misread numbers made points, every place kept."""
    for one in _noisy(text):
        inside = text[one.start : one.end].replace("。", ".").replace("，", ",")
        text = text[: one.start] + inside + text[one.end :]
    return text


def _noisy(text: str) -> list[TextFigure]:
    """Numbers with letters for digits, full stops for points, or blanks inside, before a unit."""
    found = []
    for match in _NOISE.finditer(text):
        printed = match["number"]
        if not any(character.isdigit() for character in printed) or figure(printed):
            continue
        meant = likely_figure(printed) or "?"
        value = figure(meant)
        unit = match["unit"].replace("％", "%").replace("个百分点", "百分点")
        found.append(
            TextFigure(
                match.start(),
                match.end(),
                match[0],
                value.value if value else Fraction(0),
                value.decimals if value else 0,
                unit,
                meant=meant,
            )
        )
    return found


def _digits(text: str) -> list[TextFigure]:
    found = []
    for match in _DIGITS.finditer(text):
        after = text[match.end() : match.end() + 6]
        unit = match["unit"].replace("％", "%").replace("个百分点", "百分点")
        if unit in ("个", "位", "名") and text[: match.start()].endswith("前"):
            continue
        if unit in ("万元", "亿元", "%") and _THRESHOLD.match(after):
            continue
        if (
            unit in ("万元", "亿元", "%")
            and after.startswith("的")
            and _CHOSEN.search(text[: match.start()])
        ):
            continue
        if unit in ("万元", "亿元") and _DEFINED.search(text[: match.start()]):
            continue
        whole = match["whole"].replace(",", "")
        part = match["part"] or ""
        value = Fraction(int(whole + part), 10 ** len(part))
        limit = _limit(text, match.start(), match.end())
        if match["more"]:
            limit = Comparison.OVER
        end = match.end() + (len(after) and _suffix(after))
        found.append(
            TextFigure(
                match.start(),
                end,
                text[match.start() : end],
                -value if match["sign"] else value,
                len(part),
                unit,
                limit,
            )
        )
    return found


def _suffix(after: str) -> int:
    return next((len(word) for word in _AFTER if after.startswith(word)), 0)


def _words(text: str) -> list[TextFigure]:
    found = []
    for match in _WORDS.finditer(text):
        if match["unit"] == "成" and text[match.end() : match.end() + 1] in (
            "交",
            "立",
            "果",
            "为",
        ):
            continue
        unit = "亿元" if match["unit"] == "亿" else match["unit"]
        limit = _limit(text, match.start(), match.end())
        end = match.end() + _suffix(text[match.end() : match.end() + 3])
        value = Fraction(_spoken(match["number"]))
        found.append(
            TextFigure(match.start(), end, text[match.start() : end], value, 0, unit, limit)
        )
    return found


def _ordinals(text: str) -> list[TextFigure]:
    found = []
    for match in _ORDINAL.finditer(text):
        if text[match.end() : match.end() + 2] in ("部分", "三方"):
            continue
        at = match.start("many")
        for word in match["many"].split("、"):
            end = at + len(word)
            found.append(TextFigure(at, end, word, Fraction(_spoken(word)), 0, "位"))
            at = end + 1
    for match in _FIRST.finditer(text):
        end = match.end()
        found.append(TextFigure(end - 2, end, text[end - 2 : end], Fraction(1), 0, "位"))
    for match in _TOP.finditer(text):
        n = match["n"]
        value = Fraction(int(n) if n.isdigit() else _spoken(n))
        start, end = match.span()
        found.append(TextFigure(start, end, match[0], value, 0, "位", top=True))
    return found


def _limit(text: str, start: int, end: int) -> Comparison:
    before = text[max(0, start - 4) : start]
    for pattern, limit in (
        (_OVER, Comparison.OVER),
        (_UNDER, Comparison.UNDER),
        (_NEARLY, Comparison.NEARLY),
        (_ABOUT, Comparison.ABOUT),
    ):
        if pattern.search(before):
            return limit
    after = text[end : end + 3]
    return next(
        (limit for word, limit in _AFTER.items() if after.startswith(word)), Comparison.EXACT
    )


def _spoken(words: str) -> int:
    """`"三"` → 3, `"十二"` → 12, `"百"` → 100, `"两千"` → 2000."""
    if words[-1] in ("百", "千"):
        return (_VALUES[words[0]] if len(words) > 1 else 1) * _TENS[words[-1]]
    if "十" in words:
        tens, _, ones = words.partition("十")
        return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)
    return _VALUES[words] if len(words) == 1 else int("".join(str(_VALUES[w]) for w in words))
