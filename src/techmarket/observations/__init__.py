"""The model of a number: measure, period, place, exact value, unit, status, origin.

Tables, figures, sentences and files read observations and nothing else. Not here: counting
contracts (`cubes`), rounding and words for print (`tables`).
"""

from techmarket.observations.measures import MEASURES, Kind, Measure
from techmarket.observations.observation import (
    Dims,
    Key,
    Observation,
    Origin,
    Status,
    Value,
    dims_of,
)
from techmarket.observations.observations import Observations
from techmarket.observations.observe import observe

__all__ = [
    "MEASURES",
    "Dims",
    "Key",
    "Kind",
    "Measure",
    "Observation",
    "Observations",
    "Origin",
    "Status",
    "Value",
    "dims_of",
    "observe",
]
