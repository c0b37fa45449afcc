"""What is told under a figure of data that it has not: missing, not covered, not comparable.

Not here: the notes of the edition (`entries`).
"""

from __future__ import annotations

from collections.abc import Iterator

from techmarket.figures.model import Series
from techmarket.figures.words import listed, said
from techmarket.observations.observation import Status

TOLD = (Status.MISSING, Status.NOT_APPLICABLE, Status.NO_PRIOR)

NAMED_AT_MOST = 12


def notes_on_data(
    categories: tuple[str, ...], series: tuple[Series, ...], lang: str, without_data: str = ""
) -> list[str]:
    """One note per status without a value; a single one where there is no value at all.

    Args:
        categories: as printed; series: over them.
        lang: of the notes.
        without_data: the edition's own words for no value at all; "" for the general ones.
    """
    if all(datum.observation.value is None for one in series for datum in one.data):
        return [without_data or said("no_data_at_all", lang)]
    notes = []
    for status in TOLD:
        names = list(_without_value(categories, series, status, lang))
        if names:
            notes.append(said(status.value, lang, names=_shortened(names, lang)))
    return notes


def _without_value(
    categories: tuple[str, ...], series: tuple[Series, ...], status: Status, lang: str
) -> Iterator[str]:
    """Whole series, whole categories, then what is left one by one."""
    left = [
        [datum.observation.status is status for datum in one.data] for one in series
    ]  # series × categories
    whole_series = [len(series) > 1 and all(row) for row in left]
    for one, whole in zip(series, whole_series, strict=True):
        if whole:
            yield one.label
    for i, category in enumerate(categories):
        rest = [row[i] for row, whole in zip(left, whole_series, strict=True) if not whole]
        if rest and all(rest):
            yield category
            continue
        for row, one, whole in zip(left, series, whole_series, strict=True):
            if row[i] and not whole:
                yield said("in_series", lang, category=category, series=one.label)


def _shortened(names: list[str], lang: str) -> str:
    if len(names) <= NAMED_AT_MOST:
        return listed(names, lang)
    first = listed(names[:NAMED_AT_MOST], lang)
    return said("and_more", lang, names=first, count=len(names))
