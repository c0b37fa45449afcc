"""Registers that are not whole, or not what they say they are, are not frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from register_text import contracts_of, write_register
from techmarket.errors import TechmarketError
from techmarket.snapshot import freeze

CUTOFF = date(2013, 12, 31)


def refused(source: Path, out: Path) -> str:
    """The sentence with which the freeze is refused; nothing may be left behind."""
    with pytest.raises(TechmarketError) as error:
        freeze(source, CUTOFF, out)
    assert not out.exists()
    assert list(out.parent.glob("*.partial-*")) == []
    return str(error.value)


def _without_register_json(source: Path) -> None:
    (source / "register.json").unlink()


def _described(text: str) -> Callable[[Path], None]:
    """A register that says this of itself."""

    def damage(source: Path) -> None:
        (source / "register.json").write_text(text, encoding="utf-8")

    return damage


def _with_a_contract_too_few(source: Path) -> None:
    file = source / "contracts" / "0.parquet"
    pq.write_table(pq.read_table(file).slice(1), file)


def _without_parties(source: Path) -> None:
    (source / "parties.parquet").unlink()


def _without_a_column(source: Path) -> None:
    file = source / "contracts" / "0.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["ip_type", "value"]), file)


def _with_money_in_fractions(source: Path) -> None:
    file = source / "contracts" / "0.parquet"
    table = pq.read_table(file)
    index = table.schema.get_field_index("value")
    pq.write_table(table.set_column(index, "value", table["value"].cast(pa.float64())), file)


def _with_times_for_dates(source: Path) -> None:
    file = source / "contracts" / "0.parquet"
    table = pq.read_table(file)
    index = table.schema.get_field_index("registration_date")
    times = table["registration_date"].cast(pa.timestamp("us"))
    pq.write_table(table.set_column(index, "registration_date", times), file)


def _truncated(source: Path) -> None:
    file = source / "parties.parquet"
    file.write_bytes(file.read_bytes()[:-20])


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (
            _without_register_json,
            "the folder is not a whole register ({0}): it has no register.json, which is written "
            "last; export or simulate the register again.",
        ),
        (
            _described('{"schema": "techm'),
            "the description of the register cannot be read ({0}/register.json): it is not JSON; "
            "export or simulate the register again.",
        ),
        (
            _described("[]"),
            "the description of the register cannot be read ({0}/register.json): it is not a JSON "
            "object; export or simulate the register again.",
        ),
        (
            _described("{}"),
            "the description of the register cannot be read ({0}/register.json): schema is "
            "missing; export or simulate the register again.",
        ),
        (
            _described('{"schema": "techmarket.register"}'),
            "the description of the register cannot be read ({0}/register.json): schema_version "
            "is missing; export or simulate the register again.",
        ),
        (
            _described('{"schema": "techmarket.register", "schema_version": 1, "contracts": "1"}'),
            "the description of the register cannot be read ({0}/register.json): contracts is not "
            "a whole number; export or simulate the register again.",
        ),
        (
            _described('{"schema": "techmarket.register", "schema_version": 2}'),
            "the register is of another schema or version ({0}/register.json): it is "
            "techmarket.register 2 and this software reads techmarket.register 1; export or "
            "simulate the register again for this software.",
        ),
        (
            _described('{"schema": "techmarket.snapshot", "schema_version": 1}'),
            "the register is of another schema or version ({0}/register.json): it is "
            "techmarket.snapshot 1 and this software reads techmarket.register 1; export or "
            "simulate the register again for this software.",
        ),
        (
            _with_a_contract_too_few,
            "the register does not have the number of contracts it declares ({0}/contracts): its "
            "files have 0 rows but register.json says 1; export or simulate the register again.",
        ),
        (
            _without_parties,
            "a file of the register is missing ({0}/parties.parquet); export or simulate the "
            "register again.",
        ),
        (
            _without_a_column,
            "the register has no column value, ip_type ({0}/contracts); export the register with "
            "every column that statistics need.",
        ),
        (
            _with_money_in_fractions,
            "the column value is not a whole number ({0}/contracts): its type is DOUBLE; export "
            "money as whole 分 in 64-bit integers.",
        ),
        (
            _with_times_for_dates,
            "the column registration_date is not a date ({0}/contracts): its type is TIMESTAMP; "
            "export it as a date without time.",
        ),
    ],
)
def test_a_folder_that_is_no_register(
    tmp_path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    """A register is whole when its register.json is there, with every file and column."""
    source = write_register(tmp_path / "register", contracts_of("value\n1"))
    damage(source)
    assert refused(source, tmp_path / "out") == sentence.format(source)


def test_a_register_need_not_declare_its_contracts(tmp_path: Path) -> None:
    """Schema and version are enough."""
    source = write_register(tmp_path / "register", contracts_of("value\n1"))
    _described('{"schema": "techmarket.register", "schema_version": 1}')(source)
    assert freeze(source, CUTOFF, tmp_path / "out").contracts == 1


def test_a_truncated_file_of_the_register(tmp_path: Path) -> None:
    """The sentence names the file."""
    source = write_register(tmp_path / "register", contracts_of("value\n1"))
    _truncated(source)
    assert refused(source, tmp_path / "out").startswith(
        f"a file of the register cannot be read ({source}/parties.parquet): "
    )


def test_a_damaged_row_group_of_the_register(tmp_path: Path) -> None:
    """Its file opens, and the damage shows only when its contracts are read."""
    source = write_register(tmp_path / "register", contracts_of("value\n1\n2"))
    file = source / "contracts" / "0.parquet"
    content = bytearray(file.read_bytes())
    content[4:44] = bytes(40)
    file.write_bytes(content)
    sentence = refused(source, tmp_path / "out")
    assert sentence.startswith(f"a file of the register cannot be read ({file}): ")
    assert sentence.endswith("; export or simulate the register again.")


def test_no_register_at_all(tmp_path: Path) -> None:
    """A wrong path is said to be one."""
    source = tmp_path / "nowhere"
    assert refused(source, tmp_path / "out") == (
        f"there is no such register folder ({source}); check the path."
    )
