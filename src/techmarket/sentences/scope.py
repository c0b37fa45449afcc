"""What a phrase sees while it is said: observations, edition, language, lists and the item.

Tokens of a place become dimensions here: `contract_type=1` as it stands, `@` the item,
`@leaders` the one place of a list, `+leaders` its places taken together, `buyer_region=@` the code
of the item in another dimension. Not here: how lists are filled (`listing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from techmarket.codes import code_list
from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Dims, Key, Observation, dims_of
from techmarket.sentences.model import Reference, Span
from techmarket.sentences.stated import TOGETHER, Stated
from techmarket.snapshot.layout import CODED
from techmarket.tables.labels import Language

GROUP = "group:"
PLACES = "group:places"
"""The provinces, or in an edition of one place its cities."""

LISTS: Mapping[str, str] = {
    **CODED,
    "institution_kind": "exchange_kind",
    "institution_region": "region",
}
"""Dimension to the code list of its codes, where that has another name."""

Said = tuple[Span | Reference, ...]


class UnsayableError(Exception):
    """What a phrase would say does not exist; the piece or the sentence is left out."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A list filled with places.

    Attributes:
        name: of the list.
        dimension: in which the places differ.
        places: in order.
        within: the code or group that they lie below, "" for the top codes.
        scope: the dims within which the places are ranked.
    """

    name: str
    dimension: str
    places: tuple[Dims, ...]
    within: str = ""
    scope: Dims = ()

    def code(self, place: Dims) -> str:
        """The code of a place in the dimension of the list."""
        return dict(place)[self.dimension]

    def only(self) -> Dims:
        """Its one place; unsayable where it has none or several."""
        if len(self.places) != 1:
            raise UnsayableError(f"{self.name} has {len(self.places)} places")
        return self.places[0]

    def together(self) -> Dims:
        """Its places taken together; unsayable where it has none."""
        if not self.places:
            raise UnsayableError(f"{self.name} has no places")
        codes = TOGETHER.join(self.code(place) for place in self.places)
        return dims_of({**dict(self.places[0]), self.dimension: codes})


@dataclass(frozen=True)
class Scope:
    """Everything a phrase may ask.

    Attributes:
        stated: observations; edition; lang.
        numbers: (kind, key) of a table or figure to its printed number.
        words: name to language to word, of the project or of the edition.
        lists: name to its places; `facts`: name to what the edition carries.
        whole_year: the snapshots are of whole years.
        item: the place of the item that is being said, and the list it is of.
    """

    stated: Stated
    edition: Edition
    lang: Language
    numbers: Mapping[tuple[str, str], str]
    words: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, Filled] = field(repr=False)
    facts: Mapping[str, Observation] = field(repr=False, default_factory=dict)
    whole_year: bool = True
    item: tuple[Filled, Dims] | None = None

    @property
    def year(self) -> int:
        """The year of the edition."""
        return self.edition.year

    def at(self, of: Filled, place: Dims) -> Scope:
        """The scope of an item."""
        return replace(self, item=(of, place))

    def pick(self, zh: str, en: str) -> str:
        """The word of the language."""
        return zh if self.lang == "zh" else en

    def dims(self, tokens: tuple[str, ...]) -> Dims:
        """The place that tokens name; `()` for none, the total.

        Raises:
            UnsayableError: a list has not the one place that is asked for.
        """
        found: dict[str, str] = {}
        for token in tokens:
            found.update(self._token(token))
        return dims_of(found)

    def key(self, measure: str, tokens: tuple[str, ...], base: Dims | None = None) -> Key:
        """The key of a measure at the place of tokens, in the year of the edition."""
        return Key(measure, self.year, self.dims(tokens), base)

    def get(self, measure: str, tokens: tuple[str, ...], base: Dims | None = None) -> Observation:
        """Its observation."""
        return self.stated.get(self.key(measure, tokens, base))

    def the_item(self) -> tuple[Filled, Dims]:
        """The item; its use outside of one is refused when a sentence is declared."""
        assert self.item is not None, "@ stands in an item"
        return self.item

    def _token(self, token: str) -> Mapping[str, str]:
        if token == "@":
            return dict(self.the_item()[1])
        if token.startswith("@"):
            return dict(self.lists[token[1:]].only())
        if token.startswith("+"):
            return dict(self._together(self.lists[token[1:]]))
        name, _, code = token.partition("=")
        if code == "@":
            filled, place = self.the_item()
            return {name: filled.code(place)}
        if code.startswith("@"):
            filled = self.lists[code[1:]]
            return {name: filled.code(filled.only())}
        if code.startswith("+"):
            filled = self.lists[code[1:]]
            return {name: dict(self._together(filled))[filled.dimension]}
        return {name: self.code(code)}

    def _together(self, filled: Filled) -> Dims:
        """The places of a list taken together.

        Raises:
            TechmarketError: places overlap, and some contract would count twice.
        """
        members = [m for place in filled.places for m in self._members(filled.code(place))]
        codes = code_list(LISTS.get(filled.dimension, filled.dimension))
        nested = any(set(codes.ancestors(m)[1:]) & set(members) for m in members)
        if nested or len(set(members)) < len(members):
            raise TechmarketError(
                "places that overlap are taken together in a sentence",
                where=f"list {filled.name}",
                why=", ".join(filled.code(place) for place in filled.places),
                todo="take together places of which no contract is in two",
            )
        return filled.together()

    def _members(self, code: str) -> tuple[str, ...]:
        """The codes of a group, or the code itself."""
        groups = self.edition.region_groups()
        return groups[code.removeprefix(GROUP)] if code.startswith(GROUP) else (code,)

    def code(self, code: str) -> str:
        """A code; `group:places` is the group of the places that the edition lists."""
        return self.edition.places if code == PLACES else code
