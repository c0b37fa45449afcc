"""Arrow without pandas, which it would load for the first list that becomes an array.

Loading pandas takes as long as counting some millions of contracts, and nothing here needs it.
Where it is not installed nothing changes. Not here: Spark, which does hand over its rows by way of
pandas.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

PANDAS = "pandas"


class _Absent(MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        if fullname == PANDAS:
            raise ModuleNotFoundError(f"{PANDAS} is left out", name=PANDAS)


def leave_pandas_out() -> None:
    """Let Arrow look for pandas once, in vain. Others may still load it afterwards.

    Arrow remembers for the rest of the process; only its own conversion to pandas is lost.
    """
    if PANDAS in sys.modules:
        return
    absent = _Absent()
    sys.meta_path.insert(0, absent)
    try:
        import pyarrow as pa

        pa.array([0])
    finally:
        sys.meta_path.remove(absent)
