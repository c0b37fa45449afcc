"""What is filled in where a file says nothing: what follows from other fields, or is usual.

Renminbi; registered; the country of a region that is not abroad; the type of an identifier by its
form. Not here: anything that would be a guess about the contract.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from techmarket.record.party import CITIZEN, ORG_CODE, USCC
from techmarket.record.party_rules import NATURAL_PERSON
from techmarket.record.whereabouts import country_of

ORG_CODE_LENGTHS = frozenset({9, 10})
"""With the hyphen in front of the check character, or without."""


def fill_contract(columns: dict[str, Any], rows: int) -> None:
    """Fill in the columns of contracts, by name of field."""
    _fill(columns, "currency", pa.array(["CNY"] * rows, pa.string()))
    _fill(columns, "status", _constant("registered", rows))
    for side in ("seller", "buyer"):
        fill_country(columns, f"{side}_region", f"{side}_country")


def fill_country(columns: dict[str, Any], region: str, country: str) -> None:
    """Fill in the country that goes with a region."""
    if region in columns:
        coded = columns[region]
        countries = [country_of(code) for code in coded.dictionary.to_pylist()]
        follows = pa.array(countries, pa.string()).take(coded.indices)
        _fill(columns, country, follows.dictionary_encode())


def identifier_type_of_form(identifier: str | None, kind: str | None) -> str | None:
    """The type of an identifier, by its length and the kind of party; `None` where unknown."""
    if not identifier:
        return None
    if kind == NATURAL_PERSON:
        return CITIZEN
    if len(identifier) == 18:
        return USCC
    return ORG_CODE if len(identifier) in ORG_CODE_LENGTHS else None


def _constant(code: str, rows: int) -> Any:
    zeros = pa.array([0] * rows, pa.int32())
    return pa.DictionaryArray.from_arrays(zeros, pa.array([code], pa.string()))


def _fill(columns: dict[str, Any], name: str, values: Any) -> None:
    given = columns.get(name)
    if given is None:
        columns[name] = values
    elif given.null_count:
        plain = pc.coalesce(given.cast(pa.string()), values.cast(pa.string()))
        coded = pa.types.is_dictionary(given.type)
        columns[name] = plain.dictionary_encode() if coded else plain
