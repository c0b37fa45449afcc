"""A figure with its meaning as a printed number of a sentence.

Not here: finding the meaning (`figure_senses`, `sentences`).
"""

from __future__ import annotations

from fractions import Fraction

from techmarket.audit.reading.categories import Category
from techmarket.audit.reading.figures_in_text import TextFigure
from techmarket.audit.reading.meanings import dims_for, joined, scale_of
from techmarket.audit.reading.text_state import (
    DEMONSTRATION,
    GROUPS,
    FigureSense,
    TextNumber,
    TextState,
)
from techmarket.audit.statement import Kind, Place, PrintedNumber
from techmarket.observations.observation import Dims


def text_number(
    state: TextState,
    one: TextFigure,
    measure: str,
    sense: FigureSense,
    subject: tuple[Category, ...],
) -> TextNumber:
    """The number that a figure prints, of a measure and a subject."""
    dims, parts = subject_dims(state, subject)
    if sense.label:
        dims, parts = joined(_limits_of(state, sense, subject), (("label", sense.label),)), ()
    context = state.context
    ranks = sense.relation == "rank" and one.top
    number = PrintedNumber(
        place=Place(context.document, context.line, context.sheet, span=(one.start, one.end)),
        text=one.text,
        value=one.value if sense.sign > 0 or one.value < 0 else -one.value,
        decimals=one.decimals,
        unit=one.unit,
        scale=scale_of(one.unit) if one.unit != "倍" else Fraction(1),
        measure=_full(measure, sense.relation),
        period=state.year,
        dims=() if ranks and parts else dims,
        base=sense.base,
        base_period=sense.base_period,
        parts=parts,
        top=int(one.value) if one.top else _top(state, subject),
        kind=Kind.SENTENCE,
        comparison=one.comparison,
        subject=_told(state.text, one),
    )
    return TextNumber(number, sense.bases)


def _limits_of(state: TextState, sense: FigureSense, subject: tuple[Category, ...]) -> Dims:
    """What limits a labelled count: a place, or a kind of institution; by the label alone else."""
    if sense.label != DEMONSTRATION or state.context.domain != "demonstration":
        return ()
    kept = [one for one in subject if one.list == "region" or one.list.startswith("institution")]
    return dims_for(kept, "") if len(kept) == 1 else ()


def _full(measure: str, relation: str) -> str:
    if not relation:
        return measure
    if relation == "change":
        return f"{measure}.change" if measure == "value.to_gdp" else f"{measure}.share.change"
    return f"{measure}.{relation}"


def _top(state: TextState, subject: tuple[Category, ...]) -> int | None:
    """The n of the 前n名 whose sum this is: it stands in the same clause or the one before."""
    last = state.out[-1].number if state.out else None
    if last is None or last.top is None or len(subject) != last.top:
        return None
    return last.top if last.place.line == state.context.line else None


def subject_dims(state: TextState, subject: tuple[Category, ...]) -> tuple[Dims, tuple[Dims, ...]]:
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
            return dims, tuple(joined(limits, ((one.list, code),)) for code in members)
    return dims, ()


def _told(text: str, one: TextFigure) -> str:
    """The words of the sentence up to a figure, from its clause."""
    start = max(text.rfind(mark, 0, one.start) for mark in "，。；：")
    return text[start + 1 : one.end].strip()
