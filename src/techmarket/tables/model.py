"""What a table is: the declaration (rows × columns of partial keys) and the built table.

A declared table is a list of rows and a list of columns; each contributes a `Part` of
a key, and the two parts together name one observation. A table whose parts clash or do not
complete each other is refused when it is declared. Building decides every number, rounding,
order, label and note; rendering only lays out. Not here: the declarations themselves
(`tables.definitions`), the printed numbers and titles (`editions`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from techmarket.observations.observation import Dims, Key, Observation, Origin, Status
from techmarket.tables.labels import Label


@dataclass(frozen=True, slots=True)
class Part:
    """What a row or a column says of its cells; `None` and empty say nothing.

    Attributes:
        measure: name of the measure.
        period: years from the edition's year (0, -1 …); the year itself is edition + period.
        dims: dimension to code.
        base: dims of the whole (share) or of the scope (rank).
        unit: the printed unit: 项, 亿元, 万元, %, 位, 个, 家, 次, 人.
        decimals: digits printed after the point.
        roles: dimensions named in general by the other part, and what they are here: a row
            says `region`, a column says that it is the `seller_region`.
        blank: measures whose cells stand empty whatever their value (a total has no rank).
            What is printed in their place ("" or "—") is a matter of the edition.
        suffix: printed directly after a number ("%" where the units line says otherwise).
        trim: zeros at the end of the decimals are not printed (an answer as it was given).
    """

    measure: str | None = None
    period: int | None = None
    dims: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, str] | None = None
    unit: str | None = None
    decimals: int | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    suffix: str = ""
    trim: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column.

    Attributes:
        path: its labels from the outside in, in no language yet (`tables.labels`).
        part: what it says of its cells.
        ordered: the row moves among the other ordered rows by the data (`order_by` of the
            table); other rows keep the place where they are declared.
    """

    path: tuple[Label, ...]
    part: Part
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed place.

    Attributes:
        row_path, column_path: labels from the outside in.
        key: which observation; `None` for a cell that is blank by declaration.
        observation: the observation; `None` with `key`.
        text: exactly what is printed, rounded half up once ("7469.13", "--", ""); printed
            without thousands separators, as in the printed book.
        period: the year; unit: the printed unit; decimals: digits after the point.
    """

    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    key: Key | None
    observation: Observation | None
    text: str
    period: int
    unit: str
    decimals: int

    @property
    def status(self) -> Status | None:
        """Status of the observation; `None` where text stands by declaration."""
        return None if self.observation is None else self.observation.status

    @property
    def origin(self) -> Origin | None:
        """Origin of the observation; `None` where text stands by declaration."""
        return None if self.observation is None else self.observation.origin


@dataclass(frozen=True, slots=True)
class BuiltTable:
    """A table ready to be laid out.

    Attributes:
        key: the stable name ("contracts_by_type").
        number: the printed number of this edition ("附表4", "13a").
        title: in the language built for, without number and unit.
        units: the units as printed under the title ("项、亿元、%").
        stub: heading over the row labels, one per level of row path.
        columns: column paths, left to right.
        rows: row paths, top to bottom.
        cells: `cells[i][j]` belongs to `rows[i]` and `columns[j]`.
        notes: printed under the table.
        source: printed under the notes.
    """

    key: str
    number: str
    title: str
    units: str
    stub: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    source: str = ""


__all__ = ["BuiltTable", "Cell", "Dims", "Line", "Part"]
