"""All that must hold among the printed numbers of a document, as one system of linear rows.

Each number has a meaning and an interval. A level lies in its interval; growth ties this year to
the year before, a share a part to its whole, a mean an amount to a number of contracts, a rank one
place to the next; wholes are the sums of their parts. All of it is linear in the unknown exact
levels, because the interval of a ratio is known. Not here: whether it can hold (`judging`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from techmarket.audit.intervals import Bounds, Reading, bounds, printed_decimals
from techmarket.audit.order import enumeration_rows, rank_rows
from techmarket.audit.statement import Enumeration, PrintedNumber
from techmarket.audit.table_sums import table_sum_rows
from techmarket.audit.wholes import sums
from techmarket.consistency.row import Row
from techmarket.observations.observation import Dims, Key, dims_of

DERIVED = ("growth", "share", "to_gdp", "multiple", "rank", "change", "difference")
"""What may stand behind the point of a measure; `exchange.value` is a measure of its own."""

NO_LEVEL = frozenset({"seller.name", "count"})
"""Names; and numbers of things, which every sentence counts for itself."""

Level = dict[Key | None, Fraction]
"""Factors by unknown; a constant stands under `None`."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What is judged: the printed numbers, named by their position, then the enumerations.

    Attributes:
        numbers: in printed order; row places below `len(numbers)` are theirs.
        enumerations: their places follow.
        decimals: by number (`printed_decimals`).
        bases: dims of the whole of each share, stated or found; `None` for other measures.
        year: of the document.
    """

    numbers: tuple[PrintedNumber, ...]
    enumerations: tuple[Enumeration, ...]
    decimals: tuple[int, ...]
    bases: tuple[Dims | None, ...]
    year: int


def claims_of(
    numbers: Sequence[PrintedNumber], enumerations: Sequence[Enumeration], year: int
) -> Claims:
    """The numbers with what is found out once about them: decimals, and bases of shares."""
    numbers = [_scoped(number) for number in numbers]
    decimals = printed_decimals(numbers)
    return Claims(
        tuple(numbers), tuple(enumerations), tuple(decimals), _bases(numbers, decimals), year
    )


def _scoped(number: PrintedNumber) -> PrintedNumber:
    """A category that no list knows is the same one only within its table: 其他 is something else
    in every table."""
    if not any(name == "label" for name, _ in number.dims):
        return number
    where = f"{number.place.document}|{number.place.table}|{'/'.join(number.row_path[:-1])}"
    dims = ((n, f"{c} ({where})" if n == "label" else c) for n, c in number.dims)
    return replace(number, dims=dims_of(dims))


def split_measure(measure: str) -> tuple[str, str]:
    """A measure and what is derived from it: `("exchange.value", "")`, `("value", "share")`."""
    if measure.endswith(".share.change"):
        return measure.removesuffix(".share.change"), "share.change"
    head, _, tail = measure.rpartition(".")
    return (head, tail) if head and tail in DERIVED else (measure, "")


def rows_of_claims(claims: Claims, reading: Reading) -> list[Row[int]]:
    """Every row that the numbers state, then the sums that hold whatever is printed."""
    counts = _counts(claims)
    rows: list[Row[int]] = []
    for number, printed in enumerate(claims.numbers):
        if printed.period is not None and printed.measure:
            limits = bounds(printed, claims.decimals[number], reading)
            rows += _rows(number, printed, limits, claims.bases[number])
    rows += _mean_rows(rows, counts)
    rows += rank_rows(claims.numbers, claims.year)
    rows += enumeration_rows(claims.enumerations, len(claims.numbers))
    rows += table_sum_rows(claims.numbers)
    keys = dict.fromkeys(key for row in rows for key, _ in row.terms)
    return [*rows, *sums(keys, claims.year)]


Counts = dict[Key, tuple[int, tuple[int, ...]]]
"""A printed number of contracts, and the places that print it, all alike."""


def _counts(claims: Claims) -> Counts:
    found: dict[Key, dict[Fraction, list[int]]] = {}
    for place, number in enumerate(claims.numbers):
        if number.measure == "contracts" and number.period is not None and not number.parts:
            key = Key("contracts", number.period, number.dims)
            if bounds(number, claims.decimals[place], Reading.CLOSED).exact:
                found.setdefault(key, {}).setdefault(number.base_value, []).append(place)
    return {
        key: (int(value), tuple(places))
        for key, printed in found.items()
        for value, places in [max(printed.items(), key=lambda pair: len(pair[1]))]
        if value > 0
    }


def level(key: Key) -> Level:
    """A level as an unknown of its own."""
    return {key: Fraction(1)}


def _rows(
    place: int, number: PrintedNumber, limits: Bounds, base: Dims | None
) -> Iterator[Row[int]]:
    measure, derived = split_measure(number.measure)
    period = number.period
    assert period is not None
    before = number.base_period if number.base_period is not None else period - 1
    this = Key(measure, period, number.dims)
    one = Fraction(1)
    match derived:
        case "" if measure == "mean_value":
            over, under = Key("value", period, number.dims), Key("contracts", period, number.dims)
            yield from between(place, level(over), level(under), limits)
            yield from _named("itself", between(place, level(this), {None: one}, limits))
        case "" if measure not in NO_LEVEL and number.top is None:
            yield from between(place, _total(number, this), {None: one}, limits)
        case "growth":
            last = Key(measure, before, number.dims)
            yield from between(place, _total(number, this), _total(number, last), limits, one)
        case "multiple":
            last = Key(measure, before, number.dims)
            yield from between(place, _total(number, this), _total(number, last), limits)
        case "share" if base is not None and base != number.dims:
            whole = Key(measure, period, base)
            yield from between(place, _total(number, this), level(whole), limits)
        case "to_gdp":
            yield from between(place, level(this), level(Key("gdp", period)), limits)


def _total(number: PrintedNumber, key: Key) -> Level:
    """The level of a number, or the sum of the places that its sentence names."""
    parts = [Key(key.measure, key.period, dims) for dims in number.parts]
    return {part: Fraction(1) for part in parts} if parts else level(key)


def _mean_rows(rows: Sequence[Row[int]], counts: Counts) -> Iterator[Row[int]]:
    """A mean times its number of contracts is the value: linear with the number as printed.

    The rows rest on the place that prints the number; where it is given up, a printed mean still
    stands between value and number by its own digits.
    """
    means = dict.fromkeys(
        key for row in rows for key, _ in row.terms if key.measure == "mean_value"
    )
    for mean in means:
        known = counts.get(Key("contracts", mean.period, mean.dims))
        if known is None:
            continue
        number, places = known
        value = Key("value", mean.period, mean.dims)
        for side, sign in (("upper", 1), ("lower", -1)):
            terms = ((value, Fraction(sign)), (mean, Fraction(-sign * number)))
            name = f"{mean.cell_id}|{side}"
            yield Row(name, terms, Fraction(0), None, also=(places[0],))


def _named(word: str, rows: Iterable[Row[int]]) -> Iterator[Row[int]]:
    """The rows with a word behind their names, which are unique."""
    return (replace(row, name=f"{row.name}|{word}") for row in rows)


def between(
    place: int,
    part: Level,
    whole: Level,
    limits: Bounds,
    plus: Fraction = Fraction(0),
    also: tuple[int, ...] = (),
) -> Iterator[Row[int]]:
    """`(low + plus) * whole <= part <= (high + plus) * whole`, as rows of a place."""
    for side, sign, edge, excluded in (
        ("upper", 1, limits.high, limits.high_excluded),
        ("lower", -1, limits.low, limits.low_excluded),
    ):
        if edge is None:
            continue
        combined: Level = {unknown: sign * factor for unknown, factor in part.items()}
        for unknown, factor in whole.items():
            combined[unknown] = combined.get(unknown, Fraction(0)) - sign * (edge + plus) * factor
        constant = combined.pop(None, Fraction(0))
        terms = tuple((unknown, f) for unknown, f in combined.items() if unknown is not None and f)
        if terms:
            yield Row(f"{place}|{side}", terms, -constant, place, excluded, also)


def _bases(numbers: Sequence[PrintedNumber], decimals: Sequence[int]) -> tuple[Dims | None, ...]:
    """The whole of each share: as stated, else the narrowest that the printed levels bear out.

    A share without a stated base is tried against every whole that leaves out one or more of its
    dimensions, or takes the code above; where none fits, or no level is printed, the total.
    """
    levels: dict[Key, Fraction] = {}
    for number in numbers:
        if number.period is not None and "." not in number.measure:
            levels.setdefault(Key(number.measure, number.period, number.dims), number.base_value)
    found: list[Dims | None] = []
    for place, number in enumerate(numbers):
        measure, derived = split_measure(number.measure)
        if derived != "share" or number.period is None:
            found.append(None)
        elif number.base is not None:
            found.append(number.base)
        else:
            limits = bounds(number, decimals[place], Reading.TRUNCATED)
            found.append(_base(Key(measure, number.period, number.dims), limits, levels))
    return tuple(found)


def _base(key: Key, limits: Bounds, levels: dict[Key, Fraction]) -> Dims:
    part = levels.get(key)
    candidates = [dims_of((n, c) for n, c in key.dims if n != dropped) for dropped, _ in key.dims]
    for dims in candidates:
        whole = levels.get(Key(key.measure, key.period, dims))
        if part is not None and whole and limits.contains(part / whole):
            return dims
    return ()
