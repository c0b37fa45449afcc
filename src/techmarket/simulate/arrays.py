"""Names of the array types of the simulation. Not here: any computation."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
"""Counts (项) and values (分): exact."""

Floats = npt.NDArray[np.float64]
"""Weights, and values while they are drawn."""

Places = npt.NDArray[np.intp]
"""Indices into something else."""

Flags = npt.NDArray[np.bool_]

Column: TypeAlias = Any
"""An Arrow array. The stubs of pyarrow refuse much that its functions accept."""
