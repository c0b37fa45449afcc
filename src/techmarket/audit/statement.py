"""What a document says: every printed number with its place and its meaning, and every doubt.

The shape between reading and judging. A printed number keeps what is on the page (text, decimals,
unit) and says what it is a number of, in the words of observations (measure, period, dims, base).
What could not be understood is a `Doubt`, never left out. Not here: how documents are read
(`audit.reading`) and what must hold among the numbers (the rest of `audit`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from techmarket.observations.observation import Dims

SCALES: dict[str, Fraction] = {
    "亿元": Fraction(10**10),
    "万元": Fraction(10**6),
    "元": Fraction(100),
    "%": Fraction(1, 100),
    "百分点": Fraction(1, 100),
    "成": Fraction(1, 10),
}
"""Printed unit in base units (分, or the pure ratio 1); a unit that is absent is its own base."""


class Kind(StrEnum):
    """Where on the page a number stands."""

    CELL = "cell"
    SENTENCE = "sentence"
    CAPTION = "caption"


class Comparison(StrEnum):
    """How the words before and after a number limit it."""

    EXACT = "exact"
    """The number, rounded to its decimals."""
    OVER = "over"
    """At least that much: 超过, 突破, 以上, 余, 多."""
    UNDER = "under"
    """At most that much: 不足, 以下, 低于."""
    NEARLY = "nearly"
    """A little less: 近, 接近."""
    ABOUT = "about"
    """More or less: 约, 左右, 大约."""


class DoubtKind(StrEnum):
    """What a doubt is about; the sentence is in `Doubt.why`."""

    NOT_UNDERSTOOD = "not_understood"
    """A number or a label whose meaning was not found."""
    NOISE = "noise"
    """A text that looks like a number misread (l for 1, O for 0, 。 for .)."""
    SHAPE = "shape"
    """Rows or columns that do not fit: a table cut off, a value too many."""
    HEADER = "header"
    """Words of a title, a header or a stub that contradict one another."""
    ASSUMED = "assumed"
    """The page does not say it and the reading took the likeliest meaning."""
    QUOTED = "quoted"
    """A figure that is quoted, from another document or as an example, and is no statement."""
    NOT_JUDGED = "not_judged"
    """Figures whose relations could neither be shown to hold nor proved to be broken."""
    LANGUAGE = "language"
    """The running text of a document in English, of which most was not understood."""
    DOCUMENT = "document"
    """A part of a document that could not be read at all."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        document: the file as it was named.
        line: line of a text file from 1; `None` where a document has no lines.
        sheet: name of the sheet, or "p. 3" for a page; "" where there is none.
        table: printed number of the table ("附表4", "13a" where two tables share one); "" outside.
        row, column: position in the grid as it lies in the document, from 1; `None` outside.
        span: first and last character (exclusive) of the text in its line or paragraph.
    """

    document: str
    line: int | None = None
    sheet: str = ""
    table: str = ""
    row: int | None = None
    column: int | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as printed, and what it is a number of.

    `value * scale` is the value in base units (分, ratio, things); it was rounded to `decimals`
    of the printed unit, so that half a printed unit is `half_step`.

    Attributes:
        place: where it stands; text: exactly as printed there ("7,469.13", "11.04%").
        value: the printed value in the printed unit; a decrease has a minus also where the
            sentence says it in words (减少10.90% is -10.90).
        decimals: digits printed after the point; for round numbers in words (近六成) 0.
        unit: as printed (亿元, %, 百分点, 倍); "位" for a rank, "" where none is known.
        scale: one printed unit in base units.
        measure: as in observations (`contracts`, `value`, `value.growth`, `value.share`,
            `value.rank`, `mean_value`, `sellers`, `gdp`, `value.to_gdp`, `exchange.value` …);
            besides: `<m>.share.change` (difference of two shares, base ratio),
            `<m>.multiple` (ratio to the year `base_period`), `<m>.difference` (of two places),
            `count` (things counted; `subject` says which), "" where it was not understood.
        period: the year it is of; `None` where no year is known.
        dims: the place in the dimensions; a category that no code list knows is
            `("label", "its text")`, so that sums can still be judged.
        base: for a share the dims of the whole, for a rank those of the scope.
        base_period: the year a growth or multiple is measured from; `None` is the year before.
        parts: for a sum stated over several places (北京、陕西、上海共计 …) their dims, each
            whole; `dims` then holds what they have in common.
        top: for a sum over the first n places by value (前10名共计) that n.
        row_path, column_path: labels of a cell from the outside in; for a sentence empty.
        kind: where on the page; comparison: see `Comparison`.
        subject: the words of the sentence, or of the labels, that the meaning was taken from.
    """

    place: Place
    text: str
    value: Fraction
    decimals: int
    unit: str
    scale: Fraction
    measure: str
    period: int | None
    dims: Dims = ()
    base: Dims | None = None
    base_period: int | None = None
    parts: tuple[Dims, ...] = ()
    top: int | None = None
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    kind: Kind = Kind.CELL
    comparison: Comparison = Comparison.EXACT
    subject: str = ""

    @property
    def base_value(self) -> Fraction:
        """The printed value in base units (分, ratio, things)."""
        return self.value * self.scale

    @property
    def half_step(self) -> Fraction:
        """Half a unit of the last printed digit, in base units."""
        return self.scale * Fraction(1, 2 * 10**self.decimals)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was not understood, or not for certain.

    Attributes:
        place: where; text: as printed there.
        why: one sentence, in the language of the reading.
        kind: see `DoubtKind`.
        proposal: what it may have been meant to say ("1083.76"); "" if nothing is proposed.
            A proposal is never among the numbers.
    """

    place: Place
    text: str
    why: str
    kind: DoubtKind = DoubtKind.NOT_UNDERSTOOD
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One place of a table, number or not.

    Attributes:
        place, row_path, column_path: as in `PrintedNumber`.
        text: as printed ("—", "", a name).
        period: the year; unit: the printed unit; "-" for a text.
        number: the number that was read; `None` for a text, a sign, a blank or a doubt.
    """

    place: Place
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    text: str
    period: int | None
    unit: str
    number: PrintedNumber | None = None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it was understood, continued parts joined.

    Attributes:
        number: printed number; the second of two tables with one number has "b" after it and the
            first "a" ("13a"), as their places have.
        printed_number: as printed ("表13"); "" for a table without one.
        title, units: without the number; what stands behind 单位.
        place: of its caption, or of its first row.
        stub: heading over the row labels.
        rows, columns: paths in printed order.
        cells: row by row; a cell that the page does not have is absent.
    """

    number: str
    printed_number: str
    title: str
    units: str
    place: Place
    stub: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    cells: tuple[ReadCell, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading of a table or a figure.

    Attributes:
        place: where; kind: "table" or "figure".
        number: as printed ("附表13"); title: behind it, without unit.
        units: what stands behind 单位; "" if nothing.
        continued: whether it says that the table goes on (续).
    """

    place: Place
    kind: str
    number: str
    title: str
    units: str = ""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference in running text to a table or figure ("见附表4"): where, and its number."""

    place: Place
    number: str


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Places listed in a sentence: "成交额前10名依次为北京、上海…", "江苏、广东…17个省".

    Attributes:
        place: where; text: of the list.
        members: dims of each, in printed order.
        measure: what they are ordered or chosen by ("value"); "" if the sentence does not say.
        period: the year.
        ordered: whether the order printed is that of the measure, largest first.
        first: rank of the first member where ordered (1).
        count: the number of things that the sentence states for this list (17); `None` if none.
    """

    place: Place
    text: str
    members: tuple[Dims, ...]
    measure: str
    period: int | None
    ordered: bool
    first: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one or more documents say.

    Attributes:
        numbers: of cells and sentences, in printed order.
        doubts: in printed order.
        tables, captions, mentions, enumerations: in printed order.
        year: the year that the documents are about; `None` if they do not say.
    """

    numbers: tuple[PrintedNumber, ...]
    doubts: tuple[Doubt, ...]
    tables: tuple[ReadTable, ...]
    captions: tuple[Caption, ...]
    mentions: tuple[Mention, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    year: int | None = None
