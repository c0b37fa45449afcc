"""The cells of a laid-out table as printed numbers with meanings.

Not here: which base a share really has and which side a cross table's rows are (`agreement`),
rankings and directories (`listings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from techmarket.audit.reading import sayings
from techmarket.audit.reading.categories import Category, candidates
from techmarket.audit.reading.column_senses import (
    ColumnSense,
    TitleSense,
    column_senses,
    counted,
    title_sense,
)
from techmarket.audit.reading.grids import Layout
from techmarket.audit.reading.labels import split_of_which
from techmarket.audit.reading.meanings import (
    MONEY,
    PERCENT,
    dims_for,
    full_measure,
    joined,
    needs_side,
    scale_of,
    scope_in,
    unit_of,
)
from techmarket.audit.reading.numbers import figure, is_sign, is_value, likely_figure
from techmarket.audit.reading.row_paths import RowSense, preferred_list, row_senses
from techmarket.audit.reading.sayings import Saying
from techmarket.audit.reading.words import is_total, meaning, meanings_in
from techmarket.audit.statement import (
    Doubt,
    DoubtKind,
    Place,
    PrintedNumber,
    ReadCell,
)
from techmarket.observations.observation import Dims

OTHER_SIDE = {"seller": "buyer", "buyer": "seller"}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a table.

    Attributes:
        document, sheet: where; number: printed number of the table.
        title: without number and units; units: in the order named.
        names: headings since the table before, for blocks without labels.
        year: of the document, where the title has none.
        lang: of the sentences of doubts.
    """

    document: str
    sheet: str
    number: str
    title: str
    units: tuple[str, ...]
    names: tuple[str, ...] = ()
    year: int | None = None
    lang: str = "zh"


@dataclass(slots=True)
class ReadGrid:
    """What was read of one layout: cells, doubts, paths, and whether sides were left open."""

    cells: list[ReadCell] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    columns: list[tuple[str, ...]] = field(default_factory=list)
    crossed: bool = False


@dataclass(slots=True)
class _Table:
    """A layout with everything that its cells have in common."""

    around: Around
    layout: Layout
    title: TitleSense
    columns: list[ColumnSense]
    rows: list[RowSense]
    list: str
    limits: tuple[Category, ...]
    region: Category | None
    read: ReadGrid
    sides: tuple[str, str] | None = None
    institutions: bool = False
    mean_row: str = ""
    open_columns: set[int] = field(default_factory=set)
    """Columns whose header another column has too."""

    @property
    def crossed(self) -> bool:
        """Whether it is a cross table whose sides nothing names."""
        return self.sides == ("", "")


def read_cells(layout: Layout, around: Around) -> ReadGrid:
    """Every cell of a layout."""
    title = title_sense(around.title)
    columns = column_senses(layout.columns, title)
    listed = preferred_list(layout.rows, layout.stub)
    limits, region = scope_in(around.title)
    institutions = listed == "institution"
    rows = row_senses(layout.rows, layout.stub, list(around.names))
    table = _Table(
        around, layout, title, columns, rows, listed,
        tuple(one for one in limits if one.list != listed), region, ReadGrid(),
        sides=_cross_sides(listed, columns, layout.stub), institutions=institutions,
    )  # fmt: skip
    table.mean_row = _mean_row(table)
    table.open_columns = _alike(columns) | _unheaded(layout, columns)
    _header_doubts(table)
    table.read.crossed = table.crossed
    table.read.rows = [_row_path(table, row) for row in rows]
    table.read.columns = [_column_path(table, column) for column in columns]
    for at, row in enumerate(rows):
        _read_row(table, at, row)
    _stray_numbers(table)
    return table.read


def _stray_numbers(table: _Table) -> None:
    """Numbers that stand where a label is expected and are no part of a path."""
    around, layout = table.around, table.layout
    shown = {(row.row.number, row.path[-1]) for row in table.rows}
    numbered = bool(layout.stub) and meaning(layout.stub[0], "ordinal") is not None
    for row in layout.rows:
        beyond = () if row.number in dict(shown) else enumerate(row.extra, len(layout.columns))
        for at, text in (*row.labels, *beyond):
            kept = (row.number, text) in shown or (numbered and at == 0)
            if kept or not is_value(text) or is_sign(text):
                continue
            at_cell = (row.line, around.sheet, around.number, row.number, at + 1)
            why = sayings.sentence(Saying.STRAY, around.lang)
            _doubt(table, Place(around.document, *at_cell), text, why, "shape")


def _alike(columns: Sequence[ColumnSense]) -> set[int]:
    """The columns that have the labels of another."""
    count = Counter(column.path for column in columns if column.path)
    return {at for at, column in enumerate(columns) if count[column.path] > 1}


def _unheaded(layout: Layout, columns: Sequence[ColumnSense]) -> set[int]:
    """Columns of which the header does not say enough: all where one has no header and the others
    may have moved; those that name two years, or no year among others that do; parts (其中) that
    are called as their whole is."""
    everything = set(range(len(columns)))
    if any(column.labels for column in layout.columns):
        bare = [at for at in everything if not layout.columns[at].labels]
        if any(row.values[at] for row in layout.rows for at in bare if at < len(row.values)):
            return everything
    dated = [at for at in everything if columns[at].year and not columns[at].relation]
    found = {at for at in everything if columns[at].years > 1}
    for at, sense in enumerate(columns):
        level = bool(sense.measure) and not sense.relation
        if level and not sense.year and len(dated) > 1:
            found.add(at)
        parts = [bare for which, bare in map(split_of_which, sense.path) if which]
        whole = {one.measure for one in columns[:at] if one.side == sense.side}
        if any(meaning(bare, "measure") in (None, *whole) for bare in parts):
            found.add(at)
    return found


def _cross_sides(
    listed: str, columns: Sequence[ColumnSense], stub: Sequence[str]
) -> tuple[str, str] | None:
    """Sides of rows and columns where both are of one list: buyers against sellers.

    `None` for other tables; ("", "") where nothing names the side of the columns.
    """
    named = [column for column in columns if column.category is not None]
    if not any(column.category and column.category.list == listed for column in named):
        return None
    side = next((column.side for column in columns if column.side), "")
    own = next((one for label in stub for _, one in meanings_in(label, "side")), "")
    if not side:
        return "", ""
    return (own if own != side else "") or OTHER_SIDE.get(side, "buyer"), side


def _mean_row(table: _Table) -> str:
    """The title's word for means, where rows and columns do not say that they are means."""
    if table.title.measure != "mean_value":
        return ""
    groups = [row.path[0] for row in table.rows if len(row.path) > 1]
    said = [word for column in table.columns for word in column.path if "平均" in word]
    said += [word for word in groups if meaning(word, "measure") == "mean_value"]
    return "" if said else table.title.measure_word


def _stub_side(table: _Table) -> str:
    for label in table.layout.stub:
        sides = meanings_in(label, "side")
        if sides:
            return sides[0][1]
    return ""


def _side(table: _Table, column: ColumnSense) -> str:
    return column.side or table.title.side or _stub_side(table)


def _row_side(table: _Table, column: ColumnSense) -> str:
    if table.sides is None:
        return _side(table, column)
    return table.sides[0] or "buyer"


def _prefix(table: _Table, column: ColumnSense) -> tuple[str, ...]:
    """The side that the title says and nothing else does, as the outermost step of the path."""
    if table.crossed:
        return ("卖方",)
    if column.side or _stub_side(table) or table.list != "region" or not table.title.side:
        return ()
    if any(len(other.path) > 1 for other in table.columns):
        return ()
    words = [word for word, _ in meanings_in(table.title.text, "side")]
    return (table.title.text[words[0].start : words[0].end],)


def _row_path(table: _Table, row: RowSense) -> tuple[str, ...]:
    path = row.path
    if table.sides is not None:
        path = ("卖方" if table.sides[0] == "seller" else "买方", *path)
    return (table.mean_row, *path) if table.mean_row else path


def _column_path(table: _Table, column: ColumnSense) -> tuple[str, ...]:
    return (*_prefix(table, column), *column.path)


def _row_measure(label: str) -> str:
    """The measure that a row's label names, where the columns are years."""
    found = list(dict.fromkeys(measure for _, measure in meanings_in(label, "measure")))
    if "value" in found and "gdp" in found:
        return "value.to_gdp"
    whole = meaning(label, "measure")
    return whole or (found[-1] if found else "")


def _measure(table: _Table, row: RowSense, column: ColumnSense) -> str:
    measure = column.measure or (_row_measure(row.path[-1]) if row.path else "")
    measure = measure or table.title.measure
    if measure == "sellers":
        headings = (*table.layout.stub, *column.path)
        return counted(table.list, table.around.title, headings)
    if table.institutions and measure in ("contracts", "value"):
        measure = f"exchange.{measure}"
    return measure


def _place(table: _Table, row: RowSense, at: int) -> Place:
    laid = row.row
    column = laid.at[at] + 1 if at < len(laid.at) else None
    around = table.around
    return Place(around.document, laid.line, around.sheet, around.number, laid.number, column)


def _read_row(table: _Table, index: int, row: RowSense) -> None:
    laid = row.row
    say = sayings.sentence
    if None in laid.values:
        missing = sum(1 for value in laid.values if value is None)
        why = say(Saying.ROW_ENDS, table.around.lang, missing)
        _doubt(table, _place(table, row, 0), " ".join(t for _, t in laid.labels), why, "shape")
    for text in laid.extra:
        why = say(Saying.BEYOND, table.around.lang)
        _doubt(table, _place(table, row, len(laid.values) - 1), text, why, "shape")
    if row.unknown and not table.institutions and not _row_measure(row.unknown):
        why = say(Saying.UNKNOWN_LABEL, table.around.lang)
        _doubt(table, _place(table, row, len(laid.at)), row.unknown, why, "not_understood")
    slipped = any(value and (candidates(value) or is_total(value)) for value in laid.values)
    for at, value in enumerate(laid.values):
        if value is not None:
            _read_cell(table, index, row, at, value, slipped)


def _doubt(table: _Table, place: Place, text: str, why: str, kind: str, proposal: str = "") -> None:
    table.read.doubts.append(Doubt(place, text, why, DoubtKind(kind), proposal))


def _read_cell(table: _Table, index: int, row: RowSense, at: int, text: str, slipped: bool) -> None:
    """Read one cell; in a row whose label slipped among the values nothing is taken for a fact."""
    column = table.columns[at]
    measure = _measure(table, row, column)
    period = column.year or row.year or table.title.year or table.around.year
    unit = column.unit or row.unit or unit_of(measure, column.relation, table.around.units)
    if at in table.open_columns or slipped or (not unit and _is_money(measure)):
        measure = ""
    place = _place(table, row, at)
    found = figure(text)
    number = None
    if found is not None:
        unit = PERCENT if found.percent else unit
        number = PrintedNumber(
            place=place, text=text, value=found.value, decimals=found.decimals, unit=unit,
            scale=scale_of(unit), measure=full_measure(measure, column.relation), period=period,
            dims=_dims(table, row, column), base=_base(table, row, column),
            row_path=table.read.rows[index], column_path=table.read.columns[at],
            subject=" ".join((*row.path, *column.path)),
        )  # fmt: skip
    elif not is_sign(text):
        _text_doubt(table, place, text)
    table.read.cells.append(
        ReadCell(place, table.read.rows[index], table.read.columns[at], text, period, unit, number)
    )


def _is_money(measure: str) -> bool:
    return measure in ("mean_value", "gdp") or "value" in measure.split(".")[-1]


def _text_doubt(table: _Table, place: Place, text: str) -> None:
    lang = table.around.lang
    meant = likely_figure(text)
    if meant is None:
        _doubt(table, place, text, sayings.sentence(Saying.NO_NUMBER, lang), "not_understood")
    elif meant:
        _doubt(table, place, text, sayings.sentence(Saying.NOISE, lang, meant), "noise", meant)
    else:
        _doubt(table, place, text, sayings.sentence(Saying.NOISE_ONLY, lang), "noise")


def _dims(table: _Table, row: RowSense, column: ColumnSense) -> Dims:
    side = _row_side(table, column)
    scope = dims_for(table.limits, side)
    if table.region is not None and row.total and not row.categories:
        scope = joined(scope, dims_for((table.region,), side))
    dims = joined(scope, dims_for(row.categories, side))
    if column.category is not None:
        other = side if table.sides is None else table.sides[1] or "seller"
        dims = joined(dims, dims_for((column.category,), other))
    if row.unknown and not (not column.measure and _row_measure(row.unknown)):
        name = "institution" if table.institutions else "label"
        kept = () if table.institutions else dims
        dims = joined(kept, ((name, row.unknown),))
    return dims


def _base(table: _Table, row: RowSense, column: ColumnSense) -> Dims | None:
    side = _row_side(table, column)
    scope = dims_for(table.limits, side)
    if column.relation == "share":
        return scope
    if column.relation != "rank":
        return None
    if table.region is not None:
        return joined(scope, dims_for((table.region,), side))
    if row.categories and row.categories[-1].list == "region":
        return joined(scope, dims_for((Category("region", "group:province"),), side))
    return scope


def _header_doubts(table: _Table) -> None:
    """Title against stub, columns without labels or measure, sides that nothing says."""
    lang, layout = table.around.lang, table.layout
    place = Place(table.around.document, layout.line, table.around.sheet, table.around.number)
    stub = _stub_side(table)
    if stub and table.title.side and stub != table.title.side:
        text = next(label for label in layout.stub if meanings_in(label, "side"))
        why = sayings.sentence(Saying.STUB_AGAINST_TITLE, lang, table.title.text)
        _doubt(table, place, text, why, "header")
    for column, sense in zip(layout.columns, table.columns, strict=True):
        if not column.labels:
            why = sayings.sentence(Saying.NO_HEADER, lang, column.at + 1)
            _doubt(table, place, "", why, "shape")
        elif not sense.measure and not any(_measure(table, row, sense) for row in table.rows):
            why = sayings.sentence(Saying.NO_MEASURE, lang)
            _doubt(table, place, "/".join(column.labels), why, "not_understood")
    for at, sense in enumerate(table.columns):
        said = "/".join(sense.path)
        if at in table.open_columns and layout.columns[at].labels:
            same = Saying.SAME_HEADER if at in _alike(table.columns) else Saying.HEADER_OPEN
            _doubt(table, place, said, sayings.sentence(same, lang), "header")
        elif not sense.relation and table.rows:
            measure = _measure(table, table.rows[0], sense)
            units = (*table.around.units, sense.unit, table.rows[0].unit)
            if _is_money(measure) and not any(unit in MONEY for unit in units):
                _doubt(table, place, said, sayings.sentence(Saying.NO_UNIT, lang), "not_understood")
    sided = [one for row in table.rows for one in row.categories if needs_side(one)]
    if sided and table.sides is None and any(not _side(table, column) for column in table.columns):
        why = sayings.sentence(Saying.NO_SIDE, lang)
        _doubt(table, place, table.title.text, why, "assumed")
    if table.crossed:
        why = sayings.sentence(Saying.CROSSED, lang)
        _doubt(table, place, " ".join(layout.stub), why, "assumed")
