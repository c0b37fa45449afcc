"""The words of a paragraph that carry meaning, with their places: what `sentences` walks over.

Not here: figures (`figures_in_text`) and how words and figures are put together (`sentences`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from techmarket.audit.reading.categories import Category, named_in
from techmarket.audit.reading.words import meanings_in

ASIDE = re.compile(r"[(（]\s*(?:见|详见|附表|图|表)[^()（）]*[)）]")
_PLAIN = str.maketrans("（）％\u3000\xa0", "()%  ")
_ENDS = re.compile(r"[。！？!?]")
_BREAKS = re.compile(r"[，；：;:。！？]|,(?!\d{3})")
_YEAR = re.compile(r"(?<!自)((?:19|20)\d\d)年")
_LAST_YEAR = re.compile(r"(?<!比)(?<!与)(?<!较)(?:上年|去年)(?!同期|相比|持平|增|减|提|下|上|基)")
_THIS_YEAR = re.compile(r"今年|本年")
_AGAINST = re.compile(
    r"(?:比|较|超过|低于|高于|强于|相比于|除|除了)[^，。；]{0,2}$|比[^，。；]{1,8}的$|(?:高居|位居|稳居|首次居|居|列)(?:各类)?$"
)
_AGAINST_AFTER = re.compile(r"^[^，。；]{0,6}为主(?!营)|^(?:之?间)")
_NEAR = 24
"""Characters before a name that can say that it is no subject."""
_BY = re.compile(r"以$|与$")
_WITHIN = re.compile(r"在$")
_WITHIN_AFTER = re.compile(r"^[^，。；]{0,8}[中里]")
_BETWEEN = re.compile(r"^(?:、|和|与|及|以及|并|或|,|，|\s|技术|合同|领域|类|省|市|的|分别|and)*$")
_JOINED = re.compile(r"、|和|与|及|and")
_UP = ("增长", "提高", "增加", "上升", "增幅", "涨幅", "增速", "提升", "增长率", "增长速度")
_DOWN = ("减少", "下降", "降低", "降幅", "下滑", "减幅", "回落", "负增长")


@dataclass(frozen=True, slots=True)
class Named:
    """A list of categories named together (技术服务、技术开发): where, and all readings of each."""

    start: int
    end: int
    members: tuple[tuple[Category, ...], ...]
    texts: tuple[str, ...]
    against: bool = False
    """Whether it is what something is compared with, or left out (比…, 除…外)."""


def without_asides(text: str) -> str:
    """The text with plain brackets and with references (见图3和附表4) blanked, every place kept."""
    return ASIDE.sub(lambda match: " " * len(match[0]), text.translate(_PLAIN))


def sentences_of(text: str) -> list[tuple[int, int]]:
    """First and last character of each sentence."""
    ends = [match.end() for match in _ENDS.finditer(text)]
    starts = [0, *ends]
    return [
        (start, end)
        for start, end in zip(starts, [*ends, len(text)], strict=True)
        if text[start:end].strip()
    ]


def clauses_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """First and last character of each clause of a sentence."""
    cuts = [start + match.end() for match in _BREAKS.finditer(text[start:end])]
    starts = [start, *cuts]
    return [
        (first, last)
        for first, last in zip(starts, [*cuts, end], strict=True)
        if text[first:last].strip(" ，。；：,;:")
    ]


def lists_in(text: str, start: int, end: int) -> list[Named]:
    """The categories named in a stretch of text, those that stand together as one list."""
    found = named_in(text[start:end])
    lists: list[Named] = []
    for one in found:
        first, last = start + one.start, start + one.end
        before = lists[-1] if lists else None
        between = text[before.end : first] if before else ""
        if before and _JOINED.search(between) and _BETWEEN.match(between):
            lists[-1] = Named(
                before.start, last, (*before.members, one.meanings), (*before.texts, one.word),
                before.against,
            )  # fmt: skip
            continue
        near = text[max(start, first - _NEAR) : first]
        against = bool(_AGAINST.search(near))
        within = bool(lists) and bool(_WITHIN.search(near))
        within = within and bool(_WITHIN_AFTER.match(text[last:end]))
        lists.append(Named(first, last, (one.meanings,), (one.word,), against or within))
    return [_judged(text, start, one) for one in lists]


def _judged(text: str, start: int, one: Named) -> Named:
    """以…为主 and 与…间 name no subject."""
    before, after = text[max(start, one.start - _NEAR) : one.start], text[one.end : one.end + 12]
    if _BY.search(before) and _AGAINST_AFTER.match(after):
        return replace(one, against=True)
    return one


def side_in(text: str) -> str:
    """The last side that a stretch of text names; "" if none."""
    sides = [side for _, side in meanings_in(text, "side")]
    traded = [side for side in sides if side != "registration"]
    return (traded or sides or [""])[-1]


def measures_of(text: str) -> list[str]:
    """The measures that a stretch of text names, each once, in order."""
    return list(dict.fromkeys(measure for _, measure in meanings_in(text, "measure")))


def direction(text: str) -> int:
    """+1 where the last word of change is a rise, -1 where it is a fall, 0 without one."""
    last = 0
    at = -1
    for sign, words in ((1, _UP), (-1, _DOWN)):
        for word in words:
            place = text.rfind(word)
            if place > at or (place == at and place >= 0 and sign < 0):
                last, at = sign, place
    return last


def year_in(text: str, year: int | None) -> int | None:
    """The last year that a stretch of text names, by number or as 去年 and 今年."""
    found = list(_YEAR.finditer(text))
    named = int(found[-1][1]) if found else None
    at = found[-1].start() if found else -1
    if year is not None:
        for pattern, value in ((_THIS_YEAR, year), (_LAST_YEAR, year - 1)):
            for match in pattern.finditer(text):
                if match.start() > at:
                    named, at = value, match.start()
    return named
