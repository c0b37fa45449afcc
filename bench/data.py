"""What is measured on: a snapshot of a simulated register, and the same rows as plain text.

Not here: the simulation and the freeze, which are the project's own commands.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.groupings import COLUMNS
from techmarket.snapshot import open_snapshot

FOLDER = Path(__file__).parent / "data"
YEAR = 2013
SEED = 7


@dataclass(frozen=True)
class Data:
    """The files of one size.

    Attributes:
        contracts: how many rows.
        snapshot: a frozen register; the contracts of `YEAR` are counted.
        text: one Parquet file (zstd) with the same contracts and the codes as text; it is there
            only where it was asked for.
    """

    contracts: int
    snapshot: Path
    text: Path


def data_of(contracts: int, *, text: bool = True) -> Data:
    """The files of that size, made if they are not there; those with text only if asked for."""
    folder = FOLDER / str(contracts)
    data = Data(contracts, folder / "snapshot", folder / "contracts.parquet")
    if not data.snapshot.exists():
        register = folder / "register"
        shutil.rmtree(register, ignore_errors=True)
        _techmarket("simulate", "--edition", str(YEAR), "--seed", str(SEED), "--out", str(register),
                    "--contracts", str(contracts))  # fmt: skip
        _techmarket("freeze", str(register / str(YEAR)), "--cutoff", f"{YEAR}-12-31", "--out",
                    str(data.snapshot))  # fmt: skip
        shutil.rmtree(register)
    if text and not data.text.exists():
        _write_text(data)
    return data


def _techmarket(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "techmarket", *arguments], check=True)


def _write_text(data: Data) -> None:
    """The contracts as someone would export them: every code and the seller as text."""
    snapshot = open_snapshot(data.snapshot)
    files = [str(file) for file in snapshot.contract_files(YEAR)]
    database = duckdb.connect()
    parties = range(snapshot.parties)
    database.register("party", pa.table({"row": parties, "seller": snapshot.ids_of(parties)}))
    for column in COLUMNS:
        codes = snapshot.codes(column)
        table = pa.table({"position": range(len(codes)), "code": codes})
        database.register(f"{column}_code", table)
    joins = " ".join(f"JOIN {c}_code ON {c}_code.position = contract.{c}" for c in COLUMNS)
    columns = ", ".join(f"{c}_code.code AS {c}" for c in COLUMNS)
    partial = data.text.with_suffix(".partial")
    database.execute(
        f"""COPY (SELECT value, party.seller, {columns} FROM read_parquet({files}) AS contract
        JOIN party ON party.row = contract.seller {joins})
        TO '{partial}' (FORMAT parquet, COMPRESSION zstd)"""
    )
    partial.rename(data.text)
