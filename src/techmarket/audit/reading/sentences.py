"""Figures in running text as printed numbers with meanings.

A paragraph is walked clause by clause. What a figure is of comes from the words before it in its
clause; what these do not say stays as it was: the subject last named, the measure last printed,
the whole that shares were last of, the side, the year. Not here: finding figures
(`figures_in_text`), words (`phrases`) and lists that are counted (`enumerations`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from techmarket.audit.reading.categories import Category, is_below
from techmarket.audit.reading.figures_in_text import TextFigure, figures_in
from techmarket.audit.reading.meanings import dims_for, joined, scale_of
from techmarket.audit.reading.phrases import (
    Named,
    clauses_of,
    direction,
    lists_in,
    measures_of,
    sentences_of,
    side_in,
    without_asides,
    year_in,
)
from techmarket.audit.statement import Kind, Place, PrintedNumber
from techmarket.observations.observation import Dims, dims_of

_OF = re.compile(r"占(?!地|用|领)(?:到了|到|据|有)?")
_EACH = re.compile(r"均|各|都")
_LISTED = re.compile(r"^\s*(?:、|和|与|及)\s*$")
_MEAN = re.compile(r"平均|单份合同|单项合同")
_GAP = re.compile(r"差额|超出|高出|多出")
_WHOLE = re.compile(r"全国|全省|全市|全县|年度总|总成交")
_NOUN = re.compile(r"[^，。；、（）()的]{2,24}$")
_MONEY = ("亿元", "万元", "千元", "元")
_THINGS = (
    "家",
    "人",
    "个",
    "名",
    "次",
    "人次",
    "项次",
    "类",
    "余家",
    "余人",
    "余名",
    "城市",
    "领域",
)

GROUPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("ip_type", "group:involved"): ("1", "2", "3", "4", "5", "6"),
    ("plan_source", "group:planned"): ("1", "2", "3", "4"),
}
"""Groups of codes that sentences speak of: all but 未涉及知识产权, all but 计划外."""


@dataclass(slots=True)
class Context:
    """What stands around a paragraph: the section that it is in.

    Attributes:
        document, sheet, line: its place; year: of the document.
        limits: categories that the section is on (重大技术合同).
        subject: what the heading above names; side: likewise.
        domain: "exchange", "demonstration", "sellers" or "".
    """

    document: str
    sheet: str = ""
    line: int | None = None
    year: int | None = None
    limits: tuple[Category, ...] = ()
    subject: tuple[Category, ...] = ()
    side: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class TextNumber:
    """A number of a text, and the other wholes that its share may be of."""

    number: PrintedNumber
    bases: tuple[Dims, ...] = ()


@dataclass(slots=True)
class _State:
    """What stays as it was until it is said anew."""

    context: Context
    text: str
    year: int | None
    subject: tuple[Category, ...]
    side: str
    limits: tuple[Category, ...]
    frame: tuple[Category, ...] = ()
    level: str = ""
    levels: list[str] = field(default_factory=list)
    base: Dims | None = None
    share: PrintedNumber | None = None
    label: str = ""
    recent: list[Category] = field(default_factory=list)
    out: list[TextNumber] = field(default_factory=list)


def read_sentences(text: str, context: Context) -> tuple[list[TextNumber], list[TextFigure]]:
    """The numbers of a paragraph, and the figures whose meaning was not found."""
    plain = without_asides(text)
    figures = figures_in(plain)
    state = _State(context, plain, context.year, context.subject, context.side, context.limits)
    lost: list[TextFigure] = []
    for start, end in sentences_of(plain):
        state.levels, state.frame, state.recent = [], (), []
        state.year = context.year
        for first, last in clauses_of(plain, start, end):
            inside = [one for one in figures if first <= one.start < last]
            lost += _clause(state, first, last, inside)
    return state.out, lost


def _clause(state: _State, first: int, last: int, figures: list[TextFigure]) -> list[TextFigure]:
    """Read one clause; returns the figures that were not understood."""
    text = state.text
    lost: list[TextFigure] = []
    wholes = _base_phrases(text, first, last, figures)
    named = [
        one
        for one in lists_in(text, first, last)
        if not one.against and not any(begin <= one.start < end for begin, end in wholes)
    ]
    state.side = side_in(text[first:last]) or state.side
    at = first
    runs = _runs(text, figures)
    for run in runs:
        before = text[at : run[0].start]
        for one in [one for one in named if at <= one.start < run[0].start]:
            _take_subject(state, one, text, last)
        if _clears(before, named, wholes, at, run[0].start):
            state.subject = ()
        lost += _run(state, first, at, run, wholes, named)
        at = run[-1].end
    for one in [one for one in named if one.start >= at]:
        _take_subject(state, one, text, last)
    tail = text[at:last]
    if not figures and _WHOLE.search(tail) and not named and not wholes:
        state.subject = ()
    return lost


def _clears(
    before: str, named: list[Named], wholes: list[tuple[int, int]], start: int, end: int
) -> bool:
    """Whether the words before a figure speak of the whole country (全国…) and nothing less."""
    if any(start <= one.start < end for one in named):
        return False
    outside = [(begin, stop) for begin, stop in wholes if start <= begin < end]
    cut = min((begin for begin, _ in outside), default=end)
    return bool(_WHOLE.search(before[: max(0, cut - start)]))


def _base_phrases(
    text: str, first: int, last: int, figures: list[TextFigure]
) -> list[tuple[int, int]]:
    """The stretches between 占 and its figure."""
    found = []
    for match in _OF.finditer(text, first, last):
        after = [one for one in figures if one.start >= match.end()]
        if after and after[0].unit in ("%", "成"):
            found.append((match.start(), after[0].start))
    return found


def _runs(text: str, figures: list[TextFigure]) -> list[list[TextFigure]]:
    """Figures that stand together as a list of one unit (29.91%和5.21%)."""
    runs: list[list[TextFigure]] = []
    for one in figures:
        last = runs[-1][-1] if runs else None
        if last and last.unit == one.unit and _LISTED.match(text[last.end : one.start]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _take_subject(state: _State, named: Named, text: str, last: int) -> None:
    """A list of categories becomes the subject; 重大技术合同 limits what follows; "…中，" frames."""
    lists = {one.list for one in (*state.subject, *state.frame, *state.context.subject)}
    chosen = tuple(_chosen(readings, lists, state) for readings in named.members)
    limits = tuple(one for one in chosen if one.list == "value_class")
    if limits:
        state.limits = limits
        if state.subject and state.subject[0].list != "value_class":
            state.subject = ()
    rest = tuple(one for one in chosen if one.list != "value_class")
    if not rest:
        return
    if re.match(r"[^，。；]{0,8}中[，,\s]*$", text[named.end : last]):
        state.frame = rest
    state.recent += [one for one in rest if one not in state.recent]
    state.subject = rest


def _chosen(readings: tuple[Category, ...], lists: set[str], state: _State) -> Category:
    """The reading that fits what was spoken of: below the frame or subject, else of its list."""
    for above in (*state.frame, *state.subject):
        for one in readings:
            if one.list == above.list and ":" not in above.code and is_below(one, above.code):
                return one
    return next((one for one in readings if one.list in lists), readings[0])


def _run(
    state: _State,
    first: int,
    at: int,
    run: list[TextFigure],
    wholes: list[tuple[int, int]],
    named: list[Named],
) -> list[TextFigure]:
    """Read the figures of a list; they share out the subjects, or the measures, in order."""
    from techmarket.audit.reading.figure_senses import sense_of

    text = state.text
    words = text[at : run[0].start]
    clause = text[first : run[0].start]
    whole = next((text[b:e] for b, e in wholes if b >= at and e == run[0].start), None)
    state.year = year_in(clause, state.context.year) or state.year
    sense = sense_of(state, words, clause, whole, run[0], first == at)
    if sense is None:
        return run
    measures = _shared_measures(state, sense.measure, sense.relation, words, whole, len(run))
    subjects = _subjects(state, clause, words, run, sense.relation)
    for place, one in enumerate(run):
        measure = measures[place] if measures else sense.measure
        for subject in subjects[place] if subjects else [state.subject]:
            state.out.append(_number(state, one, measure, sense, subject, words))
    _remember(state, sense, measures)
    return []


def _shared_measures(
    state: _State, measure: str, relation: str, words: str, whole: str | None, count: int
) -> list[str]:
    """The measures that several figures share out: 成交项数和成交额的13.10%和15.92%."""
    if count < 2:
        return []
    said = measures_of(whole if whole is not None else words)
    if len(said) == count:
        return said
    if relation == "growth" and len(state.subject) != count and len(state.levels) >= count:
        return state.levels[-count:]
    return []


def _subjects(
    state: _State, clause: str, words: str, run: list[TextFigure], relation: str
) -> list[list[tuple[Category, ...]]]:
    """The subject of each figure of a list; empty where all have the same one."""
    members = state.subject
    if len(run) > 1 and len(members) == len(run):
        return [[(one,)] for one in members]
    if len(run) > 1 and len(members) > len(run) and run[0].unit == "位":
        return [[(one,)] for one in members[-len(run) :]]
    each = _EACH.search(clause) or relation in ("growth", "rank")
    if len(run) == 1 and len(members) > 1 and each and not run[0].top:
        return [[(one,) for one in members]]
    return []


def _remember(state: _State, sense: FigureSense, measures: list[str]) -> None:
    if not sense.relation:
        state.level = sense.measure
        state.levels.append(sense.measure)
    elif measures:
        state.level = measures[-1]
    if sense.relation == "share":
        state.base = sense.base


@dataclass(frozen=True, slots=True)
class FigureSense:
    """What the words around a figure say it is.

    Attributes:
        measure: base measure; relation: "", growth, share, rank, change, multiple, difference.
        sign: -1 for a decrease in words; base, base_period: as in `PrintedNumber`.
        label: the things counted, for a measure without dimensions.
        bases: other wholes that a share without one may be of.
    """

    measure: str
    relation: str = ""
    sign: int = 1
    base: Dims | None = None
    base_period: int | None = None
    label: str = ""
    bases: tuple[Dims, ...] = ()


def subject_dims(state: _State, subject: tuple[Category, ...]) -> tuple[Dims, tuple[Dims, ...]]:
    """Dims of a subject and, where it is several places taken together, of each of them."""
    limits = dims_for(state.limits, state.side)
    if state.context.domain == "exchange":
        kept = tuple(one for one in subject if one.list == "exchange_kind")
        return dims_for(kept, ""), ()
    subject = tuple(one for one in subject if one.list != "value_class")
    if len(subject) > 1:
        return limits, tuple(joined(limits, dims_for((one,), state.side)) for one in subject)
    dims = joined(limits, dims_for(subject, state.side))
    for one in subject:
        members = GROUPS.get((one.list, one.code))
        if members:
            parts = tuple(joined(limits, ((one.list, code),)) for code in members)
            return dims, parts
    return dims, ()


def _number(
    state: _State,
    one: TextFigure,
    measure: str,
    sense: FigureSense,
    subject: tuple[Category, ...],
    words: str,
) -> TextNumber:
    dims, parts = subject_dims(state, subject)
    if sense.label:
        dims, parts = dims_of((("label", sense.label),)), ()
    full = {"": measure, "change": f"{measure}.share.change"}.get(
        sense.relation, f"{measure}.{sense.relation}"
    )
    if sense.relation == "change" and measure == "value.to_gdp":
        full = "value.to_gdp.change"
    value = one.value if sense.sign > 0 or one.value < 0 else -one.value
    context = state.context
    number = PrintedNumber(
        place=Place(context.document, context.line, context.sheet, span=(one.start, one.end)),
        text=one.text, value=value, decimals=one.decimals, unit=one.unit,
        scale=scale_of(one.unit) if one.unit != "倍" else Fraction(1),
        measure=full, period=state.year, dims=dims, base=sense.base, base_period=sense.base_period,
        parts=parts, kind=Kind.SENTENCE, comparison=one.comparison,
        subject=_told(state.text, one), top=int(one.value) if one.top else None,
    )  # fmt: skip
    return TextNumber(number, sense.bases)


def _told(text: str, one: TextFigure) -> str:
    """The words of the sentence up to a figure, from its clause."""
    start = max(text.rfind(mark, 0, one.start) for mark in "，。；：")
    return text[start + 1 : one.end].strip()
