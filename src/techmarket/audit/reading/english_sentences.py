"""Figures in English running text as printed numbers with meanings.

A paragraph is walked part by part, where semicolons part its sentences. A figure is of what was
named last before it in its part, or in its sentence; a percentage is a change behind "up" or
"down", and a share before "of". What is not said in such words is left open. Not here: finding
figures (`english_figures`), names (`english_names`), wholes (`english_shares`), and sentences in
Chinese (`sentences`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from techmarket.audit.reading.categories import Category, is_below
from techmarket.audit.reading.english_figures import BARE, CONTRACTS, PERCENT, POINTS
from techmarket.audit.reading.english_names import Told, told_in
from techmarket.audit.reading.english_sections import domain_of, sides_in
from techmarket.audit.reading.english_shares import share_behind, wholes_in
from techmarket.audit.reading.figures_in_text import TextFigure
from techmarket.audit.reading.text_numbers import text_number
from techmarket.audit.reading.text_state import Context, FigureSense, TextNumber, TextState

_END = re.compile(r"(?<!\bno)(?<!\bNo)(?<!\bFig)[.!?](?=\s+[A-Z]|\s*$)")
_YEAR = re.compile(r"\b(?:[Ii]n|[Oo]f|[Dd]uring|[Ff]or|end of) ((?:19|20)\d\d)\b(?!\s*[-–])")
_GOES_ON = re.compile(
    r"^\s*(?:and\s+)?(?:(?:of|with|by|in)\s+)?(?:its?|their|they|these|those|together|"
    r"the (?:mean )?(?:value|number)|less|as|among|both|against)\b",
    re.IGNORECASE,
)
"""How a sentence, or a part of one, begins that is on what was spoken of."""
_BACK = re.compile(r"^\s*(?:its?|their|they|these|together|the value of these)\b", re.IGNORECASE)
_THESE = re.compile(r"\btogether (?:they|these)\b|\bthese (?P<count>[a-z]+) [a-z]+", re.IGNORECASE)
_COUNTS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_COUNTRY = re.compile(r"\b(?:in|of) China\b|\bnationwide\b|\bthe whole country\b")
_MEAN = re.compile(r"\bmean value\b|\baverage value\b")
_GDP = re.compile(r"\bgross domestic product\b|\bGDP\b")
_CHANGE = re.compile(
    r"\b(?:(?P<up>(?<!made )up|rose by|grew by|increased by|rising by|growth of|increase of)|"
    r"(?:down|fell by|declined by|decreased by|falling by|decrease of))\s"
    r"(?:by\s)?(?:(?:over|nearly|about|almost|some|more than|less than|at least)\s)?$"
)
_DIFFERENCE = re.compile(r"\s(?:more|less|fewer|ahead of|above|below|behind)\b")
_NUMBER_OF = re.compile(r"\bnumbers? of (?:technology )?contracts\b")


@dataclass(slots=True)
class _Walk:
    """What stays as it was until it is said anew."""

    state: TextState
    level: str = ""
    named: list[Category] = field(default_factory=list)
    """Since the sentence began; named_before: in the last sentence that named anybody."""
    named_before: list[Category] = field(default_factory=list)
    side: str = ""
    """The first that the sentence before named."""
    unknown: bool = False
    year: int | None = None
    """Of the sentence."""


def read_english(
    text: str, context: Context, figures: Sequence[TextFigure]
) -> tuple[list[TextNumber], list[TextFigure]]:
    """The numbers of a paragraph, and the figures whose meaning was not found.

    Args:
        text: of the paragraph; context: its section.
        figures: of the text, from `english_figures`.
    """
    context = replace(context, domain=domain_of(text, context.domain))
    if context.domain == "demonstration":
        return [], list(figures)
    state = TextState(context, text, context.year, context.subject, context.side, context.limits)
    walk = _Walk(state, side=context.side)
    lost: list[TextFigure] = []
    for start, end in _sentences(text):
        _begin(walk, start, end, [one for one in figures if start <= one.start < end])
        for first, last in _parts(text, start, end):
            inside = [one for one in figures if first <= one.start < last]
            lost += _part(walk, first, last, inside, opens=first == start)
    return state.out, lost


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [match.end() for match in _END.finditer(text)]
    return [pair for pair in zip([0, *cuts], [*cuts, len(text)], strict=True) if pair[0] < pair[1]]


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons outside of brackets."""
    cuts, depth = [start], 0
    for at in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if text[at] == ";" and depth <= 0:
            cuts.append(at + 1)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _begin(walk: _Walk, start: int, end: int, figures: Sequence[TextFigure]) -> None:
    state, sentence = walk.state, walk.state.text[start:end]
    if walk.named:
        walk.named_before, walk.named = walk.named, []
    if not _BACK.match(sentence):
        state.subject, state.limits = state.context.subject, state.context.limits
    walk.unknown, walk.level, state.base = False, "", None
    sides = [side for _, side in sides_in(sentence)]
    state.side = walk.side if not sides else sides[0]
    walk.side = state.context.side or state.side
    found = _YEAR.search(sentence, 0, next((one.start - start for one in figures), len(sentence)))
    walk.year = int(found[1]) if found else state.context.year


def _part(
    walk: _Walk, first: int, last: int, figures: Sequence[TextFigure], *, opens: bool
) -> list[TextFigure]:
    """Read one part of a sentence; returns the figures that were not understood."""
    state, text = walk.state, walk.state.text
    wholes = wholes_in(text, first, last, figures)
    told = [
        one
        for one in told_in(text, first, last)
        if not any(begin <= one.start < end for begin, end in wholes)
    ]
    walk.unknown = not opens and not told and not _GOES_ON.match(text[first:last])
    lost: list[TextFigure] = []
    at = first
    for one in figures:
        for heard in [other for other in told if at <= other.start < one.start]:
            _take(walk, heard)
        _these(walk, text[at : one.start])
        sides = [side for place, side in sides_in(text[first : one.start]) if side]
        state.side = sides[-1] if sides else state.side
        behind = max((other.end for other in told if at <= other.start < one.start), default=at)
        if _COUNTRY.search(text[behind : one.start]):
            state.subject, walk.unknown = (), False
        sense = None if walk.unknown else _sense(walk, first, at, one)
        if sense is None:
            lost.append(one)
        else:
            _add(walk, first, one, sense)
        at = one.end
    for heard in [other for other in told if other.start >= at]:
        _take(walk, heard)
    return lost


def _take(walk: _Walk, told: Told) -> None:
    """A list of categories becomes the subject; major contracts limit what follows."""
    state = walk.state
    lists = [one.list for one in (*walk.named, *state.subject, *state.context.subject)]
    chosen = [_chosen(readings, state, lists) for readings in told.members]
    limits = tuple(one for one in chosen if one.list == "value_class")
    rest = tuple(one for one in chosen if one.list != "value_class")
    if state.context.domain == "exchange":
        rest = tuple(one for one in rest if one.list == "exchange_kind")
    if limits:
        state.limits = limits
        state.subject = () if not rest else state.subject
    if not rest:
        return
    walk.unknown = False
    walk.named += rest
    state.subject = rest
    if rest not in state.wholes:
        state.wholes.append(rest)


def _chosen(readings: tuple[Category, ...], state: TextState, lists: Sequence[str]) -> Category:
    """The reading below what was spoken of, else of its list, else the first."""
    above = [one for whole in (*state.wholes, state.subject) for one in whole]
    for one in readings:
        if any(one.list == other.list and is_below(one, other.code) for other in above):
            return one
    return next((one for one in readings if one.list in lists), readings[0])


def _these(walk: _Walk, before: str) -> None:
    """Together they, these six fields: all, or the last six, that were named before."""
    found = _THESE.search(before)
    if not found:
        return
    named = walk.named or walk.named_before
    word = (found["count"] or "").lower()
    if word in _COUNTS[1:]:
        count = _COUNTS.index(word)
        named = named if len(named) >= count else [*walk.named_before, *walk.named]
        walk.unknown = len(named) < count
        named = named[-count:]
    if named:
        walk.state.subject = tuple(named)


def _sense(walk: _Walk, first: int, at: int, one: TextFigure) -> FigureSense | None:
    """What a figure is; `None` if the words do not say."""
    text = walk.state.text
    words = text[at : one.start]
    if one.unit == PERCENT:
        return _percent(walk, words, one)
    if one.unit == POINTS:
        return _points(walk, words)
    if one.unit in (CONTRACTS, BARE):
        return _count(walk, text[first : one.start], words, one)
    if _DIFFERENCE.match(text, one.end):
        return FigureSense("value", relation="difference")
    if _GDP.search(words):
        return FigureSense("gdp")
    return FigureSense("mean_value" if _MEAN.search(words) else _in_domain(walk, "value"))


def _in_domain(walk: _Walk, measure: str) -> str:
    return f"exchange.{measure}" if walk.state.context.domain == "exchange" else measure


def _count(walk: _Walk, said: str, words: str, one: TextFigure) -> FigureSense | None:
    """Contracts, or sellers in the part on these."""
    if one.unit == CONTRACTS:
        return FigureSense(_in_domain(walk, "contracts"))
    if walk.state.context.domain == "exchange":
        return None
    if re.search(r"\bsellers of technology\b[^;:]*\bnumbered $", said, re.IGNORECASE):
        return FigureSense("sellers")
    if walk.state.context.domain == "sellers":
        return (
            FigureSense("sellers")
            if walk.named and not words.strip(" ;:,()%and")
            else (FigureSense("sellers") if walk.named and walk.level in ("", "sellers") else None)
        )
    if words.endswith("numbered ") or _NUMBER_OF.search(words):
        return FigureSense("contracts")
    return None


def _percent(walk: _Walk, words: str, one: TextFigure) -> FigureSense | None:
    change = _CHANGE.search(words)
    if change:
        sign = 1 if change["up"] else -1
        return FigureSense(walk.level or "value", relation="growth", sign=sign)
    return share_behind(walk.state, walk.level, words, one)


def _points(walk: _Walk, words: str) -> FigureSense | None:
    """A difference of shares in points; it belongs to the share before it."""
    change = _CHANGE.search(words)
    shares = [
        one.number
        for one in walk.state.out
        if one.number.measure.endswith(".share") or one.number.measure == "value.to_gdp"
    ]
    if change is None or not shares:
        return None
    sign = 1 if change["up"] else -1
    if shares[-1].measure == "value.to_gdp":
        return FigureSense("value.to_gdp", relation="change", sign=sign)
    measure = shares[-1].measure.removesuffix(".share")
    return FigureSense(measure, relation="change", sign=sign, base=shares[-1].base)


def _add(walk: _Walk, first: int, one: TextFigure, sense: FigureSense) -> None:
    state = walk.state
    behind = _YEAR.match(state.text, one.end + 1)
    state.year = int(behind[1]) if behind else walk.year
    told = text_number(state, one, sense.measure, sense, state.subject)
    start = max(first, one.start - _TOLD)
    number = replace(told.number, subject=state.text[start : one.end].strip())
    state.out.append(replace(told, number=number))
    if not sense.relation and sense.measure != "value.to_gdp":
        walk.level = sense.measure
    elif sense.relation == "share":
        state.base = sense.base
        walk.level = walk.level or sense.measure


_TOLD = 40
"""So many characters before a number are shown with it."""
