"""Building: a declared figure and observations become a picture's worth of finished data.

Everything is decided here: numbers, rounding, order, which are the largest, classes, labels,
notes, alternative text. Not here: drawing (`draw`) and how observations are obtained
(`observations`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.figures.alt import alternative_text
from techmarket.figures.classes import COARSE, FINE, class_labels, class_limits, class_of
from techmarket.figures.definition import CLASSED, FigureDefinition
from techmarket.figures.definitions import define_figure
from techmarket.figures.entries import FigureEntry, figure_entries
from techmarket.figures.model import BuiltFigure, Datum, Form, Series
from techmarket.figures.notes import notes_on_data
from techmarket.observations.observation import Observation
from techmarket.tables.build import KnowsObservations
from techmarket.tables.cell import in_unit, printed_text
from techmarket.tables.labels import Label, Wording, YearLabel, language

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`."""


def build_figures(
    observations: KnowsObservations,
    edition: Edition,
    lang: str = "zh",
    progress: Progress | None = None,
) -> list[BuiltFigure]:
    """Every figure of an edition, in printed order.

    Raises:
        TechmarketError: the language or a figure is unknown, or an observation cannot be printed.
    """
    entries = figure_entries(edition)
    built = []
    for done, (key, entry) in enumerate(entries.items(), start=1):
        built.append(
            build_definition(define_figure(key, edition), entry, observations, edition, lang)
        )
        if progress is not None:
            progress("figures", done, len(entries))
    return built


def build_figure(
    key: str, observations: KnowsObservations, edition: Edition, lang: str = "zh"
) -> BuiltFigure:
    """One figure of an edition.

    Raises:
        TechmarketError: the edition has no such figure, the language is unknown, or an
            observation cannot be printed.
    """
    entries = figure_entries(edition)
    if key not in entries:
        raise TechmarketError(
            f"the edition {edition.name} has no figure {key!r}",
            todo="choose one of " + ", ".join(entries),
        )
    return build_definition(define_figure(key, edition), entries[key], observations, edition, lang)


def build_definition(
    figure: FigureDefinition,
    entry: FigureEntry,
    observations: KnowsObservations,
    edition: Edition,
    lang: str = "zh",
) -> BuiltFigure:
    """A declared figure as the entry of an edition prints it; errors as `build_figure`."""
    words = Wording(edition, language(lang))
    shown = shown_categories(figure, observations)
    categories = tuple(words.text(figure.categories[i].path[-1]) for i in shown)
    limits = _limits(figure, observations)
    series = tuple(
        _series(figure, j, shown, observations, edition, words, limits)
        for j in range(len(figure.series))
    )
    built = BuiltFigure(
        key=figure.key,
        number=entry.number,
        title=entry.title[lang],
        units=entry.units[lang],
        form=figure.form,
        categories=categories,
        codes=tuple(_code(figure, i) for i in shown),
        series=series,
        alt="",
        notes=(
            *entry.notes[lang],
            *notes_on_data(categories, series, lang, entry.without_data[lang]),
        ),
        classes=class_labels(limits),
        axes=_axes(figure.axes, words),
        lang=lang,
    )
    years = all(isinstance(line.path[-1], YearLabel) for line in figure.categories)
    return replace(built, alt=alternative_text(built, years=years))


def shown_categories(figure: FigureDefinition, observations: KnowsObservations) -> list[int]:
    """Which declared category stands at each place.

    The ordered ones change places among themselves, largest first; equal ones keep the declared
    order, those without a value come last. Of the largest n, all that equal the n-th are shown,
    and none that has no value or sold nothing.
    """
    order = list(range(len(figure.categories)))
    if figure.ordered_by is None:
        return order
    column = figure.ordered_by
    values = {i: _exact(observations.get(figure.cells[i][column].key)) for i in order}
    places = [i for i in order if figure.categories[i].ordered]
    for place, i in zip(
        places, sorted(places, key=lambda i: _largest_first(values[i])), strict=True
    ):
        order[place] = i
    if figure.largest is None:
        return order
    there = [v for v in values.values() if v]
    least = min(sorted(there, reverse=True)[: figure.largest], default=Fraction(0))
    return [i for i in order if (value := values[i]) and value >= least]


def _largest_first(value: Fraction | None) -> tuple[bool, Fraction]:
    return value is None, -(value or Fraction(0))


def _exact(observation: Observation) -> Fraction | None:
    value = observation.value
    if isinstance(value, str):
        raise TypeError(f"{observation.key.cell_id}: a name is not drawn")
    return None if value is None else Fraction(value)


def _series(
    figure: FigureDefinition,
    place: int,
    shown: list[int],
    observations: KnowsObservations,
    edition: Edition,
    words: Wording,
    limits: tuple[Fraction, ...],
) -> Series:
    path = figure.series[place].path
    first = figure.cells[0][place]
    data = []
    for i in shown:
        cell = figure.cells[i][place]
        observation = observations.get(cell.key)
        value = _exact(observation)
        data.append(
            Datum(
                # That of an edition of one place names the place as well.
                key=observation.key,
                observation=observation,
                text=printed_text(cell, observation, edition.symbols),
                level=_level(value, cell.unit, limits),
            )
        )
    label = words.text(path[-1]) if path else ""
    return Series(label, first.unit, first.decimals, tuple(data))


def _level(value: Fraction | None, unit: str, limits: tuple[Fraction, ...]) -> int | None:
    return None if value is None or not limits else class_of(in_unit(value, unit), limits)


def _limits(figure: FigureDefinition, observations: KnowsObservations) -> tuple[Fraction, ...]:
    if figure.form not in CLASSED:
        return ()
    values = (
        in_unit(value, cell.unit)
        for row in figure.cells
        for cell in row
        if (value := _exact(observations.get(cell.key))) is not None
    )
    return class_limits(values, COARSE if figure.form is Form.MATRIX else FINE)


def _code(figure: FigureDefinition, category: int) -> str:
    codes = tuple(figure.categories[category].part.dims.values())
    return codes[0] if codes else ""


def _axes(axes: tuple[Label, ...], words: Wording) -> tuple[str, str]:
    if not axes:
        return "", ""
    down, across = axes
    return words.text(down), words.text(across)
