"""What is known while a paragraph is walked: its section, and what was said last.

Not here: the walk (`sentences`) and what a figure is (`figure_senses`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from techmarket.audit.reading.categories import Category
from techmarket.audit.statement import PrintedNumber
from techmarket.observations.observation import Dims

DEMONSTRATION = "国家技术转移示范机构"
"""The label of what the part on these institutions counts."""

GROUPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("ip_type", "group:involved"): ("1", "2", "3", "4", "5", "6"),
    ("plan_source", "group:planned"): ("1", "2", "3", "4"),
}
"""Groups of codes that sentences speak of: all but 未涉及知识产权, all but 计划外."""


@dataclass(slots=True)
class Context:
    """What stands around a paragraph: the section that it is in.

    Attributes:
        document, sheet, line: its place; year: of the document.
        limits: categories that the section is on (重大技术合同).
        subject: what the heading above names; side: likewise.
        domain: "exchange", "demonstration", "sellers" or "".
    """

    document: str
    sheet: str = ""
    line: int | None = None
    year: int | None = None
    limits: tuple[Category, ...] = ()
    subject: tuple[Category, ...] = ()
    side: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class TextNumber:
    """A number of a text, and the other wholes that its share may be of."""

    number: PrintedNumber
    bases: tuple[Dims, ...] = ()


@dataclass(slots=True)
class TextState:
    """What stays as it was until it is said anew."""

    context: Context
    text: str
    year: int | None
    subject: tuple[Category, ...]
    side: str
    limits: tuple[Category, ...]
    sentence_year: int | None = None
    frame: tuple[Category, ...] = ()
    level: str = ""
    unknown: bool = False
    """Whether it cannot be told whose the figures are, until somebody is named again."""
    levels: list[str] = field(default_factory=list)
    base: Dims | None = None
    label: str = ""
    totals: dict[str, str] = field(default_factory=dict)
    """Of demonstration institutions: the label of the first number of each measure and unit."""
    recent: list[Category] = field(default_factory=list)
    recent_before: list[Category] = field(default_factory=list)
    """What the last sentence that named anybody named."""
    pending: int = 0
    """A rise or fall that was named and whose figure is still to come (增幅最快，达到80.79%)."""
    wholes: list[tuple[Category, ...]] = field(default_factory=list)
    """Subjects of this paragraph that others may be parts of."""
    before_which: tuple[Category, ...] | None = None
    """The subject before 其中 in this sentence."""
    out: list[TextNumber] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FigureSense:
    """What the words around a figure say it is.

    Attributes:
        measure: base measure; relation: "", growth, share, rank, change, multiple, difference.
        sign: -1 for a decrease in words; base, base_period: as in `PrintedNumber`.
        label: the things counted, for a measure without dimensions.
        bases: other wholes that a share without one may be of.
    """

    measure: str
    relation: str = ""
    sign: int = 1
    base: Dims | None = None
    base_period: int | None = None
    label: str = ""
    bases: tuple[Dims, ...] = ()
