"""Reading an edition: by name from the package, or from a folder or a file that somebody gives.

An edition may be based on another one (`based_on`), and then says only what is different. Not
here: what the carried figures become (`figures`), tables and their entries (`table_entries`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from techmarket.editions.edition import Edition
from techmarket.editions.figures import read_figures
from techmarket.editions.folders import EditionFolders
from techmarket.editions.places import region_name
from techmarket.editions.strict import read_toml, refuse_unknown, required
from techmarket.editions.table_entries import Raw, known_role, raw_entries, symbols_of, table_entry
from techmarket.errors import TechmarketError
from techmarket.observations.observation import dims_of
from techmarket.observations.one_place import ROLES

FILE = "edition.toml"

KEYS = (
    "year", "title", "based_on", "scope", "role", "groups_of", "omit", "symbols",
    "not_comparable", "out_of_scope", "parts", "tables", "numbers", "notes",
)  # fmt: skip
"""Everything that an edition file may say."""


def edition_names() -> tuple[str, ...]:
    """The editions of the package, in the order of their names."""
    folder = files("techmarket.editions")
    return tuple(sorted(f.name for f in folder.iterdir() if (f / FILE).is_file()))


def load_edition(name: str) -> Edition:
    """The edition of that name ("2013"), or the one in a folder or a file ("./liaoning.toml").

    Raises:
        TechmarketError: there is no such edition; the message lists those there are. Or its file
            says something that it cannot say.
    """
    if name in edition_names():
        return _packaged(name)
    given = Path(name)
    if given.suffix == ".toml" and given.is_file():
        return _read(given.stem, given, EditionFolders(None))
    if (given / FILE).is_file():
        return _read(given.resolve().name, given / FILE, EditionFolders(given))
    raise TechmarketError(
        f"there is no edition {name!r}",
        why="the editions are " + ", ".join(edition_names()),
        todo="choose one of them, or name a folder with an edition.toml in it",
    )


@cache
def _packaged(name: str) -> Edition:
    folder = files("techmarket.editions") / name
    return _read(name, folder / FILE, EditionFolders(folder))


def _read(name: str, file: Traversable, folders: EditionFolders) -> Edition:
    data, where = read_toml(file), str(file)
    refuse_unknown(data, KEYS, where)
    base = _base(data, where)
    year = int(required(data, "year", where))
    scope = data.get("scope")
    if base is not None:
        folders = EditionFolders(folders.own, base.folders, base.scope == scope, base.year == year)
    parts = data.get("parts") or (base.parts if base else {})
    omitted = frozenset(data.get("omit", ())) | (base.omitted if base else frozenset())
    edition = Edition(
        name=name,
        year=year,
        titles=required(data, "title", where),
        parts=parts,
        tables={},
        symbols={**(base.symbols if base else {}), **symbols_of(data.get("symbols", {}), where)},
        out_of_scope=_out_of_scope(data, base),
        not_comparable=_not_comparable(data, base, year),
        figures=read_figures(folders, year),
        folders=folders,
        groups_of=int(data.get("groups_of", base.groups_of if base else year)),
        scope=scope,
        role=known_role(str(data.get("role", ROLES[0])), where),
        omitted=omitted,
    )
    if scope is not None:
        region_name(scope, edition.last_day)
    raw = _raw_tables(data, omitted, where)
    for name, part in (("numbers", "number"), ("notes", "notes")):
        raw = _changed(raw, part, data.get(name, {}), f"{where}, {name}")
    return replace(
        edition,
        titles={lang: edition.filled(text, lang) for lang, text in edition.titles.items()},
        tables={key: table_entry(entry, edition, where) for key, entry in raw.items()},
    )


def _raw_tables(data: Mapping[str, Any], omitted: frozenset[str], where: str) -> Mapping[str, Raw]:
    """The raw entries of an edition, those of its base below them."""
    base: Mapping[str, Raw] = {}
    if "based_on" in data:
        file = files("techmarket.editions") / data["based_on"] / FILE
        base = _raw_tables(read_toml(file), frozenset(), str(file))
    return raw_entries(data, base, omitted, where)


def _changed(
    raw: Mapping[str, Raw], part: str, others: Mapping[str, Any], where: str
) -> Mapping[str, Raw]:
    """The entries with the printed numbers, or the notes, that the edition changes."""
    refuse_unknown(others, raw, where)
    return {key: {**r, **({part: others[key]} if key in others else {})} for key, r in raw.items()}


def _base(data: Mapping[str, Any], where: str) -> Edition | None:
    name = data.get("based_on")
    if name is None:
        return None
    if name not in edition_names():
        raise TechmarketError(
            f"there is no edition {name!r} to be based on",
            where=where,
            why="the editions are " + ", ".join(edition_names()),
            todo="choose one of them",
        )
    return _packaged(name)


def _out_of_scope(data: Mapping[str, Any], base: Edition | None) -> frozenset[Any]:
    if "out_of_scope" not in data and base is not None:
        return base.out_of_scope
    return frozenset(dims_of(place["dims"]) for place in data.get("out_of_scope", ()))


def _not_comparable(data: Mapping[str, Any], base: Edition | None, year: int) -> frozenset[str]:
    """A classification changes between two years: another year says so itself."""
    if "not_comparable" not in data and base is not None and base.year == year:
        return base.not_comparable
    return frozenset(change["dimension"] for change in data.get("not_comparable", ()))
