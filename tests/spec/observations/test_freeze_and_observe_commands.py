"""The two commands of this part of the line, called as the command line calls them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from register_text import contracts_of, frozen, place, write_register
from techmarket.cli.freeze import freeze
from techmarket.cli.observe import observe
from techmarket.errors import TechmarketError
from techmarket.observations import Key
from techmarket.observations.observations_file import read_observations


def test_freeze_says_what_was_frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The number of contracts and the hash; the second time that nothing was to be done."""
    source = write_register(tmp_path / "register", contracts_of("value\n1\n2"))
    out = tmp_path / "snapshot"
    for _ in range(2):
        freeze(source=source, cutoff=date(2013, 12, 31), out=out)
    first, second = capsys.readouterr().out.splitlines()
    hash_ = first.rpartition(" ")[2].rstrip(".")
    assert len(hash_) == 12
    assert first == f"{out}: 2 contracts of 2013 as of 2013-12-31, hash {hash_}."
    assert second == f"{out} is already this snapshot, hash {hash_}; nothing was written."


def test_freeze_counts_the_contracts_of_the_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of earlier years are in the snapshot too, and are not those of the year."""
    text = "registration_date value\n2012-05-01 1\n2011-05-01 1\n2013-05-01 1"
    source = write_register(tmp_path / "register", contracts_of(text))
    out = tmp_path / "snapshot"
    freeze(source=source, cutoff=date(2013, 6, 30), out=out)
    said = capsys.readouterr().out
    assert said.startswith(
        f"{out}: 1 contracts of 2013 (3 with earlier years) as of 2013-06-30, hash "
    )


def test_observe_writes_the_observations_of_an_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the groups, the scope and the carried figures of the edition."""
    previous = frozen(tmp_path, "registration_date value\n2012-02-01 2", year=2012)
    snapshot = frozen(tmp_path, "value\n1\n2")
    out = tmp_path / "observations.parquet"
    observe(snapshot=snapshot.path, previous=previous.path, edition="2013", out=out)
    found = {o.key: o.value for o in read_observations(out)}
    assert capsys.readouterr().out == f"{out}: {len(found)} observations.\n"
    east = place(seller_region="group:east")
    assert found[Key("value", 2013, east)] == 3
    assert found[Key("contracts.growth", 2013)] == 1
    assert found[Key("contracts", 2002)] == 237093


def test_a_snapshot_of_another_year_than_the_edition(tmp_path: Path) -> None:
    """An edition is of one year."""
    snapshot = frozen(tmp_path, "registration_date value\n2012-02-01 2", year=2012)
    with pytest.raises(TechmarketError) as error:
        observe(snapshot=snapshot.path, edition="2013", out=tmp_path / "observations.parquet")
    assert str(error.value) == (
        f"the snapshot is not of the year of the edition 2013 ({snapshot.path}): its year is 2012; "
        "give a snapshot cut off in 2013, or choose another edition."
    )
    assert not (tmp_path / "observations.parquet").exists()
