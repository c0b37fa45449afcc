"""The rest of a contract's record: dates, number, agency, payment, certificates, project name.

None of it is published, so all of it is assumed; it is lawful by the rules of `record`. Computed for
a block of contracts at a time, so that a register of any size streams. Not here: the statistical
attributes and values (`draw`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.codes import code_list
from techmarket.record.parquet import contracts_schema
from techmarket.simulate.allocate import Ints
from techmarket.simulate.vocabulary import vocabulary

Places = npt.NDArray[np.intp]

PER_AGENCY = 2_500
"""An agency registers about so many contracts a year (assumed)."""

MONTH_WEIGHTS = (6, 4, 6, 7, 7, 8, 7, 7, 8, 7, 10, 23)
"""Registrations by month: many wait for December (assumed)."""


@dataclass(frozen=True, slots=True)
class Block:
    """Contracts of one block, column by column, shape (contracts,) each.

    Attributes:
        codes: dimension → codes at the finest level, as an Arrow dictionary array.
        value: 分.
        seller, buyer: party ids; seller_country, buyer_country: codes.
        day: days since 1970 of the registration.
        agency: number of the agency within its province; serial: within agency and year.
        seed: shape (contracts,), a fixed random number per contract, for the details.
    """

    codes: Mapping[str, pa.DictionaryArray]
    value: Ints
    seller: pa.Array
    buyer: pa.Array
    seller_country: pa.Array
    buyer_country: pa.Array
    day: Ints
    agency: Ints
    serial: Ints
    seed: npt.NDArray[np.uint32]


def registration_days(rng: np.random.Generator, year: int, contracts: int) -> Ints:
    """Days of registration (days since 1970), ascending, shape (contracts,)."""
    start = np.datetime64(f"{year}-01-01", "D").astype(np.int64)
    months = np.array([np.datetime64(f"{year}-{m:02d}-01", "D") for m in range(1, 13)]).astype(
        np.int64
    )
    lengths = np.diff(np.append(months, np.datetime64(f"{year + 1}-01-01", "D").astype(np.int64)))
    weights = np.repeat(np.array(MONTH_WEIGHTS) / lengths, lengths)
    days = rng.choice(len(weights), size=contracts, p=weights / weights.sum())
    return np.sort(start + days)


def finer(
    dimension: str, leaves: Sequence[str], leaf: Places, seed: npt.NDArray[np.uint32]
) -> pa.DictionaryArray:
    """Codes at the finest level of a dimension whose leaves are coarser than its code list."""
    if dimension == "technical_field":
        return _finer_fields(leaves, leaf, seed)
    return _coded(list(leaves), leaf)


def _finer_fields(
    leaves: Sequence[str], leaf: Places, seed: npt.NDArray[np.uint32]
) -> pa.DictionaryArray:
    """A field without printed subfields becomes its 'other'; the rest of the first is spread."""
    known = {code for code in leaves if len(code) == 4}
    rest = [c.code for c in code_list("technical_field").children("01") if c.code not in known]
    codes = [*(code if code in known else f"{code[:2]}99" for code in leaves), *rest]
    spread = next((n for n, code in enumerate(leaves) if code.endswith("+rest")), -1)
    index = np.where(leaf == spread, len(leaves) + seed % len(rest), leaf)
    return _coded(codes, index)


def _coded(codes: list[str], index: npt.NDArray[np.integer]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(index, pa.int32()), pa.array(codes, pa.string()))


def record_batch(block: Block, year: int) -> pa.RecordBatch:
    """The block as rows of `contracts/*.parquet`, all declared fields in their order."""
    seed = block.seed.astype(np.int64)
    contract_type = block.codes["contract_type"].cast(pa.string())
    ip_type = block.codes["ip_type"].cast(pa.string())
    field = pc.utf8_slice_codeunits(block.codes["technical_field"].cast(pa.string()), 0, 2)
    agency = _agency_codes(block)
    patent = pc.is_in(ip_type, pa.array(["21", "22", "23"]))
    planned = pc.not_equal(block.codes["plan_source"].cast(pa.string()), "9")
    accepted = np.maximum(block.day - seed % 25, 0)
    signed = accepted - 1 - seed // 7 % 90
    columns: dict[str, pa.Array] = {
        "registration_number": _numbers(agency, year, block.serial),
        "project_name": _projects(field, contract_type, seed),
        "signing_date": _dates(signed),
        "start_date": _dates(signed),
        "end_date": _dates(block.day + 90 + seed // 11 % 1400),
        "acceptance_date": _dates(accepted),
        "registration_date": _dates(block.day),
        "payment_method": _coded(["1", "2"], (seed // 3 % 10 < 6).astype(np.int32)),
        "is_related_party": pa.array(seed % 50 == 0),
        "value": pa.array(block.value),
        "technical_value": pa.array(_technical(block.value, seed)),
        "currency": pa.array(["CNY"]).take(pa.array(np.zeros(len(seed), dtype=np.int32))),
        "ip_certificate": pc.if_else(patent, _certificates(seed, year), None),
        "plan_number": pc.if_else(planned, _plan_numbers(seed, year), None),
        "industry_served": _lookup(field, vocabulary()["industries"]),
        "seller_id": block.seller,
        "seller_country": block.seller_country,
        "buyer_id": block.buyer,
        "buyer_country": block.buyer_country,
        "registration_agency": agency,
        "registrar": pc.binary_join_element_wise("R", agency, _digits(seed % 7 + 1, 2), ""),
        "status": _coded(["registered"], np.zeros(len(seed), dtype=np.int32)),
        "is_tax_exempt": pc.and_(
            pc.is_in(pc.utf8_slice_codeunits(contract_type, 0, 1), pa.array(["1", "2"])),
            pa.array(seed % 3 == 0),
        ),
        **block.codes,
    }
    return _batch(columns, len(seed))


def _batch(columns: Mapping[str, pa.Array], rows: int) -> pa.RecordBatch:
    schema = pa.schema([field.with_nullable(True) for field in contracts_schema()])
    arrays = []
    for field in schema:
        values = columns.get(field.name)
        if values is None:
            values = pa.nulls(rows, field.type)
        elif pa.types.is_dictionary(field.type) and not pa.types.is_dictionary(values.type):
            values = values.dictionary_encode()
        arrays.append(values.cast(field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _dates(days: Ints) -> pa.Array:
    return pa.array(days.astype(np.int32), pa.int32()).cast(pa.date32())


def _digits(numbers: Ints, width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def _agency_codes(block: Block) -> pa.Array:
    region = pc.utf8_slice_codeunits(block.codes["registration_region"].cast(pa.string()), 0, 4)
    return pc.binary_join_element_wise(region, _digits(block.agency, 2), "")


def _numbers(agency: pa.Array, year: int, serial: Ints) -> pa.Array:
    """`PPCC AA YYYY NNNNNN` (see `record.registration_number`)."""
    return pc.binary_join_element_wise(agency, str(year), _digits(serial, 6), "")


def _technical(value: Ints, seed: Ints) -> Ints:
    """Technical value: all of it in three contracts of five, 50 to 95 % in the others."""
    percent = np.where(seed // 5 % 5 < 3, 100, 50 + seed // 13 % 46)
    return value * percent // 100


def _certificates(seed: Ints, year: int) -> pa.Array:
    return pc.binary_join_element_wise(
        "ZL", _digits(year - 1 - seed % 8, 4), _digits(seed % 10**8, 8), ""
    )


def _plan_numbers(seed: Ints, year: int) -> pa.Array:
    return pc.binary_join_element_wise(_digits(year - seed % 3, 4), _digits(seed % 10**6, 6), "")


def _lookup(field: pa.Array, words: Mapping[str, str]) -> pa.Array:
    keys = sorted(words)
    index = pc.index_in(field, pa.array(keys))
    return pa.DictionaryArray.from_arrays(index, pa.array([words[key] for key in keys]))


def _projects(field: pa.Array, contract_type: pa.Array, seed: Ints) -> pa.Array:
    subjects = vocabulary()["projects"]
    keys = sorted(subjects)
    longest = max(len(subjects[key]) for key in keys)
    table = [subjects[key][n % len(subjects[key])] for key in keys for n in range(longest)]
    place = np.asarray(pc.index_in(field, pa.array(keys))) * longest + seed // 17 % longest
    subject = pa.array(table).take(pa.array(place))
    work = _lookup(contract_type, vocabulary()["work"]).cast(pa.string())
    return pc.binary_join_element_wise(subject, work, "")
