"""The one shape of every number: an observation and the key that names it.

An observation is an exact value (integer, `Fraction` or text) of a measure, for a
period, at a place in the dimensions. Tables, figures, sentences, exchange files and
the audit read or write observations and nothing else. Not here: how a value is
obtained (`base`, `derive`) and how it is rounded for print (`tables.cell`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Dims = tuple[tuple[str, str], ...]
"""Dimension and code, sorted by dimension; a dimension that is absent is the total (`_T`)."""

Value = int | Fraction | str
"""Counts and 分 are `int`; derived measures are `Fraction`; names are `str`. Never `float`."""


class Status(StrEnum):
    """Why an observation has, or has not, a value. Each is printed by its own symbol."""

    NORMAL = "normal"
    """There is a value and it is not zero."""
    ZERO = "zero"
    """A true zero: it was observed and nothing was there."""
    MISSING = "missing"
    """It should be known and is not (an answer not given)."""
    NOT_APPLICABLE = "not_applicable"
    """It cannot exist: outside the survey's scope, a mean of no contracts, a share of nothing."""
    NO_PRIOR = "no_prior"
    """A comparison without anything to compare with: no previous year, a previous value of
    zero, or a classification that changed between the two years."""


class Origin(StrEnum):
    """Where a value comes from; a derived value has the strongest origin of its inputs
    (computed before answered before carried)."""

    COMPUTED = "computed"
    """From contracts, or added up from survey answers."""
    ANSWERED = "answered"
    """An institution's own answer to a survey."""
    CARRIED = "carried"
    """Edition data: gross domestic product, years before the register, the directory."""


def dims_of(dims: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> Dims:
    """Sorted `Dims` of a mapping or of pairs; `_T` entries are dropped.

    Raises:
        ValueError: a dimension is named twice with different codes.
    """
    pairs = dims.items() if isinstance(dims, Mapping) else list(dims)
    merged: dict[str, str] = {}
    for name, code in pairs:
        if merged.setdefault(name, code) != code:
            raise ValueError(f"dimension {name} is both {merged[name]} and {code}")
    return tuple(sorted((n, c) for n, c in merged.items() if c != "_T"))


@dataclass(frozen=True, slots=True)
class Key:
    """The name of a number, the same everywhere it is shown.

    Attributes:
        measure: a name declared in `measures` ("value", "value.growth", "value.share" …).
        period: the year.
        dims: the place, e.g. `(("contract_type", "1"),)`.
        base: for a share the dims of the whole, for a rank the dims of the scope
            (`(("seller_region", "group:province"),)`); `None` for other measures.
    """

    measure: str
    period: int
    dims: Dims = ()
    base: Dims | None = None

    @property
    def cell_id(self) -> str:
        """The printed form, e.g. `value.share:2013:contract_type=1:of=`."""
        place = ",".join(f"{n}={c}" for n, c in self.dims)
        text = f"{self.measure}:{self.period}:{place}"
        if self.base is not None:
            text += ":of=" + ",".join(f"{n}={c}" for n, c in self.base)
        return text

    def at(self, **dims: str) -> Key:
        """The same measure and period with these dimensions added or replaced."""
        return Key(self.measure, self.period, dims_of({**dict(self.dims), **dims}), self.base)


@dataclass(frozen=True, slots=True)
class Observation:
    """A key with its exact value.

    Attributes:
        key: which number this is.
        value: exact; `None` exactly when the status is neither NORMAL nor ZERO.
        unit: the unit of `value`: 项, 分, 个, 家, 次, 人, 位, 1 (a pure ratio: growth and share
            are ratios here, 0.1603 and not 16.03) or "" for text.
        status: see `Status`.
        origin: see `Origin`.
    """

    key: Key
    value: Value | None
    unit: str
    status: Status
    origin: Origin

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status not in (Status.NORMAL, Status.ZERO)):
            raise ValueError(
                f"{self.key.cell_id}: value {self.value} does not go with {self.status}"
            )
        if isinstance(self.value, float):
            raise TypeError(f"{self.key.cell_id}: a float is not an exact value")
