"""Contracts and value of a year, at every place that is counted.

Not here: sellers (`sellers`), scope and comparability (`observations`, `derive`).
"""

from __future__ import annotations

from collections.abc import Mapping

from techmarket.cubes.cube import Cube
from techmarket.cubes.plan import DIMENSIONS, LATTICE, Grouping, grouping_for
from techmarket.errors import TechmarketError
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.observations.places import Places
from techmarket.observations.rollup import Cells, RolledUp, roll_up
from techmarket.snapshot.layout import NOT_RECORDED, NULLABLE


class BaseMeasures:
    """The measures `contracts` and `value` of one year.

    Args:
        cubes: of the lattice.
        places: codes and groups.
    """

    def __init__(self, cubes: Mapping[Grouping, Cube], places: Places) -> None:
        self._cubes = cubes
        self._places = places
        self._cells: dict[tuple[str, ...], Cells] = {}
        self._recorded = {d: self._is_recorded(d) for d in NULLABLE}

    def get(self, key: Key) -> Observation:
        """The count or the sum at the place of `key`.

        A dimension that no contract of the year records leaves the place missing.

        Raises:
            TechmarketError: a dimension or a code is unknown, or no cube has the dimensions.
        """
        names = tuple(name for name, _ in key.dims)
        codes = tuple(code for _, code in key.dims)
        cells = self.cells(names, key)
        unit = MEASURES[key.measure].unit
        for name, code in key.dims:
            if code != NOT_RECORDED and not self._recorded.get(name, True):
                return Observation(key, None, unit, Status.MISSING, Origin.COMPUTED)
        if codes not in cells:
            for name, code in key.dims:
                self._places.check(name, code)
        count, value = cells.get(codes, (0, 0))
        exact = count if key.measure == "contracts" else value
        status = Status.ZERO if exact == 0 else Status.NORMAL
        return Observation(key, exact, unit, status, Origin.COMPUTED)

    def cells(self, names: tuple[str, ...], key: Key | None = None) -> Cells:
        """Every place with contracts over some dimensions of one cube, in the order of `names`.

        Raises:
            TechmarketError: a dimension is unknown or no cube has all of them.
        """
        if names not in self._cells:
            self._cells[names] = self.rolled_up(names, key).cells()
        return self._cells[names]

    def rolled_up(self, names: tuple[str, ...], key: Key | None = None) -> RolledUp:
        """The same as columns.

        Raises:
            TechmarketError: see `cells`.
        """
        grouping = grouping_for(names)
        if grouping is None:
            raise _not_counted(names, key)
        return roll_up(self._cubes[grouping], names, self._places)

    def _is_recorded(self, dimension: str) -> bool:
        grouping = grouping_for((dimension,))
        assert grouping is not None
        labels = self._cubes[grouping].labels[dimension]
        used = {labels[code] for code in self._cubes[grouping].codes[dimension].tolist()}
        return used != {NOT_RECORDED}


def _not_counted(names: tuple[str, ...], key: Key | None) -> TechmarketError:
    where = key.cell_id if key else ", ".join(names)
    for name in names:
        if name not in DIMENSIONS:
            return TechmarketError(
                f"there is no dimension {name} of contracts",
                where=where,
                todo=f"the dimensions are {', '.join(DIMENSIONS)}",
            )
    counted = "; ".join(", ".join(grouping) for grouping in LATTICE)
    return TechmarketError(
        f"the dimensions {', '.join(names)} are not counted together",
        where=where,
        todo=f"ask within one of these groups: {counted}",
    )
