"""What the chapter on figures shares: the 2013 edition, made-up observations, small figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest

from techmarket.editions import Edition, load_edition
from techmarket.figures.model import BuiltFigure, Datum, Form, Series
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status, Value
from techmarket.tables.cell import in_unit, rounded


class Invented:
    """Answers every key: as given by its cell id, otherwise that its value is missing."""

    def __init__(self, given: Mapping[str, Value | Status]) -> None:
        self.given = given

    def get(self, key: Key) -> Observation:
        value = self.given.get(key.cell_id, Status.MISSING)
        unit = MEASURES[key.measure].unit
        if isinstance(value, Status):
            return Observation(key, None, unit, value, Origin.COMPUTED)
        status = Status.ZERO if value == 0 else Status.NORMAL
        return Observation(key, value, unit, status, Origin.COMPUTED)


Numbers = Sequence[int | None]


def figure(
    form: Form,
    categories: Sequence[str],
    series: Mapping[str, Numbers],
    *,
    unit: str = "亿元",
    levels: bool = False,
    **more: object,
) -> BuiltFigure:
    """A figure of whole numbers in their unit; `None` is missing and printed "…"."""

    def datum(place: int, number: int | None) -> Datum:
        key = Key("value", 2013, (("position", str(place + 1)),))
        if number is None:
            return Datum(key, Observation(key, None, "分", Status.MISSING, Origin.COMPUTED), "…")
        value = number * 10**10
        status = Status.NORMAL if number else Status.ZERO
        observation = Observation(key, value, "分", status, Origin.COMPUTED)
        text = rounded(in_unit(Fraction(value), unit), 0)
        return Datum(key, observation, text, min(number, 4) if levels else None)

    return BuiltFigure(
        key="trial",
        number="图1",
        title="试",
        units=unit,
        form=form,
        categories=tuple(categories),
        codes=tuple("" for _ in categories),
        series=tuple(
            Series(label, unit, 0, tuple(datum(i, n) for i, n in enumerate(numbers)))
            for label, numbers in series.items()
        ),
        **{"alt": "试图", **more},  # type: ignore[arg-type]
    )


@pytest.fixture
def edition() -> Edition:
    return load_edition("2013")


@pytest.fixture
def invented() -> Callable[..., Invented]:
    """`invented({"value:2013:": 100})` knows that and nothing else."""
    return Invented


@pytest.fixture
def small() -> Callable[..., BuiltFigure]:
    """`small(Form.RANKING, ("甲", "乙"), {"": (2, 1)})`."""
    return figure
