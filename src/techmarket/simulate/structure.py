"""The classifications of the register as trees: which parts make up which whole.

Built from the code lists as valid in the edition's year, down to the level on which the report
prints figures. A province that has printed cities gets a part for all that lies outside them. Not
here: figures of any kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from techmarket.codes import code_list, region_groups
from techmarket.consistency.row import sum_rows
from techmarket.observations.observation import Dims, Key, dims_of
from techmarket.simulate.constraints import Row

REST = "+rest"
"""Marks the part of a whole outside its printed parts: `210000+rest`, outside its cities."""

ABROAD = "990000"
OUTSIDE_MAINLAND = ("710000", "810000", "820000", ABROAD)
"""Taiwan, Hong Kong, Macau and all other countries."""


@dataclass(frozen=True, slots=True)
class Classification:
    """A dimension with its printed levels.

    Attributes:
        dimension: name of the dimension.
        top: codes that add up to the total.
        children: codes that add up to a code, for codes that are divided.
    """

    dimension: str
    top: tuple[str, ...]
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The finest parts, in order; they add up to the total."""
        return tuple(leaf for code in self.top for leaf in self.children.get(code, (code,)))

    def parent(self, leaf: str) -> str:
        """The top code that holds this leaf."""
        for code, parts in self.children.items():
            if leaf in parts:
                return code
        return leaf

    def sums(self, measure: str, period: int, frame: Dims = ()) -> Iterator[Row]:
        """The equations between wholes and parts of one measure, within `frame`."""
        for whole, parts in ((None, self.top), *self.children.items()):
            place = frame if whole is None else dims_of([*frame, (self.dimension, whole)])
            yield from sum_rows(
                Key(measure, period, place),
                (Key(measure, period, dims_of([*frame, (self.dimension, p)])) for p in parts),
            )


def _listed(dimension: str, list_name: str, year: int) -> Classification:
    """All codes of a list of at most two printed levels."""
    codes = code_list(list_name).codes(date(year, 12, 31))
    top = tuple(code.code for code in codes if code.parent is None)
    children = {
        parent: parts
        for parent in top
        if (parts := tuple(code.code for code in codes if code.parent == parent))
    }
    return Classification(dimension, top, children)


def _tops(classification: Classification) -> Classification:
    return Classification(classification.dimension, classification.top)


PARTY_KINDS = Classification(
    "party_kind",
    ("010", "020", "030", "E", "600", "700"),
    {"020": ("021", "022", "023", "024"), "E": ("100", "200", "300", "400", "500")},
)
"""Kinds of party at the level of the report (the code list goes deeper)."""


STATED_SUBFIELDS = ("0101", "0102", "0104")
"""Second-level fields of which the text of the report states figures."""


def _technical_fields(year: int) -> Classification:
    top = _listed("technical_field", "technical_field", year).top
    return Classification("technical_field", top, {"01": (*STATED_SUBFIELDS, "01" + REST)})


def _kinds(dimension: str) -> Classification:
    return Classification(dimension, PARTY_KINDS.top, PARTY_KINDS.children)


def _regions(dimension: str, year: int) -> Classification:
    groups = region_groups(year)
    provinces = groups["province"].members
    cities = sorted((*groups["separate_plan"].members, *groups["subprovincial"].members))
    children = {}
    for province in provinces:
        inside = tuple(city for city in cities if city[:2] == province[:2])
        if inside:
            children[province] = (*inside, province + REST)
    return Classification(dimension, (*provinces, *OUTSIDE_MAINLAND), children)


@cache
def classifications(year: int) -> dict[str, Classification]:
    """Every dimension of the report with its printed levels, as of that year."""
    return {
        "contract_type": _listed("contract_type", "contract_type", year),
        "ip_type": _listed("ip_type", "ip_type", year),
        "technical_field": _technical_fields(year),
        "objective": _listed("objective", "objective", year),
        "plan_source": _listed("plan_source", "plan_source", year),
        "seller_kind": _kinds("seller_kind"),
        "buyer_kind": _kinds("buyer_kind"),
        "seller_region": _regions("seller_region", year),
        "buyer_region": _regions("buyer_region", year),
        "registration_region": Classification(
            "registration_region", region_groups(year)["province"].members
        ),
    }


MAJOR: Dims = (("value_class", "major"),)
MAJOR_DIMENSIONS = ("contract_type", "technical_field", "ip_type")
"""Classifications, at their top level, of contracts at or above the threshold."""

UNRECORDED_LAST_YEAR = ("objective", "plan_source", "registration_region")
"""Dimensions of which the report prints nothing for the year before."""


def sum_rows_of(year: int) -> Iterator[Row]:
    """All equations of parts and wholes, this year and last, of counts and values."""
    trees = classifications(year)
    for measure in ("contracts", "value"):
        for name, tree in trees.items():
            yield from tree.sums(measure, year)
            if name not in UNRECORDED_LAST_YEAR:
                yield from tree.sums(measure, year - 1)
        for name in MAJOR_DIMENSIONS:
            for period in (year, year - 1):
                yield from _tops(trees[name]).sums(measure, period, MAJOR)
        yield from _matrix_sums(measure, year)


def _matrix_sums(measure: str, year: int) -> Iterator[Row]:
    """Buyer kinds × seller kinds: each row and each column adds up to its margin."""
    for dimension, other in (("buyer_kind", "seller_kind"), ("seller_kind", "buyer_kind")):
        tree = Classification(other, PARTY_KINDS.top)
        for code in PARTY_KINDS.top:
            yield from tree.sums(measure, year, ((dimension, code),))
