"""What a declared sentence is: templates in both languages over the same phrases.

Not here: reading declarations from files (`reading`), checking them (`checking`), saying them
(`saying`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from techmarket.sentences.grammar import Call, Node
from techmarket.sentences.listing import ListDeclaration
from techmarket.tables.labels import Language

Template = Mapping[Language, tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class Item:
    """What is said of each place of a list (`{each name}`).

    Attributes:
        name: of the item; `of`: of its list.
        template: said of the place `@`.
        join: the mark between: 、 or ， or ；.
    """

    name: str
    of: str
    template: Template
    join: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence.

    Attributes:
        where: file and key, for messages.
        template: in both languages.
        when: conditions that decide whether it is said.
        claims: conditions that its words presuppose; one that is false stops the build.
    """

    where: str
    template: Template
    when: tuple[Call, ...] = ()
    claims: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredParagraph:
    """A paragraph: its sentences that can be said, one after another.

    Attributes:
        key: unique in the book; `section`: key of the section it stands in.
        sentences: in order.
    """

    key: str
    section: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Declarations:
    """Everything that an edition says.

    Attributes:
        paragraphs: in order.
        lists, items: by name.
        words: name to language to word.
    """

    paragraphs: tuple[DeclaredParagraph, ...]
    lists: Mapping[str, ListDeclaration] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
