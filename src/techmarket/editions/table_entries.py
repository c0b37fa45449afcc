"""How an edition prints its tables: the entries of its file, filled up from the base edition.

An edition that lists tables prints those, in its order; what an entry leaves open is as in the
base. One that lists none prints those of the base that it does not omit. Not here: the rest of
the file (`reading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from techmarket.editions.edition import Edition, PrintedText, TableEntry
from techmarket.editions.strict import refuse_unknown, required
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Status, dims_of
from techmarket.observations.one_place import ROLES

KEYS = (
    "key", "of", "role", "number", "file", "part", "title", "units", "notes", "source",
    "symbols", "printed",
)  # fmt: skip


UNIT_WORDS = {
    "项": "contracts",
    "亿元": "100 million yuan",
    "万元": "10 000 yuan",
    "%": "%",
    "个": "organisations",
    "家": "institutions",
    "次": "events",
    "人次": "persons",
    "人": "persons",
}
"""Units as an English units line names them."""


Raw = Mapping[str, Any]
"""An entry as the file has it, or as the base completes it: its texts still have placeholders."""


def raw_entries(
    data: Mapping[str, Any], base: Mapping[str, Raw], omitted: frozenset[str], where: str
) -> dict[str, Raw]:
    """Key to raw entry, in printed order.

    Args:
        data: the content of the edition file.
        base: the raw entries of the edition that it is based on.
        omitted: blocks that the edition leaves out.
        where: names the file in errors.

    Raises:
        TechmarketError: an entry says something that it cannot say, or has no key, or the key
            of another.
    """
    if "tables" not in data:
        return {key: raw for key, raw in base.items() if f"table:{key}" not in omitted}
    found: dict[str, Raw] = {}
    for entry in data["tables"]:
        key = str(required(entry, "key", f"{where}, tables"))
        refuse_unknown(entry, KEYS, f"{where}, table {key}")
        if key in found:
            raise TechmarketError(
                f"the table {key!r} stands in the edition twice",
                where=where,
                todo="give one of them another key, and say `of` which declaration it is",
            )
        found[key] = {**base.get(key, base.get(entry.get("of", ""), {})), **entry}
    return found


def table_entry(raw: Raw, edition: Edition, where: str) -> TableEntry:
    """The entry, its texts filled with the year and the place of the edition.

    Raises:
        TechmarketError: it says too little, or something unknown.
    """
    here = f"{where}, table {raw['key']}"

    def in_both(texts: Mapping[str, str]) -> dict[str, str]:
        return {lang: edition.filled(text, lang) for lang, text in texts.items()}

    return TableEntry(
        key=raw["key"],
        number=required(raw, "number", here),
        file=required(raw, "file", here),
        part=required(raw, "part", here),
        title=in_both(required(raw, "title", here)),
        units=_units(required(raw, "units", here), here),
        notes={
            lang: tuple(edition.filled(note, lang) for note in notes)
            for lang, notes in raw.get("notes", {}).items()
        },
        source=in_both(raw.get("source", {})),
        symbols=symbols_of(raw.get("symbols", {}), here),
        printed=tuple(
            PrintedText(place["measure"], dims_of(place["dims"]), place["text"])
            for place in raw.get("printed", ())
        ),
        of=raw.get("of", ""),
        role=table_role(raw, edition, here),
    )


def table_role(raw: Raw, edition: Edition, where: str) -> str:
    """The role of a table, "" for none.

    Raises:
        TechmarketError: the edition is of no single place, or the role is unknown.
    """
    role = str(raw.get("role", ""))
    if role and edition.scope is None:
        raise TechmarketError(
            "a table has a role only in an edition of one place",
            where=where,
            todo="take `role` out, or name the place in `scope` of the edition",
        )
    return known_role(role, where) if role else ""


def known_role(role: str, where: str) -> str:
    """The role, if a place can have it.

    Raises:
        TechmarketError: a place takes no part in a contract in that way.
    """
    if role not in ROLES:
        raise TechmarketError(
            f"a place takes no part in a contract as {role!r}",
            where=where,
            todo="choose one of " + ", ".join(ROLES),
        )
    return role


def _units(units: list[str], where: str) -> dict[str, str]:
    """The units line: `["项", "亿元"]` is 项、亿元 in zh, contracts, 100 million yuan in en.

    Units of the same English name (人次, 人) stand in the English line once.
    """
    refuse_unknown(dict.fromkeys(units), UNIT_WORDS, f"{where}, units")
    english = dict.fromkeys(UNIT_WORDS[unit] for unit in units)
    return {"zh": "、".join(units), "en": ", ".join(english)}


def symbols_of(names: Mapping[str, str], where: str) -> dict[Status, str]:
    """Status to symbol.

    Raises:
        TechmarketError: a status is unknown.
    """
    refuse_unknown(names, [status.value for status in Status], f"{where}, symbols")
    return {Status(name): symbol for name, symbol in names.items()}
