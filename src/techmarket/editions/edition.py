"""An edition of the report: what belongs to one year and to print, and to no contract.

Printed numbers and titles, symbols, what cannot be compared or lies out of scope, and the
figures that the edition carries because no register holds them. Not here: what the tables
mean (`tables.definitions`) and the printed figures themselves (`published`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from techmarket.codes import RegionGroup, UnknownCodeError, code_list
from techmarket.codes import region_groups as groups_of_year
from techmarket.editions.folders import EditionFolders
from techmarket.editions.placeholders import filled
from techmarket.editions.places import cities_group, region_name
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Dims, Observation, Status

GROUP = "group:"


@dataclass(frozen=True, slots=True)
class PrintedText:
    """Text that stands in a place of a table whatever its value.

    Attributes:
        measure, dims: the place, by the number that would stand there.
        text: what stands there.
    """

    measure: str
    dims: Dims
    text: str


@dataclass(frozen=True, slots=True)
class TableEntry:
    """How an edition prints a table.

    Attributes:
        key: the stable name of the table.
        number: as printed ("附表4", "表13a").
        file: name of its tidy file, without ending ("annex-04", "table-13a").
        part: key of the part of the report it stands in.
        title: language to title, without number and unit.
        units: language to the units as printed under the title.
        notes, source: language to the text below the table.
        symbols: status to symbol where the table departs from the edition.
        printed: texts that stand whatever the value.
        of: key of the declaration that it prints; "" for that of its own key. An edition of one
            place prints some declarations more than once, for other roles.
        role: of an edition of one place: as what the place takes part in the contracts that this
            table counts ("seller_region"); "" for the role of the edition.
    """

    key: str
    number: str
    file: str
    part: str
    title: Mapping[str, str]
    units: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]]
    source: Mapping[str, str]
    symbols: Mapping[Status, str] = field(default_factory=dict)
    printed: tuple[PrintedText, ...] = ()
    of: str = ""
    role: str = ""

    @property
    def declaration(self) -> str:
        """Key of the declaration that the table prints."""
        return self.of or self.key


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange that answered the survey.

    Attributes:
        name: as it answered; its place in the dimension `institution`.
        kind: its code in the dimension `institution_kind`.
        answers: measure (`exchange.value`) to answer, a count or 分.
    """

    name: str
    kind: str
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """An institution of the directory.

    Attributes:
        position: place in the list, from 1.
        province: region code of the province, or of the city that reports by itself.
        name: as printed; "" where the list prints a place without a name.
    """

    position: int
    province: str
    name: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that an edition carries, read from its CSV files."""

    carried: tuple[Observation, ...]
    exchanges: tuple[Exchange, ...]
    directory: tuple[DirectoryEntry, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, read whole.

    Attributes:
        name: the name of its folder; `year`: the year of its data.
        titles: language to the title of the report.
        parts: key of a part of the report to language to its title, in order.
        tables: key of a table to how it is printed, in printed order.
        symbols: status to the symbol printed for it.
        out_of_scope: places that the survey does not cover.
        not_comparable: dimensions whose classification changed since the year before.
        figures: what it carries.
        folders: where its files are.
        groups_of: the year whose groups of regions it prints.
        scope: region code of the one place that it reports on; `None` for the whole country.
        role: of an edition of one place: as what the place takes part in the contracts counted
            where no table says otherwise.
        omitted: what it leaves out of the book that it is based on: keys of sections, and blocks
            ("table:exchanges").
    """

    name: str
    year: int
    titles: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]]
    tables: Mapping[str, TableEntry]
    symbols: Mapping[Status, str]
    out_of_scope: frozenset[Dims]
    not_comparable: frozenset[str]
    figures: Figures = field(repr=False)
    folders: EditionFolders = field(repr=False)
    groups_of: int = 0
    scope: str | None = None
    role: str = "registration_region"
    omitted: frozenset[str] = frozenset()

    def carried(self) -> list[Observation]:
        """What no register of the edition's years holds, as observations of origin carried."""
        return list(self.figures.carried)

    def exchange_answers(self) -> tuple[Exchange, ...]:
        """The exchanges and their answers to the survey, in printed order."""
        return self.figures.exchanges

    def directory(self) -> tuple[DirectoryEntry, ...]:
        """The directory of institutions for technology transfer, in printed order."""
        return self.figures.directory

    def region_groups(self) -> dict[str, tuple[str, ...]]:
        """Name of a group ("east") to its member codes in the edition's year."""
        return {name: group.members for name, group in self._groups.items()}

    @property
    def places(self) -> str:
        """The group of the places that its tables list: provinces, or the cities of its place."""
        return GROUP + ("province" if self.scope is None else cities_group(self.scope).name)

    @property
    def place_name(self) -> Mapping[str, str]:
        """Language to the name of what it reports on: 全国, or the place."""
        if self.scope is None:
            return {"zh": "全国", "en": "China"}
        return region_name(self.scope, self.last_day)

    def filled(self, text: str, lang: str) -> str:
        """A text with its placeholders filled in, as "{year}年{place}技术合同构成".

        Raises:
            TechmarketError: a placeholder is unknown.
        """
        return filled(text, self.year, self.place_name[lang], f"edition {self.name}")

    @property
    def _groups(self) -> dict[str, RegionGroup]:
        groups = groups_of_year(self.groups_of or self.year)
        if self.scope is not None:
            own = cities_group(self.scope, self.last_day)
            groups = {**groups, own.name: own}
        return groups

    def number(self, key: str) -> str:
        """The printed number of a table ("附表4").

        Raises:
            TechmarketError: the edition has no such table.
        """
        return self.entry(key).number

    def title(self, key: str, lang: str = "zh") -> str:
        """The title of a table, without number and unit.

        Raises:
            TechmarketError: the edition has no such table.
        """
        return self.entry(key).title[lang]

    def entry(self, key: str) -> TableEntry:
        """How a table is printed.

        Raises:
            TechmarketError: the edition has no such table.
        """
        entry = self.tables.get(key)
        if entry is None:
            raise TechmarketError(
                f"the edition {self.name} has no table {key!r}",
                todo="choose one of " + ", ".join(self.tables),
            )
        return entry

    def has_code(self, code_list_name: str, code: str) -> bool:
        """Whether a code is valid in the edition's year.

        Groups of regions count as regions, exchanges as institutions, and any positive
        number as a position.
        """
        if code_list_name == "position":
            return code.isdecimal() and int(code) > 0
        if code_list_name == "institution":
            return any(exchange.name == code for exchange in self.exchange_answers())
        if code_list_name == "region" and code.startswith(GROUP):
            return code.removeprefix(GROUP) in self._groups
        try:
            code_list(code_list_name).resolve(code, self.last_day)
        except UnknownCodeError:
            return False
        return True

    def code_label(self, code_list_name: str, code: str, lang: str) -> str:
        """The label of a code as a table prints it: the short one where there is one.

        Raises:
            TechmarketError: the code is unknown in the edition's year.
        """
        if code_list_name == "region" and code.startswith(GROUP):
            group = self._groups[code.removeprefix(GROUP)]
            return group.label_zh if lang == "zh" else group.label_en
        row = code_list(code_list_name).resolve(code, self.last_day)
        return row.short_zh if lang == "zh" else row.label_en

    @property
    def last_day(self) -> date:
        """Codes are those of the last day of the edition's year."""
        return date(self.year, 12, 31)
