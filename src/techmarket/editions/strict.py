"""Reading edition files strictly: a key that nobody knows, or one that is missing, is an error.

A misspelt key would otherwise be ignored in silence, and the book would differ from what its
edition says. Not here: what the keys mean (`reading`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from techmarket.errors import TechmarketError


def read_toml(file: Traversable) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        TechmarketError: it cannot be read as TOML in UTF-8.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TechmarketError(
            "the edition file cannot be read",
            where=str(file),
            why=str(error),
            todo="correct it there; it is TOML in UTF-8",
        ) from error


def refuse_unknown(data: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Refuse a key that is not one of `known`.

    Raises:
        TechmarketError: names the key, the place and the keys that there are.
    """
    names = tuple(known)
    for key in data:
        if key not in names:
            raise TechmarketError(
                f"the key {key!r} is not known",
                where=where,
                todo="the keys are " + ", ".join(names),
            )


def required(data: Mapping[str, Any], key: str, where: str) -> Any:
    """The value of a key that must be there.

    Raises:
        TechmarketError: it is not there.
    """
    if key not in data:
        raise TechmarketError(f"the key {key!r} is missing", where=where, todo="add it")
    return data[key]
