"""Shares in English sentences: the whole that the words behind "of" name.

Not here: other percentages, and the walk (`english_sentences`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from techmarket.audit.reading.categories import Category, is_below
from techmarket.audit.reading.english_figures import PERCENT
from techmarket.audit.reading.english_names import told_in
from techmarket.audit.reading.english_sections import last_side
from techmarket.audit.reading.figures_in_text import TextFigure
from techmarket.audit.reading.meanings import dims_for, joined
from techmarket.audit.reading.text_state import FigureSense, TextState
from techmarket.observations.observation import Dims

_OF = re.compile(
    r"\sof\s(?P<whole>[^,;.()]+?)(?=\s+and\s+(?:made|sold|bought|up|down|\d|their|its)\b|[,;.()]|\swith\b|$)"
)
_VERB = re.compile(r"\b(?:sold|bought|registered|made up|accounted for)\s(?:[a-z]+\s)?$")
_OPENS = re.compile(
    r"(?:^|[.;]\s+)(?:and\s+)?Of (?:the|their|its) (?P<whole>[^,:;.]+?)[,:]", re.IGNORECASE
)
_ALL = re.compile(r"^(?:the )?(?:total|whole|all|country|national)\b")
_ALL_CONTRACTS = re.compile(r"^all (?:technology )?contracts$")
_GDP = re.compile(r"^(?:the )?(?:gross domestic product|GDP)$")
_AREA = re.compile(r"^what the (?:area|region|province|city) (?:sold|bought)$")
_FIELD = re.compile(r"^the (?:technical )?(?P<noun>field|type|group|area|region)$")
_LISTS = {
    "field": "technical_field",
    "type": "contract_type",
    "group": "party_kind",
    "area": "region",
    "region": "region",
}


def wholes_in(
    text: str, first: int, last: int, figures: Sequence[TextFigure]
) -> list[tuple[int, int]]:
    """The stretches behind "of" and a percentage, and those that open a list of parts: what they
    name is nobody's figure."""
    found = [match.span("whole") for match in _OPENS.finditer(text, first, last)]
    for one in figures:
        match = _OF.match(text, one.end, last) if one.unit == PERCENT else None
        if match:
            found.append(match.span("whole"))
    return found


def share_behind(state: TextState, level: str, words: str, one: TextFigure) -> FigureSense | None:
    """What share a percentage is; `None` if nothing says that it is one.

    Args:
        level: the measure printed last; words: between the figure before and this one.
    """
    text = state.text
    found = _OF.match(text, one.end)
    if found is None:
        return _unsaid(state, level, words, one)
    whole = found["whole"].strip()
    if _GDP.match(whole):
        return FigureSense("value.to_gdp")
    measure = "value" if "value" in whole else level or "value"
    if _ALL_CONTRACTS.match(whole):
        return FigureSense("contracts", relation="share", base=())
    if measure.startswith("mean_value"):
        measure = "value"
    if _ALL.match(whole):
        limits = dims_for(state.limits, state.side)
        bases = (limits, ()) if limits and state.subject else ()
        return FigureSense(measure, relation="share", base=(), bases=bases)
    base = _named(state, whole)
    return None if base is None else FigureSense(measure, relation="share", base=base)


def _named(state: TextState, whole: str) -> Dims | None:
    """The dims of a whole that is named, or pointed back at; `None` for any other."""
    limits = dims_for(state.limits, state.side)
    if _AREA.match(whole):
        return _back(state, "region", limits)
    if pointed := _FIELD.match(whole):
        return _back(state, _LISTS[pointed["noun"]], limits)
    told = told_in(whole, 0, len(whole))
    if len(told) != 1 or len(told[0].members) != 1:
        return None
    above = [one for earlier in (*state.wholes, state.subject) for one in earlier]
    readings = told[0].members[0]
    chosen = next((one for one in readings if one in above), readings[0])
    side = last_side(whole) or state.side
    if chosen.list == "value_class":
        return dims_for((chosen,), side)
    return joined(limits, dims_for((chosen,), side))


def _back(state: TextState, listed: str, limits: Dims) -> Dims | None:
    """The last single thing of a list that the subject is a part of."""
    for earlier in (*reversed(state.wholes), state.context.subject):
        if len(earlier) != 1 or earlier[0].list != listed or earlier[0] in state.subject:
            continue
        if _holds(earlier[0], state.subject):
            return joined(limits, dims_for(earlier, state.side))
    return None


def _holds(whole: Category, subject: Sequence[Category]) -> bool:
    return whole.code.startswith("group:") or all(is_below(one, whole.code) for one in subject)


def _unsaid(state: TextState, level: str, words: str, one: TextFigure) -> FigureSense | None:
    """A share that does not name its whole: of what the sentence began with, or of what the last
    one was of behind a verb; of all sellers, where these are counted."""
    if _VERB.search(words):
        opening = _opening(state, one)
        if opening not in ("value", "total value"):
            return FigureSense("value", relation="share", base=state.base or ())
        earlier = [subject for subject in state.wholes if subject != state.subject]
        base = dims_for(earlier[-1], state.side) if earlier else None
        return FigureSense("value", relation="share", base=base) if base else None
    bracket = words.strip() in ("(", ",") or words.strip().endswith("(")
    if not bracket or not level or level == "mean_value":
        return None
    if opening := _opening(state, one):
        base = _named(state, opening)
        return FigureSense(level, relation="share", base=base) if base is not None else None
    if level != "sellers":
        return None
    return FigureSense(level, relation="share", base=())


def _opening(state: TextState, one: TextFigure) -> str:
    """The whole that the sentence of a figure opens with (Of the enterprises: …); "" for none."""
    found = list(_OPENS.finditer(state.text, 0, one.start))
    if not found or ". " in state.text[found[-1].end() : one.start]:
        return ""
    return found[-1]["whole"]
