"""Cubes of a register that changes: brought up to date by the changed contracts alone, exactly.

A change takes away what a contract was and adds what it is now. All changes of one call are made,
or none. Kept in a folder, each state has a revision, and of two processes that go on from the same
revision exactly one succeeds. Not here: counting from the start (`cubes.kernel_engine`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from techmarket.cubes.cube import LARGEST_SAFE_SUM, Cube
from techmarket.cubes.engine import VALUE_CLASSES, Engine, major_limits
from techmarket.cubes.plan import Grouping
from techmarket.errors import TechmarketError
from techmarket.snapshot.snapshot import Snapshot

Cell = tuple[str, ...]
"""Codes of the dimensions of a grouping, in their order; a seller by its identifier."""

Limits = Sequence[tuple[date, int]]
"""First days and limits of the value of a major contract, oldest first."""

REVISION = "revision-{:012d}"
STATE = "state.json"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a contract counts for.

    Attributes:
        registration_date: decides the year and the limit of a major contract.
        value: 分.
        seller: identifier of the seller.
        codes: coded column to code.
    """

    registration_date: date
    value: int
    seller: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A contract that changed: `before` is `None` for a new one, `after` for one that ended."""

    before: Fact | None
    after: Fact | None


class LiveCubes:
    """Cubes of one year of a live register.

    Made by `start` or `load`.

    Attributes:
        year: of registration; contracts of other years are passed over.
        revision: number of calls of `apply` since the start.
    """

    def __init__(
        self, year: int, cells: Mapping[Grouping, dict[Cell, tuple[int, int]]], revision: int = 0
    ) -> None:
        self.year = year
        self.revision = revision
        self._cells = cells

    @classmethod
    def start(
        cls, snapshot: Snapshot, year: int, groupings: Sequence[Grouping], engine: Engine
    ) -> LiveCubes:
        """The cubes of a snapshot, ready to be changed."""
        cubes = engine.cubes(snapshot, year, groupings)
        return cls(year, {g: _cells(cube, snapshot) for g, cube in cubes.items()})

    def apply(self, changes: Iterable[Change]) -> None:
        """Make all changes, or none.

        Raises:
            TechmarketError: a contract is taken away that was never counted.
        """
        changed = list(changes)
        before = [c.before for c in changed if c.before is not None]
        after = [c.after for c in changed if c.after is not None]
        signed = [*((fact, -1) for fact in before), *((fact, 1) for fact in after)]
        mine = [(fact, sign) for fact, sign in signed if fact.registration_date.year == self.year]
        limits = major_limits(self.year)
        merged = {g: _added(cells, _net(g, mine, limits)) for g, cells in self._cells.items()}
        for grouping, cells in merged.items():
            for cell, (count, value) in cells.items():
                if count:
                    self._cells[grouping][cell] = (count, value)
                else:
                    self._cells[grouping].pop(cell, None)
        self.revision += 1

    def total(self, grouping: Grouping, cell: Cell) -> tuple[int, int]:
        """Contracts and 分 of a cell; zeros where there are no contracts."""
        return self._cells[grouping].get(cell, (0, 0))

    def cubes(self) -> tuple[Mapping[Grouping, Cube], tuple[str, ...]]:
        """The cubes as any engine gives them, and the identifiers that sellers are numbered by."""
        sellers = tuple(sorted({c for g in self._cells for c in self._codes_of(g, "seller")}))
        return {g: self._cube(g, sellers) for g in self._cells}, sellers

    def _codes_of(self, grouping: Grouping, dimension: str) -> set[str]:
        if dimension not in grouping:
            return set()
        place = grouping.index(dimension)
        return {cell[place] for cell in self._cells[grouping]}

    def _cube(self, grouping: Grouping, sellers: tuple[str, ...]) -> Cube:
        cells = sorted(self._cells[grouping].items())
        labels: dict[str, tuple[str, ...]] = {}
        codes = {}
        for place, dimension in enumerate(grouping):
            known = sellers if dimension == "seller" else self._labels(grouping, dimension)
            if dimension != "seller":
                labels[dimension] = known
            position = {code: i for i, code in enumerate(known)}
            codes[dimension] = np.array([position[cell[place]] for cell, _ in cells], np.int64)
        values = [value for _, (_, value) in cells]
        fits = sum(map(abs, values)) < LARGEST_SAFE_SUM
        return Cube(
            grouping,
            codes,
            labels,
            np.array([count for _, (count, _) in cells], np.int64),
            np.array(values, np.int64 if fits else object),
        )

    def _labels(self, grouping: Grouping, dimension: str) -> tuple[str, ...]:
        if dimension == "value_class":
            return VALUE_CLASSES
        return tuple(sorted(self._codes_of(grouping, dimension)))

    def save(self, folder: Path) -> None:
        """Keep this state in a folder as the revision that it is.

        Raises:
            TechmarketError: another process has saved this revision or a later one.
        """
        folder.mkdir(parents=True, exist_ok=True)
        latest = _latest(folder)
        if latest is not None and latest >= self.revision:
            raise _conflict(folder, latest)
        partial = folder / f"partial-{os.getpid()}"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            (partial / STATE).write_text(self._to_json(), encoding="utf-8")
            (partial).rename(folder / REVISION.format(self.revision))
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            latest = _latest(folder)
            if latest is not None and latest >= self.revision:
                raise _conflict(folder, latest) from None
            raise error
        for old in _revisions(folder):
            if old < self.revision:
                shutil.rmtree(folder / REVISION.format(old), ignore_errors=True)

    @classmethod
    def load(cls, folder: Path) -> LiveCubes:
        """The latest state that was saved.

        Raises:
            TechmarketError: there is none, or it is damaged.
        """
        latest = _latest(folder)
        if latest is None:
            raise TechmarketError(
                "there are no live cubes", where=str(folder), todo="start them from a snapshot"
            )
        file = folder / REVISION.format(latest) / STATE
        try:
            state = json.loads(file.read_text(encoding="utf-8"))
            cells = {
                tuple(grouping): {tuple(cell): (count, value) for cell, count, value in rows}
                for grouping, rows in state["cubes"]
            }
            return cls(int(state["year"]), cells, int(state["revision"]))
        except (ValueError, KeyError, TypeError):
            raise TechmarketError(
                "the live cubes are damaged",
                where=str(file),
                todo="remove that folder and start them again from a snapshot",
            ) from None

    def _to_json(self) -> str:
        cubes = [
            [list(g), [[list(cell), count, value] for cell, (count, value) in cells.items()]]
            for g, cells in self._cells.items()
        ]
        state = {"year": self.year, "revision": self.revision, "cubes": cubes}
        return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def _cells(cube: Cube, snapshot: Snapshot) -> dict[Cell, tuple[int, int]]:
    columns = []
    for dimension in cube.grouping:
        positions = cube.codes[dimension].tolist()
        if dimension == "seller":
            columns.append(snapshot.ids_of(positions))
        else:
            labels = cube.labels[dimension]
            columns.append([labels[position] for position in positions])
    sums = zip(cube.count.tolist(), map(int, cube.value), strict=True)
    cells = zip(*columns, strict=True) if columns else iter([()] * len(cube))
    return dict(zip(cells, sums, strict=True))


def _net(
    grouping: Grouping, facts: Iterable[tuple[Fact, int]], limits: Limits
) -> dict[Cell, tuple[int, int]]:
    """What is to be added to each cell."""
    net: dict[Cell, tuple[int, int]] = {}
    for fact, sign in facts:
        cell = tuple(_code(fact, dimension, limits) for dimension in grouping)
        count, value = net.get(cell, (0, 0))
        net[cell] = (count + sign, value + sign * fact.value)
    return net


def _code(fact: Fact, dimension: str, limits: Limits) -> str:
    if dimension == "seller":
        return fact.seller
    if dimension != "value_class":
        return fact.codes[dimension]
    limit = [limit for first, limit in limits if first <= fact.registration_date][-1]
    return VALUE_CLASSES[fact.value < limit]


def _added(
    cells: Mapping[Cell, tuple[int, int]], net: Mapping[Cell, tuple[int, int]]
) -> dict[Cell, tuple[int, int]]:
    """The new sums of the cells that change."""
    changed = {}
    for cell, (count, value) in net.items():
        old_count, old_value = cells.get(cell, (0, 0))
        changed[cell] = (old_count + count, old_value + value)
        if old_count + count < 0 or (old_count + count == 0 and old_value + value != 0):
            raise TechmarketError(
                "a contract is taken away that was not counted",
                where=", ".join(cell) or "the total",
                why=f"the cell has {old_count} contracts of {old_value} 分 in all, and "
                f"{-count} of {-value} 分 are taken away",
                todo="start the live cubes again from a snapshot",
            )
    return changed


def _revisions(folder: Path) -> list[int]:
    found = (f.name.removeprefix("revision-") for f in folder.glob("revision-*"))
    return sorted(int(name) for name in found if name.isdecimal())


def _latest(folder: Path) -> int | None:
    return max(_revisions(folder), default=None)


def _conflict(folder: Path, latest: int) -> TechmarketError:
    return TechmarketError(
        "another process has changed the live cubes",
        where=str(folder),
        why=f"they are at revision {latest}",
        todo="load them and apply the changes again",
    )
