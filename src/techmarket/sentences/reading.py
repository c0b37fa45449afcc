"""Reading declared sentences: those of the project, and what an edition changes.

One file per part in `sentences/sections`: `[lists.<name>]`, `[items.<name>]`, `[[paragraphs]]`
with their `[[paragraphs.sentences]]`. An edition may add `text/sentences.toml`: a paragraph with a
known key takes the place of that paragraph, `leave_out` names paragraphs that it does not print,
lists, items and words replace or add. Not here: what is refused in them (`checking`), text that is
not computed (`edition_text`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from techmarket.editions import Edition
from techmarket.editions.strict import read_toml, refuse_unknown, required
from techmarket.errors import TechmarketError
from techmarket.observations.observation import dims_of
from techmarket.sentences.checking import check
from techmarket.sentences.declared import (
    Declarations,
    DeclaredParagraph,
    Item,
    Sentence,
    Template,
)
from techmarket.sentences.grammar import Call, call_of, parse
from techmarket.sentences.listing import ListDeclaration
from techmarket.sentences.sections import FILES, WORDS
from techmarket.tables.labels import LANGUAGES

EDITION_FILE = "text/sentences.toml"
KNOWN = {
    "file": ("for", "lists", "items", "paragraphs", "words", "leave_out"),
    "list": ("of", "by", "top", "skip", "where", "without", "only"),
    "item": ("of", "zh", "en", "join"),
    "paragraph": ("key", "section", "sentences"),
    "sentence": ("zh", "en", "when", "claim"),
}
"""Fields of each kind of entry; any other is refused."""


def declarations(edition: Edition) -> Declarations:
    """What is said in the report of an edition, checked.

    Raises:
        TechmarketError: a file cannot be read or has something that cannot be meant.
    """
    own = edition.folders.of_year(EDITION_FILE)
    if own is None:
        return _of_the_project()
    return _checked(_merged(_project_data(), read_toml(own), own.name))


@cache
def _of_the_project() -> Declarations:
    return _checked(_project_data())


def _checked(data: Mapping[str, Any]) -> Declarations:
    declared = declared_from(data)
    check(declared)
    return declared


@cache
def _project_data() -> Mapping[str, Any]:
    data: dict[str, Any] = {"lists": {}, "items": {}, "paragraphs": [], "words": {}}
    for name in (*FILES, WORDS):
        data = _merged(data, read_toml(files("techmarket.sentences.sections") / name), name)
    return data


def _merged(data: Mapping[str, Any], more: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Both together; a paragraph, list, item or word of `more` replaces one of the same name."""
    _only(more, "file", where)
    more = repeated(more, where)
    paragraphs = {p["key"]: p for p in data["paragraphs"]}
    here: set[str] = set()
    for entry in more.get("paragraphs", ()):
        key = required(entry, "key", where)
        _only(entry, "paragraph", f"{where}, {key}")
        if key in here:
            raise TechmarketError(
                f"there are two paragraphs {key!r} in one file",
                where=where,
                todo="give one of them another key",
            )
        here.add(key)
        paragraphs[key] = entry | {"file": where}
    for key in more.get("leave_out", ()):
        if paragraphs.pop(key, None) is None:
            raise TechmarketError(
                f"there is no paragraph {key!r} to leave out",
                where=where,
                todo="name the key of a paragraph",
            )
    together = {kind: {**data[kind], **more.get(kind, {})} for kind in ("lists", "items", "words")}
    return {**together, "paragraphs": list(paragraphs.values())}


def repeated(data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Entries with `for = "areas"`: once for every entry of `areas` under `[for]` of the file.

    Its fields are filled in, as `$code` and `$name`, in the name and everywhere in it.

    Raises:
        TechmarketError: the file has no such list under `[for]`.
    """

    def copies(entry: Mapping[str, Any]) -> list[Mapping[str, str]]:
        return required(data["for"], entry["for"], where) if "for" in entry else [{}]

    whole = dict(data)
    for kind in ("lists", "items"):
        whole[kind] = {
            _filled_in(name, own): _filled_in(_without_for(entry), own)
            for name, entry in data.get(kind, {}).items()
            for own in copies(entry)
        }
    whole["paragraphs"] = [
        _filled_in(_without_for(entry), own)
        for entry in data.get("paragraphs", ())
        for own in copies(entry)
    ]
    return whole


def _without_for(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "for"}


def _filled_in(value: Any, own: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in own.items():
            value = value.replace(f"${name}", text)
        return value
    if isinstance(value, list):
        return [_filled_in(one, own) for one in value]
    if isinstance(value, dict):
        return {_filled_in(name, own): _filled_in(one, own) for name, one in value.items()}
    return value


def declared_from(data: Mapping[str, Any]) -> Declarations:
    """Declarations of what the files hold, not checked yet.

    Raises:
        TechmarketError: a field is missing or unknown, or a template cannot be parsed.
    """
    return Declarations(
        paragraphs=tuple(_paragraph(entry) for entry in data["paragraphs"]),
        lists={name: _list(name, entry) for name, entry in data["lists"].items()},
        items={name: _item(name, entry) for name, entry in data["items"].items()},
        words=data["words"],
    )


def _paragraph(entry: Mapping[str, Any]) -> DeclaredParagraph:
    key, where = entry["key"], f"{entry['file']}, {entry['key']}"
    sentences = required(entry, "sentences", where)
    return DeclaredParagraph(
        key=key,
        section=required(entry, "section", where),
        sentences=tuple(
            _sentence(s, f"{where}, sentence {i + 1}") for i, s in enumerate(sentences)
        ),
    )


def _sentence(entry: Mapping[str, Any], where: str) -> Sentence:
    _only(entry, "sentence", where)
    return Sentence(
        where=where,
        template=_template(entry, where),
        when=_conditions(entry.get("when", ()), where),
        claims=_conditions(entry.get("claim", ()), where),
    )


def _item(name: str, entry: Mapping[str, Any]) -> Item:
    where = f"item {name}"
    _only(entry, "item", where)
    join = entry.get("join", "、")
    return Item(name, required(entry, "of", where), _template(entry, where), join)


def _template(entry: Mapping[str, Any], where: str) -> Template:
    return {lang: parse(required(entry, lang, where), where) for lang in LANGUAGES}


def _list(name: str, entry: Mapping[str, Any]) -> ListDeclaration:
    where = f"list {name}"
    _only(entry, "list", where)
    tokens = dict(token.partition("=")[::2] for token in required(entry, "of", where).split())
    varying = [dimension for dimension, code in tokens.items() if code.endswith("*")]
    if len(varying) != 1:
        raise TechmarketError(
            "a list does not say which places it has",
            where=where,
            why=entry["of"],
            todo='end the code of one dimension with "*", as in contract_type=1/*',
        )
    return ListDeclaration(
        name=name,
        fixed=dims_of({d: c for d, c in tokens.items() if d != varying[0]}),
        dimension=varying[0],
        within=tokens[varying[0]].removesuffix("*").removesuffix("/"),
        by=entry.get("by", "value"),
        top=entry.get("top"),
        where=_conditions(entry.get("where", ()), where),
        without=tuple(entry.get("without", ())),
        only=tuple(entry.get("only", ())),
        skip=entry.get("skip", 0),
    )


def _conditions(texts: list[str] | tuple[str, ...], where: str) -> tuple[Call, ...]:
    return tuple(call_of(text, where) for text in texts)


def _only(entry: Mapping[str, Any], kind: str, where: str) -> None:
    """Refuse a field that nobody knows, or one that holds something else than it should."""
    own = {name: value for name, value in entry.items() if name != "file"}
    refuse_unknown(own, KNOWN[kind], where)
    for name, value in own.items():
        if not FITS[HOLDS[name]](value):
            raise TechmarketError(
                f"the field {name!r} of a {kind} of text does not hold {HOLDS[name]}",
                where=where,
                why=repr(value)[:80],
                todo="correct it",
            )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _entries(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _table(value: object) -> bool:
    return isinstance(value, dict)


FITS: Mapping[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "a list of texts": _texts,
    "a number from 1 on": lambda value: type(value) is int and value > 0,
    "a list of entries": _entries,
    "entries by name": lambda value: _table(value) and all(map(_table, value.values())),  # type: ignore[attr-defined]
    "lists of entries by name": lambda value: _table(value) and all(map(_entries, value.values())),  # type: ignore[attr-defined]
}
"""What a field may hold, and how it is told."""

HOLDS = {
    **dict.fromkeys(("key", "section", "zh", "en", "of", "by", "join"), "text"),
    **dict.fromkeys(("when", "claim", "where", "without", "only", "leave_out"), "a list of texts"),
    **dict.fromkeys(("top", "skip"), "a number from 1 on"),
    **dict.fromkeys(("paragraphs", "sentences"), "a list of entries"),
    **dict.fromkeys(("lists", "items", "words"), "entries by name"),
    "for": "lists of entries by name",
}
"""Field to what it holds."""
