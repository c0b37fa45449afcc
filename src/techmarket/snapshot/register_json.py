"""What a register says of itself in `register.json`: its schema, and how many contracts it has.

Not here: the contracts themselves (`register`, `contents`).
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import (
    CONTRACTS,
    IMPORTING,
    REGISTER,
    REGISTER_SCHEMA,
    REGISTER_SCHEMA_VERSION,
)

WRITE_AGAIN = "export or simulate the register again"


def declared_contracts(path: Path) -> int | None:
    """The number of contracts that the register in a folder declares; `None` if it does not.

    Raises:
        TechmarketError: an import into it is not finished, there is no `register.json`, it
            cannot be read, or it is of another schema or version.
    """
    if (path / IMPORTING).exists():
        raise TechmarketError(
            "an import into the register is not finished",
            where=str(path),
            todo=f"wait for it, or if it was stopped run `techmarket import --list --into {path}`, "
            "which finishes it",
        )
    file = path / REGISTER
    if not file.is_file():
        raise TechmarketError(
            "the folder is not a whole register",
            where=str(path),
            why=f"it has no {REGISTER}, which is written last",
            todo=WRITE_AGAIN,
        )
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        raise _damaged(file, "it is not JSON") from None
    if not isinstance(content, dict):
        raise _damaged(file, "it is not a JSON object")
    for name in ("schema", "schema_version"):
        if name not in content:
            raise _damaged(file, f"{name} is missing")
    schema, version = content["schema"], content["schema_version"]
    if (schema, version) != (REGISTER_SCHEMA, REGISTER_SCHEMA_VERSION):
        raise TechmarketError(
            "the register is of another schema or version",
            where=str(file),
            why=f"it is {schema} {version} and this software reads "
            f"{REGISTER_SCHEMA} {REGISTER_SCHEMA_VERSION}",
            todo=f"{WRITE_AGAIN} for this software",
        )
    declared = content.get("contracts")
    if declared is not None and type(declared) is not int:
        raise _damaged(file, "contracts is not a whole number")
    return declared


def check_number(path: Path, database: duckdb.DuckDBPyConnection, declared: int | None) -> None:
    """Refuse contract files that do not have the declared number of rows.

    Raises:
        TechmarketError: they have more or fewer.
    """
    found = database.execute("SELECT count(*) FROM contract").fetchone()
    assert found is not None
    if declared is not None and found[0] != declared:
        raise TechmarketError(
            "the register does not have the number of contracts it declares",
            where=str(path / CONTRACTS),
            why=f"its files have {found[0]} rows but {REGISTER} says {declared}",
            todo=WRITE_AGAIN,
        )


def _damaged(file: Path, why: str) -> TechmarketError:
    return TechmarketError(
        "the description of the register cannot be read",
        where=str(file),
        why=why,
        todo=WRITE_AGAIN,
    )
