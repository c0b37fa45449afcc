"""The value from which a contract is major, in 分, as scripts would write it: a number."""

from __future__ import annotations

from bench.data import YEAR
from techmarket.cubes.engine import major_limits

((_, MAJOR),) = major_limits(YEAR)
