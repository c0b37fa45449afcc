"""What a figure in a sentence is: level, growth, share, rank, change in points, multiple, count.

Decided by its unit and by the words between it and the figure before it. Not here: whose figure it
is (`sentences`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techmarket.audit.reading.categories import Category
from techmarket.audit.reading.meanings import MONEY, dims_for, joined
from techmarket.audit.reading.phrases import (
    direction,
    lists_in,
    measures_of,
    side_in,
    year_in,
)
from techmarket.observations.observation import Dims, dims_of

if TYPE_CHECKING:
    from techmarket.audit.reading.figures_in_text import TextFigure
    from techmarket.audit.reading.sentences import FigureSense, _State

_MEAN = re.compile(r"平均|单份合同|单项合同")
_GAP = re.compile(r"差额|超出|高出|多出")
_SHARE = re.compile(r"占|比重|比例")
_MULTIPLE = re.compile(r"是|为|相当于")
_THING = re.compile(r"[^，。；、（）()\d]{2,20}$")
DEMONSTRATION = "国家技术转移示范机构"


def sense_of(
    state: _State, words: str, clause: str, whole: str | None, one: TextFigure, alone: bool
) -> FigureSense | None:
    """What a figure is, `None` if the words do not say."""
    if one.unit in MONEY:
        return _money(state, words, clause)
    if one.unit in ("%", "成"):
        return _percent(state, words, clause, whole)
    if one.unit == "百分点":
        return _points(state, words)
    if one.unit == "倍":
        return _times(state, words, clause)
    if one.unit == "位":
        return _rank(state, clause, one)
    return _things(state, words, clause, one)


def _sense(measure: str, **more: object) -> FigureSense:
    from techmarket.audit.reading.sentences import FigureSense

    return FigureSense(measure, **more)  # type: ignore[arg-type]


def _money(state: _State, words: str, clause: str) -> FigureSense:
    if _GAP.search(words):
        return _sense("value", relation="difference")
    if _MEAN.search(clause) and "mean_value" in measures_of(clause):
        return _sense("mean_value")
    said = [measure for measure in measures_of(words) if measure in ("gdp", "mean_value")]
    measure = said[-1] if said else "value"
    return _with_label(state, _in_domain(state, measure), words)


def _in_domain(state: _State, measure: str) -> str:
    if state.context.domain == "exchange" and measure in ("value", "contracts"):
        return f"exchange.{measure}"
    return measure


def _with_label(state: _State, measure: str, words: str) -> FigureSense:
    """In the part on demonstration institutions, what is counted is named by its own words."""
    if state.context.domain != "demonstration":
        return _sense(measure)
    thing = re.search(r"(?:促成|获得|服务|解决|组织)([^，。；\d]+)$", words)
    if thing:
        state.label = f"{DEMONSTRATION}/{thing[1].strip()}"
    return _sense(measure, label=state.label or DEMONSTRATION)


def _percent(state: _State, words: str, clause: str, whole: str | None) -> FigureSense | None:
    if whole is not None:
        return _share(state, whole)
    if re.search(r"(?:占比|比重|比例)[^，]{0,6}$", words):
        return _share(state, "")
    sign = direction(words)
    if sign:
        said = [name for name in measures_of(words) if name not in ("gdp",)]
        measure = said[-1] if said else state.level or "value"
        return _sense(_in_domain(state, measure), relation="growth", sign=sign, label=state.label)
    return None


def _share(state: _State, whole: str) -> FigureSense:
    """A share of the whole that the words behind 占 name."""
    said = measures_of(whole)
    if "gdp" in said:
        return _sense("value.to_gdp", base=None)
    measure = said[-1] if said else state.level or "value"
    if re.search(r"技术合同的$", whole.strip()) or whole.strip().endswith("技术合同"):
        measure = "contracts"
    measure = _in_domain(state, measure)
    side = side_in(whole) or state.side
    named = lists_in(whole, 0, len(whole))
    chosen: tuple[Category, ...] = tuple(one.members[0][0] for one in named)
    if state.context.domain == "demonstration":
        return _sense(
            measure, relation="share", base=(("label", DEMONSTRATION),), label=state.label
        )
    own = _own_list(chosen, state)
    if own:
        return _sense(measure, relation="share", base=dims_for(own, side))
    if re.search(r"全国|全省|全市|全县|年度|总", whole):
        return _sense(measure, relation="share", base=())
    frame = dims_for(state.frame, state.side)
    limits = dims_for(state.limits, state.side)
    last = state.base if state.base is not None else limits
    bases = tuple(dict.fromkeys((last, joined(limits, frame), limits, ())))
    return _sense(measure, relation="share", base=last, bases=bases)


def _own_list(chosen: tuple[Category, ...], state: _State) -> tuple[Category, ...]:
    """The categories of a whole, in the list that the subject is of where there is a choice."""
    return chosen


def _points(state: _State, words: str) -> FigureSense:
    """A difference of shares in points; it belongs to the share before it."""
    sign = direction(words) or 1
    last = state.out[-1].number if state.out else None
    for before in reversed(state.out):
        if before.number.measure.endswith((".share", "to_gdp")):
            last = before.number
            break
    if last is not None and last.measure == "value.to_gdp":
        return _sense("value.to_gdp", relation="change", sign=sign)
    measure = last.measure.removesuffix(".share") if last is not None else "value"
    return _sense(measure, relation="change", sign=sign, base=last.base if last else None)


def _times(state: _State, words: str, clause: str) -> FigureSense:
    said = measures_of(clause)
    measure = said[-1] if said else state.level or "value"
    if direction(words) > 0 and not _MULTIPLE.search(words):
        return _sense(measure, relation="growth")
    against = year_in(words, None)
    if against is not None:
        state.year = state.context.year
    return _sense(measure, relation="multiple", base_period=against)


def _rank(state: _State, clause: str, one: TextFigure) -> FigureSense | None:
    if re.search(r"连续|时间|\d{4}年$", clause[-4:]):
        return None
    said = [name for name in measures_of(clause) if name in ("contracts", "value", "sellers")]
    measure = said[-1] if said else "value"
    return _sense(measure, relation="rank", base=_rank_scope(state))


def _rank_scope(state: _State) -> Dims:
    limits = dims_for(state.limits, state.side)
    regions = [one for one in state.subject if one.list == "region"]
    if not regions:
        return limits
    groups = [one for one in state.context.subject if one.code.startswith("group:")]
    if groups:
        return joined(limits, dims_for(groups[:1], state.side))
    if all(one.code.endswith("0000") for one in regions):
        return joined(limits, dims_for((Category("region", "group:province"),), state.side))
    return limits


def _things(state: _State, words: str, clause: str, one: TextFigure) -> FigureSense | None:
    """Things counted: contracts in 项, institutions in 家, persons, events."""
    domain = state.context.domain
    if one.unit == "项" and domain != "demonstration":
        return _sense(_in_domain(state, "contracts"))
    if domain == "exchange" and one.unit in ("次", "项次", "人次"):
        return _sense("exchange.trainees" if one.unit == "人次" else "exchange.events")
    if domain == "sellers" and one.unit in ("家", "个"):
        return _sense("sellers")
    if domain == "demonstration":
        thing = re.search(r"([^，。；、（）()\d]{2,24}?)(?:的)?$", words)
        text = (
            re.sub(r"^(?:其中|共有|共|促成|服务|解决|组织|当年获得|获得)", "", thing[1])
            if thing
            else ""
        )
        state.label = f"{DEMONSTRATION}/{text.strip()}" if text.strip() else DEMONSTRATION
        measure = "contracts" if one.unit == "项" and "项目" in words else "count"
        return _sense(measure, label=state.label)
    thing = _THING.search(clause)
    label = (thing[0] if thing else "").strip()
    return _sense("count", label=label or _after(state.text, one))


def _after(text: str, one: TextFigure) -> str:
    found = re.match(r"[^，。；、（）()\d]{1,20}", text[one.end :])
    return found[0].strip() if found else ""


__all__ = ["dims_of", "sense_of"]
