"""Figures in running text as printed numbers with meanings.

A paragraph is walked clause by clause. What a figure is of comes from the words before it in its
clause; what these do not say stays as it was: the subject last named, the measure last printed,
the whole that shares were last of, the side, the year. Not here: finding figures
(`figures_in_text`), words (`phrases`), what a figure is (`figure_senses`), lists (`enumerations`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from techmarket.audit.reading.categories import Category, category, is_below
from techmarket.audit.reading.figure_senses import sense_of
from techmarket.audit.reading.figures_in_text import TextFigure, figures_in, without_noise
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
from techmarket.audit.reading.text_numbers import text_number
from techmarket.audit.reading.text_state import Context, FigureSense, TextNumber, TextState
from techmarket.codes.code_lists import code_list

_OF = re.compile(r"占(?!地|用|领)(?:到了|到|据|有)?|相当于(?=[^，。；]{0,6}(?:生产总值|GDP))")
_EACH = re.compile(r"均|各|都")
_LISTED = re.compile(r"^\s*(?:、|和|与|及)\s*$")
_WHOLE = re.compile(r"(?<![居列占先])全国|全省|全市|全县|年度总|总成交")
_RESPECTIVELY = re.compile(r"分别")
_THESE = re.compile(r"(?:这|上述|以上)([一二三四五六七八九十]|\d+)[个类]")
_TOGETHER = re.compile(r"合计|共计")
_COUNTS = "零一二三四五六七八九十"
_NUMBER = re.compile(r"(\d{1,2}|[一二三四五六七八九十])[个位类名]")
_COUNTED = 6
"""So far before a figure the number of 这6个领域 can begin, which is a figure itself."""
_REST = re.compile(r"其余|其他(?:省|城市|地区|各)")
_WHOLE_AFTER = re.compile(r"全国(?:整体|平均|总体)[^，。；]{0,4}$")
"""What places that were named before it are compared with (高于全国整体（增长16.03%）)."""
_OTHER = re.compile(r"(?:^|[，；：、])\s*其[他它](?:类|的)?$")
_OPENING = re.compile(r"^\s*(?:截至)?(?:19|20)\d\d年(?:度|底|末)?[，,\s]*$")


def read_sentences(
    text: str, context: Context, quoted: Sequence[TextFigure] = ()
) -> tuple[list[TextNumber], list[TextFigure]]:
    """The numbers of a paragraph, and the figures whose meaning was not found; without those that
    it only quotes."""
    figures = [one for one in figures_in(without_asides(text)) if one not in quoted]
    plain = without_noise(without_asides(text))
    state = TextState(context, plain, context.year, context.subject, context.side, context.limits)
    lost: list[TextFigure] = []
    for start, end in sentences_of(plain):
        _begin_sentence(state)
        for first, last in clauses_of(plain, start, end):
            inside = [one for one in figures if first <= one.start < last]
            lost += _clause(state, first, last, inside, end)
    return state.out, lost


def _begin_sentence(state: TextState) -> None:
    if state.recent:
        state.recent_before = state.recent
    state.levels, state.frame, state.recent = [], (), []
    state.sentence_year, state.pending, state.before_which = state.context.year, 0, None


def _clause(
    state: TextState, first: int, last: int, figures: list[TextFigure], end: int
) -> list[TextFigure]:
    """Read one clause; returns the figures that were not understood."""
    text = state.text
    clause = text[first:last]
    wholes = _base_phrases(text, first, last, figures)
    named = [
        one
        for one in lists_in(text, first, last)
        if not one.against and not any(begin <= one.start < stop for begin, stop in wholes)
    ]
    if _OPENING.match(clause):
        state.sentence_year = year_in(clause, state.context.year)
    side_before, state.side = state.side, side_in(clause) or state.side
    _which(state, clause, text[first - 1 : first], named)
    if _REST.search(clause) and figures and not named:
        state.unknown = True
        return figures
    lost: list[TextFigure] = []
    at = first
    for run in _runs(text, figures):
        before = text[at : run[0].start]
        heard = [one for one in named if at <= one.start < run[0].start]
        for one in heard:
            _take_subject(state, one, text, last)
        if _clears(before, named, wholes, at, run[0].start) or _WHOLE_AFTER.search(before):
            state.subject, state.unknown = (), False
        if not heard and _OTHER.search(before):
            _take_other(state)
        _these(state, text[max(first, at - _COUNTED) : run[0].start])
        if _TOGETHER.search(before):
            _together(state, text[text.rfind("。", 0, at) + 1 : run[0].start])
        if run[0].top:
            _take_following(state, run[0], text, end)
        lost += _run(state, first, at, run, wholes)
        at = run[-1].end
    for one in [one for one in named if one.start >= at]:
        _take_subject(state, one, text, last)
    if figures and len(lost) == len(figures):
        state.side = side_before
    if not figures:
        if _WHOLE.search(clause) and not named and not wholes:
            state.subject = ()
        state.pending = direction(clause)
    return lost


def _which(state: TextState, clause: str, mark: str, named: list[Named]) -> None:
    """其中 goes into parts; a later half of the sentence without a name comes out again, unless
    the whole sentence is on the parts."""
    opens = mark in ("", "。", "！", "？") and clause.lstrip().startswith("其中")
    if "其中" in clause and state.before_which is None and not opens:
        state.before_which = state.subject
    elif mark in ("；", ";") and not named and state.before_which:
        state.subject, state.before_which = state.before_which, None


def _these(state: TextState, before: str) -> None:
    """这六个领域: the last six that the sentence named."""
    found = _THESE.search(before)
    if not found:
        return
    count = int(found[1]) if found[1].isdigit() else _COUNTS.index(found[1])
    named = state.recent if len(state.recent) >= count else state.recent_before
    if len(named) >= count:
        state.subject, state.unknown = tuple(named[-count:]), False


def _together(state: TextState, told: str) -> None:
    """合计 after a list that commas took apart: of all, where their number is told; else of nobody
    that is known."""
    named = [one for one in state.recent if state.subject and one.list == state.subject[0].list]
    if len(state.subject) != 1 or len(named) < 2:
        return
    counts = [int(n) if n.isdigit() else _COUNTS.index(n) for n in _NUMBER.findall(told)]
    if len(named) in counts:
        state.subject = tuple(named)
    else:
        state.unknown = True


def _take_following(state: TextState, one: TextFigure, text: str, end: int) -> None:
    """前10名…依次为北京、…: the list behind, in the same sentence."""
    after = [named for named in lists_in(text, one.end, end) if not named.against]
    between = text[one.end : after[0].start] if after else ""
    follows = "为" in between or "是" in between or between == "的"
    if after and len(after[0].members) > 1 and follows:
        _take_subject(state, after[0], text, end)


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


def _take_subject(state: TextState, named: Named, text: str, last: int) -> None:
    """A list of categories becomes the subject; 重大技术合同 limits what follows; …中 frames it."""
    lists = {one.list for one in (*state.subject, *state.frame, *state.context.subject)}
    chosen = tuple(_chosen(readings, lists, state) for readings in named.members)
    limits = tuple(one for one in chosen if one.list == "value_class")
    if limits:
        state.limits = limits
        if state.subject and state.subject[0].list != "value_class":
            state.subject = ()
    rest = tuple(one for one in chosen if one.list != "value_class")
    if rest and state.context.domain == "exchange":
        rest = tuple(one for one in rest if one.list == "exchange_kind")
    if not rest:
        return
    state.unknown = False
    if re.match(r"[^，。；]{0,8}中[，,\s]*$", text[named.end : last]):
        state.frame = rest
    state.recent = [one for one in state.recent if one not in rest] + list(rest)
    state.subject = rest
    if rest not in state.wholes:
        state.wholes.append(rest)


def _take_other(state: TextState) -> None:
    """其他 after the parts of one category is the other part of it; else nobody that is known."""
    one = state.subject[0] if len(state.subject) == 1 else None
    known = code_list(one.list) if one and one.list not in ("region", "institution_kind") else None
    parent = known[one.code].parent if one and known and one.code in known else None
    other = category("其他", one.list, parent) if one and parent else None
    if other is None or other == one:
        state.unknown = True
        return
    state.subject, state.unknown = (other,), False


def _chosen(readings: tuple[Category, ...], lists: set[str], state: TextState) -> Category:
    """The reading that fits what was spoken of: below the frame or subject, else of its list."""
    for above in (*state.frame, *state.subject):
        for one in readings:
            if one.list == above.list and ":" not in above.code and is_below(one, above.code):
                return one
    return next((one for one in readings if one.list in lists), readings[0])


def _run(
    state: TextState, first: int, at: int, run: list[TextFigure], wholes: list[tuple[int, int]]
) -> list[TextFigure]:
    """Read the figures of a list; they share out the subjects, or the measures, in order."""
    text = state.text
    words = text[at : run[0].start]
    clause = text[first : run[0].start]
    whole = next((text[b:e] for b, e in wholes if b >= at and e == run[0].start), None)
    state.year = year_in(clause, state.context.year) or state.sentence_year
    sense = None if state.unknown else sense_of(state, words, clause, whole, run[0])
    if sense is None:
        return run
    measures = _shared_measures(state, sense, words, whole, len(run))
    subjects = _subjects(state, clause, words, run, sense)
    for place, one in enumerate(run):
        if one.meant:
            continue
        measure = measures[place] if measures else sense.measure
        for subject in subjects[place] if subjects else [state.subject]:
            state.out.append(text_number(state, one, measure, sense, subject))
    _remember(state, sense, measures)
    return [one for one in run if one.meant]


def _shared_measures(
    state: TextState, sense: FigureSense, words: str, whole: str | None, count: int
) -> list[str]:
    """The measures that several figures share out: 成交项数和成交额的13.10%和15.92%."""
    if count < 2:
        return []
    said = measures_of(whole if whole is not None else words)
    if len(said) == count:
        return said
    if sense.relation == "growth" and len(state.subject) != count and len(state.levels) >= count:
        return [] if _several(state, words, count) else state.levels[-count:]
    return []


def _several(state: TextState, words: str, count: int) -> bool:
    """Whether 分别 shares figures among the subjects last named one by one."""
    return bool(_RESPECTIVELY.search(words)) and len(state.recent) >= count


def _subjects(
    state: TextState, clause: str, words: str, run: list[TextFigure], sense: FigureSense
) -> list[list[tuple[Category, ...]]]:
    """The subject of each figure of a list; empty where all have the same one."""
    members = state.subject
    count = len(run)
    if count > 1 and len(members) == count:
        return [[(one,)] for one in members]
    if count > 1 and len(members) > count and run[0].unit == "位":
        return [[(one,)] for one in members[-count:]]
    if count > 1 and len(members) < count and _several(state, words, count):
        return [[(one,)] for one in state.recent[-count:]]
    each = _EACH.search(clause) or (sense.relation in ("growth", "rank") and not _summed(state))
    if count == 1 and len(members) > 1 and each and not run[0].top and sense.measure != "count":
        return [[(one,) for one in members]]
    return []


def _summed(state: TextState) -> bool:
    """Whether the subjects were printed as one sum just before (成交额达到830.50亿元，增长…)."""
    last = state.out[-1].number if state.out else None
    if last is None or len(last.parts) != len(state.subject):
        return False
    return ("." not in last.measure and bool(state.levels)) or last.measure.endswith(".share")


def _remember(state: TextState, sense: FigureSense, measures: list[str]) -> None:
    state.pending = 0
    if not sense.relation and (sense.measure != "count" or sense.label == state.label):
        state.level = sense.measure
        state.levels.append(sense.measure)
    elif measures:
        state.level = measures[-1]
    if sense.relation == "share":
        state.base = sense.base
