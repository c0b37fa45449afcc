"""The rest of a contract's record: dates, agency, payment, certificates, project name.

None of it is published, so all of it is assumed; it is lawful by the rules of `record`. It follows
from the contract's attributes and one random number, without any further draw. Not here: the
statistical attributes and values (`draw`), numbers of contracts (`registration_serials`), files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.codes import code_list
from techmarket.simulate.arrays import Column, Ints, Places
from techmarket.simulate.vocabulary import vocabulary

PER_AGENCY = 2_500
"""An agency registers about so many contracts a year (assumed)."""

MONTH_WEIGHTS = (6, 4, 6, 7, 7, 8, 7, 7, 8, 7, 10, 23)
"""Registrations by month: many wait for December (assumed)."""

PATENTS = ("21", "22", "23")
NO_PLAN = "9"
EXEMPT_TYPES = ("1", "2")
"""Only development and transfer are exempt from turnover tax."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the details of contracts follow from, column by column, shape (contracts,) each.

    Attributes:
        codes: dimension → codes at the finest level, as Arrow dictionary arrays.
        value: 分.
        day: days since 1970 of the registration.
        agency: number of the agency within its province.
        seed: a random number per contract, not negative.
    """

    codes: Mapping[str, Column]
    value: Ints
    day: Ints
    agency: Ints
    seed: Ints


def registration_days(rng: np.random.Generator, year: int, contracts: int) -> Ints:
    """Days of registration (days since 1970), ascending, shape (contracts,)."""
    months = np.array(
        [_day(f"{year}-{month:02d}-01") for month in range(1, 13)] + [_day(f"{year + 1}-01-01")]
    )
    lengths = np.diff(months)
    weights = np.repeat(np.array(MONTH_WEIGHTS) / lengths, lengths)
    days = rng.choice(len(weights), size=contracts, p=weights / weights.sum())
    return np.sort(months[0] + days)


def _day(iso: str) -> int:
    return int(np.datetime64(iso, "D").astype(np.int64))


def finest(dimension: str, leaves: Sequence[str], leaf: Places, seed: Ints) -> Column:
    """Codes at the finest level of a dimension whose leaves are coarser than its code list.

    A technical field without printed subfields becomes its 'other' (NN99); what the printed
    subfields of the first leave is spread over its other subfields.
    """
    if dimension != "technical_field":
        return coded(list(leaves), leaf)
    known = {code for code in leaves if len(code) == 4}
    rest = [c.code for c in code_list(dimension).children("01") if c.code not in known]
    codes = [*(code if code in known else f"{code[:2]}99" for code in leaves), *rest]
    spread = next((n for n, code in enumerate(leaves) if code.endswith("+rest")), -1)
    return coded(codes, np.where(leaf == spread, len(leaves) + seed % len(rest), leaf))


def coded(codes: Sequence[str], index: npt.NDArray[np.integer]) -> Column:
    """Texts that repeat: an Arrow dictionary array of `codes[index]`.

    Every text stands once in the dictionary: the Parquet writer counts room for one that stands
    twice, leaves it unwritten, and the same data would not give the same bytes.
    """
    distinct = list(dict.fromkeys(codes))
    place_of = np.array([distinct.index(code) for code in codes], dtype=np.int32)
    places: Column = pa.array(place_of[index])
    return pa.DictionaryArray.from_arrays(places, pa.array(distinct, pa.string()))


def contract_details(of: Attributes, year: int) -> dict[str, Column]:
    """Columns of `contracts/*.parquet` that follow from the attributes, by name.

    Args:
        of: the attributes; their codes are among the columns.
        year: of registration.
    """
    seed, rows = of.seed, len(of.seed)
    contract_type = of.codes["contract_type"].cast(pa.string())
    field = pc.utf8_slice_codeunits(of.codes["technical_field"].cast(pa.string()), 0, 2)
    agency = _agency_codes(of)
    exempt = pc.is_in(pc.utf8_slice_codeunits(contract_type, 0, 1), pa.array(EXEMPT_TYPES))
    return {
        **of.codes,
        **_dates(of),
        "project_name": _projects(field, contract_type, seed),
        "payment_method": coded(["1", "2"], (seed // 3 % 10 < 6).astype(np.int32)),
        "is_related_party": pa.array(seed % 50 == 0),
        "value": pa.array(of.value),
        "technical_value": pa.array(_technical(of.value, seed)),
        "currency": coded(["CNY"], np.zeros(rows, dtype=np.int32)),
        "ip_certificate": _certificates(of, year),
        "plan_number": _plan_numbers(of, year),
        "industry_served": _lookup(field, vocabulary()["industries"]),
        "registration_agency": agency,
        "registrar": _joined("R", agency, _digits(seed % 7 + 1, 2)),
        "status": coded(["registered"], np.zeros(rows, dtype=np.int32)),
        "is_tax_exempt": pc.and_(exempt, pa.array(seed % 3 == 0)),
    }


def _dates(of: Attributes) -> dict[str, Column]:
    """Signed at most 90 days before acceptance, accepted at most 24 days before registration."""
    accepted = of.day - of.seed % 25
    signed = accepted - 1 - of.seed // 7 % 90
    return {
        "signing_date": _as_dates(signed),
        "start_date": _as_dates(signed),
        "end_date": _as_dates(of.day + 90 + of.seed // 11 % 1400),
        "acceptance_date": _as_dates(accepted),
        "registration_date": _as_dates(of.day),
    }


def _as_dates(days: Ints) -> Column:
    return pa.array(days.astype(np.int32)).cast(pa.date32())


def _digits(numbers: Ints, width: int) -> Column:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def _joined(*parts: Column) -> Column:
    """The parts of each row, texts or columns of texts, one behind the other."""
    return pc.binary_join_element_wise(*parts, "")


def _agency_codes(of: Attributes) -> Column:
    """First four digits of the region and two of the agency."""
    region = of.codes["registration_region"].cast(pa.string())
    return _joined(pc.utf8_slice_codeunits(region, 0, 4), _digits(of.agency, 2))


def _technical(value: Ints, seed: Ints) -> Ints:
    """Technical value: all of it in three contracts of five, 50 to 95 % in the others."""
    percent = np.where(seed // 5 % 5 < 3, 100, 50 + seed // 13 % 46)
    return value * percent // 100


def _certificates(of: Attributes, year: int) -> Column:
    """Patent numbers of contracts about patents, nothing for others."""
    patent = pc.is_in(of.codes["ip_type"].cast(pa.string()), pa.array(PATENTS))
    numbers = _joined("ZL", _digits(year - 1 - of.seed % 8, 4), _digits(of.seed % 10**8, 8))
    return pc.if_else(patent, numbers, None)


def _plan_numbers(of: Attributes, year: int) -> Column:
    """Numbers of the projects of planned contracts, nothing for others."""
    planned = pc.not_equal(of.codes["plan_source"].cast(pa.string()), pa.scalar(NO_PLAN))
    numbers = _joined(_digits(year - of.seed % 3, 4), _digits(of.seed % 10**6, 6))
    return pc.if_else(planned, numbers, None)


def _lookup(key: Column, words: Mapping[str, str]) -> Column:
    keys = sorted(words)
    index = np.asarray(pc.index_in(key, pa.array(keys)))
    return coded([words[key] for key in keys], index)


def _projects(field: Column, contract_type: Column, seed: Ints) -> Column:
    """What the project is about, by field, and what is done about it, by contract type."""
    subjects = vocabulary()["projects"]
    keys = sorted(subjects)
    longest = max(len(subjects[key]) for key in keys)
    table = [subjects[key][n % len(subjects[key])] for key in keys for n in range(longest)]
    place = np.asarray(pc.index_in(field, pa.array(keys))) * longest + seed // 17 % longest
    work = _lookup(contract_type, vocabulary()["work"])
    return _joined(coded(table, place).cast(pa.string()), work.cast(pa.string()))
