"""What the chapter on tables shares: the 2013 edition, and observations that are made up."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from techmarket.editions import Edition, load_edition
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status, Value


class Invented:
    """Answers every key: as given by its cell id, otherwise with an invented value."""

    def __init__(self, given: dict[str, Value | Status | None] | None = None) -> None:
        self.given = given or {}

    def get(self, key: Key) -> Observation:
        value = self.given.get(key.cell_id, self._invented(key))
        unit = MEASURES[key.measure].unit
        if isinstance(value, Status):
            return Observation(key, None, unit, value, Origin.COMPUTED)
        status = Status.ZERO if value == 0 else Status.NORMAL
        return Observation(key, value, unit, status, Origin.COMPUTED)

    def _invented(self, key: Key) -> Value:
        unit = MEASURES[key.measure].unit
        number = sum(key.cell_id.encode()) * 7919
        if unit == "":
            return f"名称{number}"
        if unit == "1":
            return Fraction(number, 10_000_019)
        return number if unit == "分" else number % 100


@pytest.fixture
def edition() -> Edition:
    return load_edition("2013")


@pytest.fixture
def invented() -> Callable[..., Invented]:
    """`invented({"value:2013:": 100})` knows that, and invents all else."""
    return Invented
