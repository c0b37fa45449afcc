"""A small snapshot with the columns of a whole register, made once, and one of the year before."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from register_text import ANSWER
from techmarket.checks.example_records import example
from techmarket.record.identifiers import make_org_code
from techmarket.record.parquet import contracts_schema, parties_schema
from techmarket.snapshot import freeze

Record = dict[str, object]


def contract(year: int, serial: int, **changes: object) -> Record:
    """A lawful contract of that year."""
    record = example("contract", {})
    for name in ("signing_date", "start_date", "acceptance_date", "registration_date"):
        record[name] = record[name].replace(year=year)
    number = f"440301{year}{serial:06}"
    day = date(year + 1, 1 + serial % 12, 1 + serial % 28)
    ours = {
        "registration_number": number,
        "project_name": f"{chr(0x6E00 + serial)}信号采集模块开发",
        "seller_id": f"P0000312001{serial % 20:02}",
        "buyer_id": f"P0000400001{serial % 30:02}",
        "end_date": day,
        "value": 123_450_000 + serial * 1_000,
    }
    return {**record, **ours, **changes}


def write_register(folder: Path, contracts: list[Record], parties: list[Record]) -> Path:
    """A register folder with all declared columns."""
    (folder / "contracts").mkdir(parents=True)
    for name, records, schema in (
        ("contracts/all.parquet", contracts, contracts_schema()),
        ("parties.parquet", parties, parties_schema()),
    ):
        nullable = pa.schema([one.with_nullable(True) for one in schema])
        pq.write_table(pa.Table.from_pylist(records, nullable), folder / name)
    types = {"value": pa.int64()}
    answers = pa.schema([(name, types.get(name, pa.string())) for name in ANSWER])
    pq.write_table(answers.empty_table(), folder / "answers.parquet")
    about = {"schema": "techmarket.register", "schema_version": 1, "contracts": len(contracts)}
    (folder / "register.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def parties_of(contracts: list[Record]) -> list[Record]:
    """The parties of contracts, named by their number."""
    found: dict[object, Record] = {}
    for one in contracts:
        for side in ("seller", "buyer"):
            number = one[f"{side}_id"]
            code = make_org_code(f"{int(str(number)[1:]) % 10**8:08}")
            names = {"party_id": number, "name": f"当事人{number}有限公司"}
            found[number] = example("party", {**names, "identifier": code})
    return list(found.values())


def contracts_of_2013() -> list[Record]:
    """A hundred contracts; one placeholder, one without a field, one registered twice."""
    rows = [contract(2013, n) for n in range(1, 101)]
    rows[0]["project_name"] = "测试"
    rows[1]["industry_served"] = None
    rows[2]["registration_agency"] = "440302"
    again = {"registration_number": "4403022013000999", "registration_agency": "440302"}
    rows.append({**rows[3], **again})
    return rows


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `register-2012`, `register-2013`, `snapshot-2012` and `snapshot-2013`."""
    folder = tmp_path_factory.mktemp("quality")
    before = [contract(2012, n, seller_id="P000031200999") for n in range(1, 41)]
    for year, contracts in ((2012, before), (2013, contracts_of_2013())):
        source = folder / f"register-{year}"
        write_register(source, contracts, parties_of(contracts))
        freeze(source, date(year, 12, 31), folder / f"snapshot-{year}")
    return folder
