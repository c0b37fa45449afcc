"""The outline of a book: parts, sections, and what stands in each, by key.

Read from `book.toml` of an edition. A section names its blocks: `text` (the running text of its
key), `text:<key>`, `table:<key>`, `figure:<key>`, `notes:<key>` (text of the edition as a list),
`differences` and `cells`. Every key is checked when the outline is read. Not here: what the keys
mean (`report.build`), and the numbers that sections are printed with (`report.section_numbers`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from techmarket.editions import Edition
from techmarket.editions.strict import read_toml, refuse_unknown, required
from techmarket.editions.table_entries import known_role
from techmarket.errors import TechmarketError
from techmarket.report.known_keys import known_keys
from techmarket.tables.labels import LANGUAGES

FILE = "book.toml"

KINDS = ("text", "table", "figure", "notes", "differences", "cells")
"""What a block can be."""

KEYED = frozenset({"table", "figure", "notes"})
"""Blocks that name a key of their own; `text` may."""

ONCE = frozenset({"table", "figure"})
"""Blocks that stand in a book once, because others refer to them by number."""


@dataclass(frozen=True, slots=True)
class BlockName:
    """A block as the outline names it.

    Attributes:
        kind: one of `KINDS`.
        key: of the table, the figure or the text; "" where the kind needs none.
        role: of an edition of one place: as what the place takes part in the contracts that the
            text or the figure is about; "" for the role of the edition.
    """

    kind: str
    key: str
    role: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A part, section or subsection of the outline.

    Attributes:
        key: stable name ("overview.basics").
        title: language to title.
        numbered: whether it takes part in the numbering of its level.
        blocks: in order.
        sections: below it.
    """

    key: str
    title: Mapping[str, str]
    numbered: bool
    blocks: tuple[BlockName, ...]
    sections: tuple[OutlineSection, ...]

    def walk(self) -> Iterator[OutlineSection]:
        """This section and all below it, in printed order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a book.

    Attributes:
        title, subtitle, publisher, published: language to a line of the cover.
        parts: in order.
    """

    title: Mapping[str, str]
    subtitle: Mapping[str, str]
    publisher: Mapping[str, str]
    published: Mapping[str, str]
    parts: tuple[OutlineSection, ...]

    def blocks(self, kind: str) -> Iterator[BlockName]:
        """Every block of a kind, in printed order."""
        for section in self.walk():
            yield from (block for block in section.blocks if block.kind == kind)

    def walk(self) -> Iterator[OutlineSection]:
        """Every section, in printed order."""
        for part in self.parts:
            yield from part.walk()


def load_outline(edition: Edition) -> Outline:
    """The outline of an edition's book, without what the edition omits.

    Raises:
        TechmarketError: the file says something that it cannot say, a key is not known to the
            edition, stands twice or is missing.
    """
    file = edition.folders.layout(FILE)
    if file is None:
        raise TechmarketError(
            f"the edition {edition.name} has no {FILE}",
            todo="add one to its folder, or base it on an edition that has one",
        )
    data, where = read_toml(file), str(file)
    refuse_unknown(data, ("title", "subtitle", "publisher", "published", "parts"), where)
    reading = _Reading(edition, known_keys(edition))
    outline = Outline(
        title=reading.words(data, "title", where),
        subtitle=reading.words(data, "subtitle", where),
        publisher=reading.words(data, "publisher", where),
        published=reading.words(data, "published", where),
        parts=reading.sections(required(data, "parts", where), where),
    )
    _refuse_doubles(outline, where)
    _refuse_missing(outline, reading.known, where)
    return outline


@dataclass(frozen=True)
class _Reading:
    """Reads the sections of an edition.

    Attributes:
        known: kind of a block to the keys that there are of it.
    """

    edition: Edition
    known: Mapping[str, Collection[str]]

    def sections(
        self, sections: Iterable[Mapping[str, Any]], where: str, role: str = ""
    ) -> tuple[OutlineSection, ...]:
        """The sections that the edition does not omit, below one that has the role."""
        return tuple(
            self._section(section, where, role)
            for section in sections
            if str(required(section, "key", where)) not in self.edition.omitted
        )

    def _section(self, data: Mapping[str, Any], where: str, role: str) -> OutlineSection:
        key = str(data["key"])
        here = f"{where}, section {key}"
        refuse_unknown(data, ("key", "title", "numbered", "role", "blocks", "sections"), here)
        role = self._role(data, here) or role
        blocks = [_block(name, key, role, here) for name in data.get("blocks", ())]
        return OutlineSection(
            key=key,
            title=self.words(data, "title", here),
            numbered=bool(data.get("numbered", True)),
            blocks=tuple(self._checked(b, here) for b in blocks if not self._omitted(b)),
            sections=self.sections(data.get("sections", ()), where, role),
        )

    def words(self, data: Mapping[str, Any], name: str, where: str) -> Mapping[str, str]:
        """Language to words, filled with the year and the place."""
        words, here = required(data, name, where), f"{where}, {name}"
        refuse_unknown(words, ("zh", "en"), here)
        return {lang: self.edition.filled(required(words, lang, here), lang) for lang in LANGUAGES}

    def _role(self, data: Mapping[str, Any], where: str) -> str:
        role = str(data.get("role", ""))
        if not role:
            return ""
        if self.edition.scope is None:
            raise TechmarketError(
                "a section has a role only in an edition of one place",
                where=where,
                todo="take `role` out, or name the place in `scope` of the edition",
            )
        return known_role(role, where)

    def _omitted(self, block: BlockName) -> bool:
        return str(block) in self.edition.omitted

    def _checked(self, block: BlockName, where: str) -> BlockName:
        known = self.known.get(block.kind)
        if known is not None and block.key not in known:
            raise TechmarketError(
                f"the edition {self.edition.name} has no {block.kind} {block.key!r}",
                where=where,
                todo=f"choose one of {', '.join(known) or 'none'}",
            )
        return block


def _block(name: str, section: str, role: str, where: str) -> BlockName:
    kind, _, key = name.partition(":")
    if kind not in KINDS:
        raise TechmarketError(
            f"there is no block {name!r}",
            where=where,
            todo="the blocks are " + ", ".join(KINDS),
        )
    if kind in KEYED and not key:
        raise TechmarketError(
            f"the block {name!r} names no key",
            where=where,
            todo=f"write {kind}:<key>",
        )
    return BlockName(kind, key or (section if kind == "text" else ""), role)


def _refuse_doubles(outline: Outline, where: str) -> None:
    seen: set[str] = set()
    for section in outline.walk():
        once = [str(block) for block in section.blocks if block.kind in ONCE]
        for name in (f"section {section.key}", *once):
            if name in seen:
                raise TechmarketError(
                    f"{name} stands in the book twice",
                    where=where,
                    todo="keep one of the two",
                )
            seen.add(name)


def _refuse_missing(outline: Outline, known: Mapping[str, Collection[str]], where: str) -> None:
    """A table or a figure that the edition numbers and no section prints would be lost."""
    printed = {str(block) for section in outline.walk() for block in section.blocks}
    wanted = [f"{kind}:{key}" for kind in sorted(ONCE) for key in known[kind]]
    missing = [name for name in wanted if name not in printed]
    if missing:
        raise TechmarketError(
            f"the book has no place for {missing[0]}",
            where=where,
            why="the edition gives it a number",
            todo="name it in the blocks of a section, or among what the edition omits",
        )
