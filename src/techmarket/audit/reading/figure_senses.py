"""What a figure in a sentence is: level, growth, share, rank, change in points, multiple, count.

Decided by its unit and by the words between it and the figure before it. Not here: whose figure it
is (`sentences`).
"""

from __future__ import annotations

import re

from techmarket.audit.reading.categories import Category, is_below
from techmarket.audit.reading.figures_in_text import TextFigure
from techmarket.audit.reading.meanings import MONEY, dims_for, joined
from techmarket.audit.reading.phrases import direction, lists_in, measures_of, side_in, year_in
from techmarket.audit.reading.text_state import DEMONSTRATION, FigureSense, TextState
from techmarket.observations.observation import Dims

_MEAN = re.compile(r"平均|单份合同|单项合同")
_EACH = re.compile(r"平均每[项份][^，。；]*$")
_GAP = re.compile(r"差额|超出|高出|多出|(?:多|少|高|低)(?:了)?$")
_MULTIPLE = re.compile(r"是|为|相当于")
_SHARE = re.compile(r"(?:占比|比重|比例)[^，]{0,6}$")
_WHOLE = re.compile(r"全国|全省|全市|全县|全部|年度|总")
_RISE_BEHIND = re.compile(r"^的?(?:增幅|增长|涨幅|增速)")
_FALL_BEHIND = re.compile(r"^的?(?:降幅|减幅|下降)")
_NOUNS = {
    "地区": "region", "区域": "region", "省": "region", "市": "region",
    "领域": "technical_field", "类": "contract_type",
}  # fmt: skip
_THAT = re.compile(rf"[该本]({'|'.join(_NOUNS)})")
_RANK_WITHIN = re.compile(r"(?:居|列|据|排)([^，。；]{2,14}?)(?:的?第|首位|榜首|之首)?$")
_DONE = re.compile(r"(?:共?促成|当年获得|获得|服务|解决|组织|共有|共)([^，。；]+)$")
_NOUN = re.compile(r"([^，。；、\d“”]{2,24})$")
_EMPTY = re.compile(
    r"^(?:其中|的|据|对|全国|截至\d*年?底|来自|首批|分别|各类)+|(?:的|已达|达到|达|共有|可划分为|分别为|为|有|等|涉及|包括)+$"
)
_BEHIND = re.compile(
    r"^[^，。；、\d]{1,20}?(?=调查|统计|和|参加|实现|输出|吸纳|的|在|已|[，。；、\d]|$)"
)


def sense_of(
    state: TextState, words: str, clause: str, whole: str | None, one: TextFigure
) -> FigureSense | None:
    """What a figure is, `None` if the words do not say.

    Args:
        state: what was said before; words: since the figure before, in the clause; clause: the
            clause up to the figure; whole: what stands behind 占, `None` without it.
    """
    if one.unit in MONEY:
        return _money(state, words, clause)
    if one.unit in ("%", "成"):
        return _percent(state, words, whole, one)
    if one.unit == "百分点":
        return _points(state, words)
    if one.unit == "倍":
        return _times(state, words, clause)
    if one.unit == "位":
        return _rank(state, clause)
    return _things(state, words, one)


def _money(state: TextState, words: str, clause: str) -> FigureSense:
    if _GAP.search(words):
        return FigureSense("value", relation="difference")
    if _EACH.search(words) or (_MEAN.search(clause) and "mean_value" in measures_of(clause)):
        return FigureSense("mean_value")
    said = [measure for measure in measures_of(words) if measure in ("gdp", "mean_value")]
    measure = _in_domain(state, said[-1] if said else "value")
    if state.context.domain != "demonstration":
        return FigureSense(measure)
    return _labelled(state, measure, words, "", len(state.text))


def _in_domain(state: TextState, measure: str) -> str:
    if state.context.domain == "exchange" and measure in ("value", "contracts"):
        return f"exchange.{measure}"
    return measure


def _labelled(state: TextState, measure: str, words: str, unit: str, place: int) -> FigureSense:
    """In the part on demonstration institutions what is counted is named by its own words."""
    places = [
        one for one in state.subject if one.list == "region" or one.list.startswith("institution")
    ]
    if places and unit in ("家", "个") and not state.text[place:].startswith("省"):
        state.label = DEMONSTRATION
        return FigureSense(measure, label=DEMONSTRATION)
    done = _DONE.search(words) or (_NOUN.search(words) if unit else None)
    behind = _BEHIND.match(state.text[place:])
    if unit in ("个", "名") or not words.strip("，。； ,"):
        done = None
        thing = behind[0].removeprefix("具有") if behind and unit else ""
    else:
        thing = _EMPTY.sub("", done[1].strip().rpartition(DEMONSTRATION)[2]) if done else ""
    thing = thing.removeprefix("共").strip()
    if thing and (unit == "人" or not measures_of(thing)):
        state.label = f"{DEMONSTRATION}/{thing}"
    elif unit or not state.label:
        state.label = DEMONSTRATION
    state.totals.setdefault(measure + unit, state.label)
    return FigureSense(measure, label=state.label)


def _percent(
    state: TextState, words: str, whole: str | None, one: TextFigure
) -> FigureSense | None:
    if whole is not None:
        return _share(state, whole)
    if _SHARE.search(words):
        return _share(state, "")
    behind = state.text[one.end : one.end + 4]
    sign = direction(words) or state.pending
    sign = 1 if _RISE_BEHIND.match(behind) else -1 if _FALL_BEHIND.match(behind) else sign
    if not sign:
        return None
    said = [name for name in measures_of(words) if name != "gdp"]
    measure = _in_domain(state, said[-1] if said else state.level or "value")
    label = state.label if state.context.domain == "demonstration" else ""
    return FigureSense(measure, relation="growth", sign=sign, label=label)


def _share(state: TextState, whole: str) -> FigureSense | None:
    """A share of the whole that the words behind 占 name; `None` if they point at nothing."""
    said = measures_of(whole)
    if "gdp" in said:
        return FigureSense("value.to_gdp")
    measure = said[-1] if said else state.level or "value"
    if re.search(r"技术合同的?$", whole.strip()):
        measure = "contracts"
    measure = _in_domain(state, measure)
    if state.context.domain == "demonstration":
        return _share_of_labelled(state)
    side = side_in(whole) or state.side
    if back := _THAT.search(whole):
        meant = _that_whole(state, back[1])
        base = joined(dims_for(state.limits, side), dims_for((meant,), side)) if meant else None
        return FigureSense(measure, relation="share", base=base) if base else None
    chosen = tuple(one.members[0][0] for one in lists_in(whole, 0, len(whole)))
    if chosen:
        return FigureSense(measure, relation="share", base=dims_for(chosen, side))
    if _WHOLE.search(whole):
        return FigureSense(measure, relation="share", base=())
    return _share_of_something(state, measure)


def _that_whole(state: TextState, noun: str) -> Category | None:
    """What 该地区 and 该领域 point back at: the last single subject of that list which the subject
    is a part of."""
    listed = _NOUNS[noun]
    for earlier in reversed(state.wholes):
        one = earlier[0]
        whole = one.code.startswith("group:") or all(is_below(s, one.code) for s in state.subject)
        if len(earlier) == 1 and one.list == listed and one not in state.subject and whole:
            return one
    return None


def _share_of_labelled(state: TextState) -> FigureSense:
    last = state.out[-1].number if state.out else None
    measure = last.measure if last else "count"
    unit = last.unit if last and measure == "count" else ""
    label = state.totals.get(measure + unit, DEMONSTRATION)
    label = DEMONSTRATION if label == state.label else label
    label = DEMONSTRATION if unit == "家" else label
    return FigureSense(measure, relation="share", base=(("label", label),), label=state.label)


def _share_of_something(state: TextState, measure: str) -> FigureSense:
    """A share that does not name its whole (占12.96%): of what the last one was of, or of
    something that the paragraph has named; the numbers will tell."""
    limits = dims_for(state.limits, state.side)
    last = state.base if state.base is not None else limits
    named = [joined(limits, dims_for(one, state.side)) for one in state.wholes if len(one) == 1]
    bases = tuple(dict.fromkeys((last, limits, (), *named)))
    return FigureSense(measure, relation="share", base=last, bases=bases)


def _points(state: TextState, words: str) -> FigureSense:
    """A difference of shares in points; it belongs to the share before it."""
    sign = direction(words) or 1
    shares = [one.number for one in state.out if one.number.measure.endswith((".share", ".to_gdp"))]
    if shares and shares[-1].measure == "value.to_gdp":
        return FigureSense("value.to_gdp", relation="change", sign=sign)
    measure = shares[-1].measure.removesuffix(".share") if shares else "value"
    base = shares[-1].base if shares else None
    return FigureSense(measure, relation="change", sign=sign, base=base)


def _times(state: TextState, words: str, clause: str) -> FigureSense:
    said = measures_of(clause)
    measure = said[-1] if said else state.level or "value"
    if direction(words) > 0 and not _MULTIPLE.search(words):
        return FigureSense(measure, relation="growth")
    against = year_in(words, None)
    if against is not None:
        state.year = state.sentence_year
    return FigureSense(measure, relation="multiple", base_period=against)


def _rank(state: TextState, clause: str) -> FigureSense | None:
    if re.search(r"连续$", clause) or re.search(r"比[^，。；]{0,6}第?$", clause):
        return None
    said = [name for name in measures_of(clause) if name in ("contracts", "value", "sellers")]
    measure = said[-1] if said else "value"
    growing = "增幅" in clause or "增速" in clause
    return FigureSense(
        f"{measure}.growth" if growing else measure,
        relation="rank",
        base=_rank_scope(state, clause),
    )


def _rank_scope(state: TextState, clause: str) -> Dims:
    limits = dims_for(state.limits, state.side)
    within = _RANK_WITHIN.search(clause)
    named = lists_in(within[1], 0, len(within[1])) if within else []
    if named:
        return joined(limits, dims_for(named[-1].members[0][:1], state.side))
    regions = [one for one in state.subject if one.list == "region"]
    if not regions:
        return limits
    groups = [one for one in state.context.subject if one.code.startswith("group:")]
    if groups:
        return joined(limits, dims_for(groups[:1], state.side))
    if all(one.code.endswith("0000") for one in regions):
        return joined(limits, dims_for((Category("region", "group:province"),), state.side))
    return limits


def _things(state: TextState, words: str, one: TextFigure) -> FigureSense:
    """Things counted: contracts in 项, institutions in 家, persons, events."""
    domain = state.context.domain
    if one.unit == "项" and domain != "demonstration":
        return FigureSense(_in_domain(state, "contracts"))
    if domain == "exchange" and one.unit in ("次", "项次", "人次"):
        return FigureSense("exchange.trainees" if one.unit == "人次" else "exchange.events")
    if domain == "sellers" and one.unit in ("家", "个"):
        return FigureSense("sellers")
    if domain == "demonstration":
        measure = "contracts" if one.unit == "项" and "促成" in words else "count"
        return _labelled(state, measure, words, one.unit, one.end)
    behind = _BEHIND.match(state.text[one.end :]) if one.unit != "人" else None
    before = _NOUN.search(words)
    thing = behind[0] if behind else _EMPTY.sub("", before[1]) if before else ""
    return FigureSense("count", label=thing.strip() or one.unit)
