"""Opening a snapshot: a changed byte is refused."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from register_text import contracts_of, frozen, write_register
from techmarket.errors import TechmarketError
from techmarket.observations import Key, Observation, Origin, Status, observe
from techmarket.snapshot import Snapshot, freeze, open_snapshot

AGAIN = "remove this folder and freeze the register again, or restore it from its archive"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return frozen(tmp_path, "value\n1\n2")


def contracts(path: Path) -> Path:
    return path / "contracts" / "year=2013" / "part-0000.parquet"


def refused(path: Path) -> str:
    with pytest.raises(TechmarketError) as error:
        open_snapshot(path)
    return str(error.value)


def test_an_untouched_snapshot_opens(snapshot: Snapshot) -> None:
    """What was written is what is opened."""
    assert open_snapshot(snapshot.path).hash == snapshot.hash
    assert len(snapshot.hash) == 64


@pytest.mark.parametrize("name", ["contracts", "details", "parties", "answers", "codes"])
def test_a_changed_byte_in_any_file_is_refused(snapshot: Snapshot, name: str) -> None:
    """Any file, any byte; the sentence names the file and both hashes."""
    file = next(f for f in snapshot.manifest.files if f.path.startswith(name))
    path = snapshot.path / file.path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert re.fullmatch(
        rf"a file of the snapshot is altered \({re.escape(str(path))}\): its SHA-256 is "
        rf"[0-9a-f]{{12}}… but the manifest says {file.sha256[:12]}…; {AGAIN}\.",
        refused(snapshot.path),
    )


def test_a_truncated_file_is_refused(snapshot: Snapshot) -> None:
    """The sentence says how many bytes there are and should be."""
    path = contracts(snapshot.path)
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert refused(snapshot.path) == (
        f"a file of the snapshot is altered ({path}): it has 100 bytes but the manifest says "
        f"{len(whole)}; {AGAIN}."
    )


def test_a_missing_file_is_refused(snapshot: Snapshot) -> None:
    """The sentence names it."""
    path = contracts(snapshot.path)
    path.unlink()
    assert refused(snapshot.path) == f"a file of the snapshot is missing ({path}); {AGAIN}."


def test_an_extra_file_is_refused(snapshot: Snapshot) -> None:
    """A file that was not frozen does not belong there."""
    path = contracts(snapshot.path).with_name("part-0001.parquet")
    path.write_bytes(b"")
    assert refused(snapshot.path) == (
        f"the snapshot holds a file that its manifest does not name ({path}); remove "
        f"that file, or {AGAIN}."
    )


def test_a_folder_without_manifest_is_no_snapshot(snapshot: Snapshot) -> None:
    """The manifest is written last, so a broken run has none."""
    (snapshot.path / "manifest.json").unlink()
    assert refused(snapshot.path) == (
        f"the folder is not a snapshot ({snapshot.path}): it has no manifest.json, which is "
        "written last; check the path, or freeze the register into another folder."
    )


def test_no_folder_at_all(tmp_path: Path) -> None:
    """A wrong path is said to be one."""
    path = tmp_path / "nowhere"
    assert refused(path) == (
        f"there is no such snapshot folder ({path}); freeze a register into it, or check the path."
    )


def change(**changes: object) -> Callable[[str], str]:
    return lambda text: json.dumps({**json.loads(text), **changes})


def drop(name: str) -> Callable[[str], str]:
    return lambda text: json.dumps({k: v for k, v in json.loads(text).items() if k != name})


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda text: text[:50], "it cannot be read"),
        (lambda _: "[]", "it cannot be read"),
        (change(cutoff="2013-11-30"), "the hash is not the hash of the content"),
        (change(hash="0" * 64), "the hash is not the hash of the content"),
        (drop("files"), "files is missing"),
    ],
)
def test_a_damaged_manifest_is_refused(
    snapshot: Snapshot, damage: Callable[[str], str], why: str
) -> None:
    """The manifest carries a hash over itself."""
    path = snapshot.path / "manifest.json"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert refused(snapshot.path) == (
        f"the manifest of the snapshot is damaged ({path}): {why}; {AGAIN}."
    )


def test_another_schema_version_is_refused(snapshot: Snapshot) -> None:
    """Old software does not guess at new snapshots, nor new software at old ones."""
    path = snapshot.path / "manifest.json"
    path.write_text(change(schema_version=2)(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert refused(snapshot.path) == (
        f"the snapshot is of another schema version ({path}): it is techmarket.snapshot 2 and "
        "this software reads techmarket.snapshot 1; remove this folder and freeze the "
        "register again with this software."
    )


def test_the_previous_snapshot_is_of_the_year_before(snapshot: Snapshot) -> None:
    """Growth compares neighbouring years only."""
    with pytest.raises(TechmarketError) as error:
        observe(snapshot, snapshot)
    assert str(error.value) == (
        f"the previous snapshot is not of the year before ({snapshot.path}): its year is 2013 and "
        "the snapshot's is 2013; give a snapshot cut off in 2012, or none."
    )


def test_an_altered_snapshot_is_frozen_again_as_its_sentence_says(tmp_path: Path) -> None:
    """Freezing into the altered folder is refused; once the folder is removed it is not."""
    source = write_register(tmp_path / "register", contracts_of("value\n1\n2"))
    out, cutoff = tmp_path / "out", date(2013, 12, 31)
    first = freeze(source, cutoff, out)
    codes = out / "codes.json"
    whole = codes.stat().st_size
    codes.write_text("", encoding="utf-8")
    with pytest.raises(TechmarketError) as error:
        freeze(source, cutoff, out)
    assert str(error.value) == (
        f"a file of the snapshot is altered ({codes}): it has 0 bytes but the manifest says "
        f"{whole}; {AGAIN}."
    )
    shutil.rmtree(out)
    assert freeze(source, cutoff, out).hash == first.hash


def cut_off(folder: Path, day: date) -> Snapshot:
    """A snapshot of the year up to a day, with one contract of its first of January."""
    text = f"registration_date value\n{day.year}-01-01 1"
    source = write_register(folder / f"register-{day}", contracts_of(text))
    freeze(source, day, folder / f"snapshot-{day}")
    return open_snapshot(folder / f"snapshot-{day}")


@pytest.mark.parametrize(
    ("now", "before", "wanted"),
    [
        (date(2013, 6, 30), date(2012, 12, 31), "2012-06-30"),
        (date(2013, 12, 31), date(2012, 6, 30), "2012-12-31"),
        (date(2013, 6, 30), date(2012, 6, 29), "2012-06-30"),
        (date(2012, 2, 29), date(2011, 3, 1), "2011-02-28"),
    ],
)
def test_part_of_a_year_is_not_compared_with_another(
    tmp_path: Path, now: date, before: date, wanted: str
) -> None:
    """Half a year after a whole one would seem a fall; the same days of both years compare."""
    previous = cut_off(tmp_path, before)
    with pytest.raises(TechmarketError) as error:
        observe(cut_off(tmp_path, now), previous)
    assert str(error.value) == (
        "the previous snapshot is not cut off on the same day of the year before "
        f"({previous.path}): its cut-off is {before} and the snapshot's is {now}; freeze the year "
        f"before as of {wanted}, or give none."
    )


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (date(2013, 6, 30), date(2012, 6, 30)),
        (date(2012, 2, 29), date(2011, 2, 28)),
        (date(2013, 2, 28), date(2012, 2, 28)),
    ],
)
def test_the_same_part_of_two_years_is_compared(tmp_path: Path, now: date, before: date) -> None:
    """The same day of the year before; for the 29th of February the 28th."""
    observations = observe(cut_off(tmp_path, now), cut_off(tmp_path, before))
    assert observations.get(Key("value.growth", now.year)).value == 0


@pytest.mark.parametrize(
    ("day", "growth", "status"),
    [
        (date(2013, 12, 31), 1, Status.NORMAL),
        (date(2013, 12, 30), None, Status.NO_PRIOR),
        (date(2013, 6, 30), None, Status.NO_PRIOR),
    ],
)
def test_part_of_a_year_is_not_compared_with_a_carried_year(
    tmp_path: Path, day: date, growth: int | None, status: Status
) -> None:
    """What an edition carries is of whole years: 2012 computed to the 30th of June has no prior
    value in 2011 either. Carried years compare among themselves."""
    carried = [
        Observation(Key("contracts", year), n, "项", Status.NORMAL, Origin.CARRIED)
        for year, n in ((2010, 1), (2011, 2))
    ]
    halves = [contracts_of(f"registration_date\n{y}-01-01\n{y}-01-02\n{y}-01-03\n{y}-01-04")
              for y in (2012, 2013)]  # fmt: skip
    snapshots = []
    for year, contracts in zip((2012, 2013), halves, strict=True):
        source = write_register(tmp_path / f"r{year}", contracts)
        freeze(source, day.replace(year=year), tmp_path / f"s{year}")
        snapshots.append(open_snapshot(tmp_path / f"s{year}"))
    observations = observe(snapshots[1], snapshots[0], carried=carried)
    found = observations.get(Key("contracts.growth", 2012))
    assert (found.value, found.status) == (growth, status)
    assert observations.get(Key("contracts.growth", 2011)).value == 1
    assert observations.get(Key("contracts.growth", 2013)).value == 0
