"""A first look at all contracts: which are taken, whether any is doubtful, what codes there are.

It reads the columns that statistics rest on, and holds a few bytes a contract. It only sees that
something may be wrong, quickly and never too late; what is wrong, and with which contract, is said
by `contents`. Not here: the other columns (`frozen_contracts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.codes import UnknownCodeError, code_list
from techmarket.snapshot.contents import check_contracts, codes_used
from techmarket.snapshot.contract_batches import (
    Column,
    Columns,
    ContractBatches,
    Numbered,
    compute,
    in_order,
    numbers,
    whole_numbers,
)
from techmarket.snapshot.layout import CODED, NOT_RECORDED, NULLABLE, PARTIES, REQUIRED, STATUSES
from techmarket.snapshot.party_ranks import PartyRanks
from techmarket.snapshot.register import Register

EPOCH = date(1970, 1, 1)
ROLES = ("seller_id", "buyer_id", "intermediary_id")
MOST_CODES = 2**16
MOST_CODE_DAYS = 2**26
"""Combinations of a code and a day in a batch that are told apart by an array."""

SAMPLE = 61
"""One contract in so many tells how the sellers of a region are spread."""

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[Any]


@dataclass
class Overview:
    """What is known of the contracts taken.

    Attributes:
        batches: where to read them.
        parties: by rank.
        codes: of every coded column, sorted.
        by_place: contracts by year and region of the seller.
        sampled: year, region and seller's rank of some contracts, shape (some, 3); the region
            as its position in `codes`.
        taken: by part, which contracts are; `None` for all.
        sellers: by part, rank of the seller of every contract taken.
    """

    batches: ContractBatches
    parties: PartyRanks
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_place: Counter[tuple[int, int]] = field(default_factory=Counter)
    sampled: Ints = field(default_factory=lambda: np.zeros((0, 3), np.int64))
    taken: list[Mask | None] = field(default_factory=list)
    sellers: list[Ints] = field(default_factory=list)

    @property
    def by_year(self) -> dict[int, int]:
        """Contracts by year."""
        counts: Counter[int] = Counter()
        for (year, _), number in self.by_place.items():
            counts[year] += number
        return dict(sorted(counts.items()))


@dataclass
class _Looked:
    """What one part says."""

    doubtful: bool
    of_the_year: bool
    taken: Mask | None
    ids: list[pa.RecordBatch]
    by_place: Counter[int]
    places: list[Ints]
    numbers: list[Ints]
    digits: set[int]
    days: dict[str, list[Ints]]


def overview(register: Register, cutoff: date) -> Overview:
    """Look at all contracts.

    Raises:
        TechmarketError: see `contents`.
    """
    batches = ContractBatches(register)
    look = _Look(register, batches, cutoff)
    found = Overview(batches, PartyRanks(register.path / PARTIES))
    doubtful, of_the_year = found.parties.doubtful, False
    known: list[Ints] = []
    digits: set[int] = set()
    days: dict[str, list[Ints]] = {column: [] for column in CODED}
    places: list[list[Ints]] = []
    by_place: Counter[int] = Counter()

    def ids() -> Iterator[pa.RecordBatch]:
        nonlocal doubtful, of_the_year
        for looked in in_order(look, range(len(batches.rows))):
            doubtful = doubtful or looked.doubtful
            of_the_year = of_the_year or looked.of_the_year
            found.taken.append(looked.taken)
            places.append(looked.places)
            by_place.update(looked.by_place)
            known.extend(looked.numbers)
            digits.update(looked.digits)
            for column, part in looked.days.items():
                days[column] += part
            yield from looked.ids

    ranks = [_used(found.parties, r) for r in found.parties.look_up(ids(), sum(batches.rows))]
    doubtful = doubtful or any(r is None for r in ranks) or not of_the_year
    if doubtful or len(digits) > 1 or _repeats(known):
        check_contracts(register, cutoff)
    try:
        found.codes = {c: _codes(c, look.texts[c], parts) for c, parts in days.items()}
    except (UnknownCodeError, OverflowError):
        found.codes = codes_used(register)
    _share_out(found, ranks, places, by_place, look.texts["seller_region"].texts())
    return found


def _used(parties: PartyRanks, ranks: list[Column]) -> Ints | None:
    """Ranks of the sellers, `None` where one is no party; everybody named is used."""
    for role in ranks:
        parties.used[numbers(role.drop_null())] = True
    return None if ranks[0].null_count else numbers(ranks[0])


def _share_out(
    found: Overview,
    ranks: list[Ints | None],
    places: list[list[Ints]],
    by_place: Mapping[int, int],
    regions: list[str],
) -> None:
    """The sellers by part; how many contracts each year and region has."""
    position = {code: i for i, code in enumerate(found.codes["seller_region"])}
    ordered = np.array([position.get(code, 0) for code in regions], np.int64)
    for key, number in by_place.items():
        found.by_place[(key >> 16) + 1, int(ordered[key & 0xFFFF])] += number
    following = iter(ranks)
    sampled = [found.sampled]
    for group in places:
        mine = [(place, next(following)) for place in group]
        found.sellers.append(np.concatenate([r for _, r in mine if r is not None] or [_NONE]))
        for place, sellers in mine:
            assert sellers is not None, "a seller that is no party has been refused"
            some = sellers[::SAMPLE].astype(np.int64)
            sampled.append(np.stack([(place >> 16) + 1, ordered[place & 0xFFFF], some], axis=1))
    found.sampled = np.concatenate(sampled)


_NONE = np.zeros(0, np.int32)


class _Look:
    """Looks at one part; several threads may ask.

    Args:
        register: opened.
        batches: its contracts.
        cutoff: of the freeze.
    """

    def __init__(self, register: Register, batches: ContractBatches, cutoff: date) -> None:
        self._batches = batches
        self._cutoff = (cutoff - EPOCH).days
        self._first = (date(cutoff.year, 1, 1) - EPOCH).days
        self._roles = [r for r in ROLES if r in register.types]
        self._columns = sorted({*REQUIRED, *self._roles})
        self.texts = {column: Numbered(MOST_CODES) for column in CODED}

    def __call__(self, place: int) -> _Looked:
        looked = _Looked(False, False, None, [], Counter(), [], [], set(), {c: [] for c in CODED})
        masks: list[Mask] = []
        for columns in self._batches.read(place, self._columns):
            masks.append(self._batch(columns, looked))
        whole = np.concatenate(masks or [np.zeros(0, bool)])
        looked.taken = None if whole.all() else whole
        return looked

    def _batch(self, columns: Columns, looked: _Looked) -> Mask:
        may_be_empty = {"ended_date", *NULLABLE}
        looked.doubtful |= any(columns[c].null_count for c in REQUIRED if c not in may_be_empty)
        day = numbers(columns["registration_date"].fill_null(self._cutoff + 1))
        looked.of_the_year |= bool(((day >= self._first) & (day <= self._cutoff)).any())
        taken, strange = self._taken(columns, day)
        value = numbers(columns["value"].fill_null(-1))
        looked.doubtful |= strange or bool((value < 0).any())
        if not taken.any():
            return taken
        kept: Any = slice(None) if taken.all() else taken
        ids = [columns[role].cast(pa.string()) for role in self._roles]
        if kept is taken:
            ids = [column.filter(pa.array(taken)) for column in ids]
        looked.ids.append(pa.RecordBatch.from_arrays(ids, names=self._roles))
        number, digits = whole_numbers(columns["registration_number"])
        looked.digits.add(digits)
        if digits:
            looked.numbers.append(number[kept])
        looked.doubtful |= not digits
        day = day[kept]
        found = {c: self._positions(c, columns[c])[kept] for c in CODED}
        for column, positions in found.items():
            looked.days[column].append(_days_of_codes(positions, day))
        year = day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        place = (year - 1) << 16 | np.maximum(found["seller_region"], 0)
        start = int(place.min())
        counts = np.bincount(place - start)
        for key in np.flatnonzero(counts).tolist():
            looked.by_place[key + start] += int(counts[key])
        looked.places.append(place[::SAMPLE])
        return taken

    def _taken(self, columns: Columns, day: Ints) -> tuple[Mask, bool]:
        """Which are, and whether any status is strange."""
        ended = columns["ended_date"]
        there = np.asarray(ended.is_valid())
        status = columns["status"]
        names = status.dictionary.to_pylist()
        strange = status.null_count > 0 or not set(names) <= set(STATUSES)
        registered = np.asarray(compute.equal(status, "registered").fill_null(False))
        strange = strange or bool((registered == there).any())
        after = numbers(ended.fill_null(self._cutoff)) > self._cutoff
        return (day <= self._cutoff) & (registered | (there & after)), strange

    def _positions(self, column: str, codes: Column) -> Ints:
        """Number of the code of every contract; -1 where there is none."""
        number = self.texts[column].of(codes.dictionary)
        if number is None:
            return np.full(len(codes), -1, np.int64)
        table: Ints = np.append(number, -1)
        found: Ints = table[numbers(codes.indices.fill_null(len(number)))]
        return found


def _repeats(parts: list[Ints]) -> bool:
    if not parts:
        return False
    ordered = np.concatenate(parts)
    parts.clear()
    ordered.sort()
    return bool((ordered[1:] == ordered[:-1]).any())


def _days_of_codes(positions: Ints, day: Ints) -> Ints:
    """First and last day of every code in every year, rows (position, year, first, last).

    Raises:
        OverflowError: the days are too far apart.
    """
    start = int(day.min())
    span = int(day.max()) - start + 1
    size = (int(positions.max()) + 2) * span
    if size > MOST_CODE_DAYS:
        keys = np.unique((positions + 1) * span + (day - start))
    else:
        seen = np.zeros(size, bool)
        seen[(positions + 1) * span + (day - start)] = True
        keys = np.flatnonzero(seen)
    days = keys % span + start
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    codes = keys // span - 1
    run = np.flatnonzero((np.diff(codes) != 0) | (np.diff(years) != 0)) + 1
    first = np.concatenate([[0], run])
    last = np.concatenate([run - 1, [len(keys) - 1]])
    return np.stack([codes[first], years[first], days[first], days[last]], axis=1)


def _codes(column: str, texts: Numbered, parts: list[Ints]) -> tuple[str, ...]:
    """The codes used, sorted, each valid on the first and last day of every year.

    Raises:
        UnknownCodeError: one is not.
        OverflowError: there are too many to be codes.
    """
    if texts.overflow:
        raise OverflowError(column)
    names = texts.texts()
    within: dict[tuple[int, int], tuple[int, int]] = {}
    for code, year, first, last in (row for part in parts for row in part.tolist()):
        before = within.get((code, year), (first, last))
        within[code, year] = (min(first, before[0]), max(last, before[1]))
    used: set[str] = set()
    listed = code_list(CODED[column])
    for (code, _), days in within.items():
        used.add(NOT_RECORDED if code < 0 else names[code])
        if code >= 0:
            for day in days:
                listed.resolve(names[code], EPOCH + timedelta(days=day))
    return tuple(sorted(used))
