"""The invented words of the simulation, read from `vocabulary.toml`.

Not here: which party or contract gets which word (`party_names`, `contract_details`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """Words and weights by subject; see the comments in the file."""
    path = files("techmarket.simulate") / "vocabulary.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
