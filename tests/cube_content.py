"""The cells of a cube as plain rows, to compare one cube with another."""

from __future__ import annotations

from techmarket.cubes import Cube


def content(cube: Cube) -> list[tuple[int, ...]]:
    """Codes by position, contracts and 分 of every cell, sorted."""
    columns = [cube.codes[d].tolist() for d in cube.grouping]
    return sorted(zip(*columns, cube.count.tolist(), map(int, cube.value), strict=True))
