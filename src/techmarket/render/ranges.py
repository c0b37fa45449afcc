"""A list of printed numbers made short: 表1、表2、表3、表5 is 表1—表3、表5.

Not here: the numbers (`report.cell_index`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from techmarket.tables.labels import Language

RANGE: Mapping[Language, str] = {"zh": "—", "en": " to "}
"""What stands between the first and the last of a range."""

_NUMBERED = re.compile(r"(.*?)(\d+)")

SHORTEST = 3
"""So many neighbours or more are a range."""


def in_ranges(numbers: Sequence[str], dash: str) -> list[str]:
    """The numbers in their order, neighbours that follow each other joined by the dash.

    A number that does not end in digits ("表13a") stands for itself.
    """
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    short: list[str] = []
    for run in runs:
        short += [f"{run[0]}{dash}{run[-1]}"] if len(run) >= SHORTEST else run
    return short


def _follows(one: str, other: str) -> bool:
    before, after = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    return (
        before is not None
        and after is not None
        and before[1] == after[1]
        and int(before[2]) + 1 == int(after[2])
    )
