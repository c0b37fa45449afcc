"""How a long step says how far it is.

Not here: how that is shown (`cli`).
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it is done, and of how much."""
