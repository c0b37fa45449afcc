"""Contracts and parties of a register as linkage compares them: names in forms, codes as numbers.

Not here: which pairs are compared (`blocking`), and how (`comparisons`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from techmarket.checks.columns import ArrowArray
from techmarket.checks.row_groups import NOWHERE, Places, coded, whole_numbers
from techmarket.errors import TechmarketError
from techmarket.linkage.names import NameForm, name_forms

REQUIRED = ("registration_number", "project_name", "value", "signing_date", "seller_id", "buyer_id")
REQUIRED_OF_PARTIES = ("party_id", "name", "region")
NO_DATE = np.iinfo(np.int64).min
PERSON = "600"
TEN_THOUSAND = 1_000_000
"""1 万元 in 分."""


@dataclass(frozen=True)
class PartyColumns:
    """The parties of a register.

    Attributes:
        ids: their numbers.
        forms: their names in forms.
        same: parties of one identifier have one number, all others their own.
        cluster: likewise parties of one identifier, or of one core of the name and branch, or
            connected by several such steps; a person has its own unless by identifier.
        name: parties of one core of the name and branch have one number; `NOWHERE` of a person.
        core, branch, legal_form, numerals: numbers for the parts of the name; 0 is none.
        province: the first two digits of the region, or `NOWHERE`.

    Each array has the shape (parties,).
    """

    ids: tuple[str, ...]
    forms: tuple[NameForm, ...]
    same: Places
    name: Places
    cluster: Places
    core: Places
    branch: Places
    legal_form: Places
    numerals: Places
    province: Places


@dataclass(frozen=True)
class ContractColumns:
    """The contracts of a register, each array of shape (contracts,).

    Attributes:
        numbers: registration numbers.
        parties: those of the register; a number that is not among them is added with itself
            as its name.
        sides: "seller" and "buyer" to places in `parties`.
        project: place in `projects`.
        projects: the different project names in forms.
        project_name: contracts of the same name, however written, have one number.
        numerals: numbers for the numerals of each of `projects`.
        value: in 分.
        rounded: value in 万元, rounded half up.
        dates: "signing_date" and "end_date" to days since 1970, or `NO_DATE`.
        codes: "contract_type", "technical_field", "registration_agency" to numbers, or `NOWHERE`.
    """

    numbers: tuple[str, ...]
    parties: PartyColumns
    sides: dict[str, Places]
    project: Places
    projects: tuple[NameForm, ...]
    project_name: Places
    numerals: Places
    value: Places
    rounded: Places
    dates: dict[str, Places]
    codes: dict[str, Places]

    def __len__(self) -> int:
        """Number of contracts."""
        return len(self.numbers)


def contract_columns(contracts: pa.Table, parties: pa.Table) -> ContractColumns:
    """What linkage reads of a register.

    Args:
        contracts: at least the columns of `REQUIRED`; others are used if they are there.
        parties: at least `REQUIRED_OF_PARTIES`.

    Raises:
        TechmarketError: a column is missing.
    """
    _require("contracts", contracts, REQUIRED)
    sides = {side: coded(contracts, f"{side}_id") for side in ("seller", "buyer")}
    used = {one for _, ids in sides.values() for one in ids}
    _require("parties", parties, REQUIRED_OF_PARTIES)
    known = set(parties["party_id"].to_pylist())
    party = party_columns(parties, sorted(used - known))
    place = {one: number for number, one in enumerate(party.ids)}
    project, names = coded(contracts, "project_name")
    forms = tuple(name_forms(names))
    value, _ = whole_numbers(contracts, "value")
    return ContractColumns(
        numbers=tuple(str(one) for one in contracts["registration_number"].to_pylist()),
        parties=party,
        sides={
            side: np.append(np.array([place[one] for one in ids], dtype=np.int64), NOWHERE)[found]
            for side, (found, ids) in sides.items()
        },
        project=project,
        projects=forms,
        project_name=np.append(_numbered([form.plain for form in forms]), NOWHERE)[project],
        numerals=_numbered([form.numerals for form in forms]),
        value=value,
        rounded=(value + TEN_THOUSAND // 2) // TEN_THOUSAND,
        dates={name: _days(contracts, name) for name in ("signing_date", "end_date")},
        codes={
            name: coded(contracts, name)[0]
            if name in contracts.schema.names
            else np.full(contracts.num_rows, NOWHERE)
            for name in ("contract_type", "technical_field", "registration_agency")
        },
    )


def party_columns(parties: pa.Table, unknown: Sequence[str] = ()) -> PartyColumns:
    """What linkage reads of parties; `unknown` are numbers to add, each with itself as its name.

    Raises:
        TechmarketError: a column is missing.
    """
    _require("parties", parties, REQUIRED_OF_PARTIES)
    ids = [str(one) for one in parties["party_id"].to_pylist()] + list(unknown)
    written = [str(one or "") for one in parties["name"].to_pylist()] + list(unknown)
    forms = tuple(name_forms(written))
    kinds = _texts(parties, "kind", len(ids))
    own = [kind == PERSON or not form.core for form, kind in zip(forms, kinds, strict=True)]
    names = _numbered(
        [number if own[number] else (one.core, one.branch) for number, one in enumerate(forms)]
    )
    identifiers = _texts(parties, "identifier", len(ids))
    same = _numbered([one or number for number, one in enumerate(identifiers)])
    regions = _texts(parties, "region", len(ids))
    provinces = [int(one[:2]) if one and one[:2].isdigit() else NOWHERE for one in regions]
    return PartyColumns(
        ids=tuple(ids),
        forms=forms,
        same=same,
        name=np.where(own, NOWHERE, names),
        cluster=_connected(same, names),
        core=_numbered(["", *(form.core for form in forms)])[1:],
        branch=_numbered(["", *(form.branch for form in forms)])[1:],
        legal_form=_numbered(["", *(form.legal_form for form in forms)])[1:],
        numerals=_numbered([(), *(form.numerals for form in forms)])[1:],
        province=np.array(provinces, dtype=np.int64),
    )


def _connected(one: Places, other: Places) -> Places:
    """The numbers of the groups of rows that are equal in the one, or the other, or by steps."""
    first = int(one.max(initial=-1)) + 1
    nodes = first + int(other.max(initial=-1)) + 1
    edges = coo_array((np.ones(len(one)), (one, first + other)), shape=(nodes, nodes))
    _, groups = connected_components(edges, directed=False)
    return np.asarray(groups[one], dtype=np.int64)


def _texts(table: pa.Table, name: str, length: int) -> list[str | None]:
    known = table[name].to_pylist() if name in table.schema.names else [None] * table.num_rows
    return [*known, *[None] * (length - len(known))]


def _numbered(keys: Sequence[object]) -> Places:
    """Equal keys have equal numbers, in the order of their first places."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _days(table: pa.Table, name: str) -> Places:
    if name not in table.schema.names:
        return np.full(table.num_rows, NO_DATE)
    column: ArrowArray = table[name].combine_chunks().cast(pa.date32()).view(pa.int32())
    days: npt.NDArray[np.int64] = np.asarray(pc.fill_null(column, 0), dtype=np.int64)
    return np.where(np.asarray(column.is_valid(), dtype=np.bool_), days, NO_DATE)


def _require(what: str, table: pa.Table, columns: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in table.schema.names]
    if missing:
        raise TechmarketError(
            f"duplicates cannot be looked for without all columns of the {what}",
            why=f"{', '.join(missing)} is missing",
            todo="export the register with these columns",
        )
