"""The error of a draw that another draw may not have.

Not here: drawing again (`population`).
"""

from __future__ import annotations

from techmarket.errors import TechmarketError


class UnluckyDrawError(TechmarketError):
    """The margins can be met, but not by this draw; another one is likely to do."""
