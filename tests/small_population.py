"""A small population and registers of it, drawn once a test session and process.

Not here: its margins (`small_margins`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from golden_line import quiet
from small_margins import small_margins
from techmarket.simulate.draw import DrawnYear, draw_year
from techmarket.simulate.population import Population, draw_population
from techmarket.simulate.register_files import write_register


@cache
def drawn_year() -> DrawnYear:
    """The contracts of `small_margins()`."""
    return draw_year(np.random.default_rng(1), small_margins(), quiet)


@cache
def small_population(seed: int = 1) -> Population:
    """The contracts of `small_margins()` with their parties."""
    return draw_population(seed, small_margins(), 2013, quiet)


def written(folder: Path, contracts: int, seed: int = 1) -> Path:
    """A register of so many contracts of the small population."""
    write_register(small_population(seed), folder, contracts, (), quiet)
    return folder
