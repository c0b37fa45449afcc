"""The rows of `parties.parquet`: ids, identifiers and details of one copy of the parties.

What all copies share is computed once; a further copy has ids, names and identifiers of its own.
Identifiers are lawful and unique, and computed for all parties at once. Not here: the details
themselves (`party_details`), the files (`register_files`).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.codes import code_list
from techmarket.record.identifiers import (
    CITIZEN_WEIGHTS,
    ORG_CODE_ALPHABET,
    ORG_CODE_WEIGHTS,
)
from techmarket.record.parquet import parties_schema
from techmarket.record.party import CITIZEN, ORG_CODE
from techmarket.record.party_rules import identifier_type_of
from techmarket.simulate.arrays import Column, Ints, Places
from techmarket.simulate.contract_details import coded
from techmarket.simulate.party_details import PartyDetails
from techmarket.simulate.party_names import NATURAL_PERSON
from techmarket.simulate.sellers import MOST_IN_CELL

MOST_COPIES = 1_000
"""A party id has three digits for the copy."""

MOST_CELLS = 1_000
"""Cells have numbers below this; with it every party of every copy has a serial of its own."""

FIRST_BIRTH, BIRTHDAYS = np.datetime64("1930-01-01", "D"), 22_000
"""Persons are born on one of 22,000 days, up to 1990 (assumed), and numbered 0 to 999 a day."""

SCATTER = 7_919_003
"""Without a common divisor with 22 million: neighbours get birthdays far apart, and no two persons
the same day and number."""

HIGH_TECH_EVERY, LISTED_EVERY = 5, 40
"""One enterprise in five lies in a high-tech zone, one in forty is listed (assumed)."""


class PartyRows:
    """Rows of parties, copy by copy.

    Args:
        details: the parties.
        year: of the register; it decides which identifier a party has.
    """

    def __init__(self, details: PartyDetails, year: int) -> None:
        self.details = details
        self._suffix = _texts(_padded(details.cell, 4), _padded(details.number, 5))
        self._type = _identifier_types(details, year)
        self._person = np.array(details.kind) == NATURAL_PERSON
        self._name = pa.array(details.name, pa.string())
        self._shared = _shared_columns(details, self._type)

    def ids(self, copy: int) -> Column:
        """Id of every party in a copy: `P`, copy, cell and number; they sort in this order."""
        return _texts(f"P{copy:03d}", self._suffix)

    def table(self, copy: int, places: Places | None = None) -> pa.Table:
        """Rows of `parties.parquet`, in the order of the details.

        Args:
            copy: repetition of an enlarged register, part of ids, names and identifiers.
            places: the parties wanted, ascending; all if `None`.
        """
        columns = self._shared | {
            "party_id": self.ids(copy),
            "name": self._names(copy),
            "identifier": self._identifiers(copy),
        }
        rows = len(self._name)
        schema = pa.schema([field.with_nullable(True) for field in parties_schema()])
        arrays = [
            columns[field.name].cast(field.type)
            if field.name in columns
            else pa.nulls(rows, field.type)
            for field in schema
        ]
        table = pa.Table.from_arrays(arrays, schema=schema)
        if places is None:
            return table
        chosen: Column = pa.array(places)
        return table.take(chosen)

    def _names(self, copy: int) -> Column:
        if copy == 0:
            return self._name
        person, organisation = f"（{copy}）", f"第{copy}分部"
        return _texts(self._name, pc.if_else(pa.array(self._person), person, organisation))

    def _identifiers(self, copy: int) -> Column:
        details = self.details
        identifiers = np.full(len(details.name), None, dtype=object)
        citizens = np.flatnonzero(self._type == CITIZEN)
        area = np.array([int(details.region[place]) for place in citizens], dtype=np.int64)
        identifiers[citizens] = citizen_numbers(area, details.number[citizens], copy)
        others = np.flatnonzero(self._type == ORG_CODE)
        serial = (copy * MOST_CELLS + details.cell[others]) * MOST_IN_CELL + details.number[others]
        identifiers[others] = org_codes(FIRST_ORG_SERIAL + serial)
        return pa.array(identifiers, pa.string())


FIRST_ORG_SERIAL = 36**7
"""Organisation codes begin with a one: noughts alone are what people type who have no code."""


def org_codes(serials: Ints) -> npt.NDArray[np.str_]:
    """Organisation codes (GB 11714-1997): the serial to the base 36 and the check character."""
    digits = serials[:, None] // 36 ** np.arange(7, -1, -1) % 36
    check = -(digits @ np.array(ORG_CODE_WEIGHTS)) % 11
    alphabet = np.array(list(ORG_CODE_ALPHABET))
    return _rows_of_characters(alphabet[digits], np.array(list("0123456789X"))[check])


def citizen_numbers(area: Ints, number: Ints, copy: int) -> npt.NDArray[np.str_]:
    """Citizen numbers (GB 11643-1999) of persons, different for every number and copy of an area.

    Args:
        area: six digits, shape (persons,).
        number: of the person, below 22,000.
        copy: below 1,000.
    """
    person = (number * MOST_COPIES + copy) * SCATTER % (BIRTHDAYS * 1_000)
    born = FIRST_BIRTH + person // 1_000
    year = born.astype("datetime64[Y]")
    month = born.astype("datetime64[M]")
    day = (born - month).astype(np.int64) + 1
    birth = (year.astype(np.int64) + 1970) * 10_000 + (month - year).astype(np.int64) * 100 + 100
    body = (area * 10**8 + birth + day) * 1_000 + person % 1_000
    digits = body[:, None] // 10 ** np.arange(16, -1, -1) % 10
    check = np.array(list("10X98765432"))[digits @ np.array(CITIZEN_WEIGHTS) % 11]
    return _rows_of_characters(np.array(list("0123456789"))[digits], check)


def _rows_of_characters(
    body: npt.NDArray[np.str_], check: npt.NDArray[np.str_]
) -> npt.NDArray[np.str_]:
    """Each row of single characters, and one character more, as one text."""
    whole = np.ascontiguousarray(np.column_stack([body, check]))
    return whole.view(f"<U{whole.shape[1]}").reshape(-1)


def _identifier_types(details: PartyDetails, year: int) -> npt.NDArray[np.object_]:
    """Which identifier each party has in the middle of the year; `None` for none."""
    on = date(year, 6, 30)
    pairs = list(zip(details.kind, details.region, strict=True))
    known = {pair: identifier_type_of(*pair, on) for pair in set(pairs)}
    return np.array([known[pair] for pair in pairs], dtype=object)


def _shared_columns(details: PartyDetails, types: npt.NDArray[np.object_]) -> dict[str, Column]:
    kinds = code_list("party_kind")
    known = set(details.kind)
    enterprises = {kind for kind in known if "E" in kinds.ancestors(kind)}
    institutes = {kind for kind in known if "021" in kinds.ancestors(kind)}
    enterprise = np.array([kind in enterprises for kind in details.kind])

    def one_in(every: int) -> Column:
        """True for one enterprise in so many; nothing for other parties."""
        return pa.array(details.number % every == 0, mask=~enterprise)

    return {
        "identifier_type": pa.array(types, pa.string()),
        "kind": repeating(details.kind),
        "country": repeating(details.country),
        "region": repeating(details.region),
        "in_high_tech_zone": one_in(HIGH_TECH_EVERY),
        "is_listed": one_in(LISTED_EVERY),
        "is_research_institution": pa.array([kind in institutes for kind in details.kind]),
    }


def repeating(codes: tuple[str, ...]) -> Column:
    """Codes that repeat, as an Arrow dictionary array with the dictionary in order."""
    distinct, index = np.unique(np.array(codes), return_inverse=True)
    return coded(distinct.tolist(), index)


def _padded(numbers: Ints, width: int) -> Column:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def _texts(*parts: Column) -> Column:
    return pc.binary_join_element_wise(*parts, "")
