"""What is installed: the locks hold hashes and no addresses, the wheel holds the data."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
DIRECT = {
    "runtime": [*PROJECT["project"]["dependencies"], *GROUPS["build"]],
    "dev": [*PROJECT["project"]["dependencies"], *GROUPS["build"], *GROUPS["dev"]],
    "bench": [*PROJECT["project"]["dependencies"], *GROUPS["build"], *GROUPS["bench"]],
}


def name_of(requirement: str) -> str:
    """`ibis-framework` of `ibis-framework[duckdb]>=12.0`."""
    return re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0].lower()


def locked(which: str) -> dict[str, set[str]]:
    """Name to the versions that a lock holds (more than one where Pythons differ)."""
    text = (ROOT / "requirements" / f"{which}.lock").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", text, re.MULTILINE):
        found.setdefault(name.lower(), set()).add(version)
    return found


@pytest.mark.parametrize("which", DIRECT)
def test_a_lock_names_versions_and_hashes_and_no_addresses(which: str) -> None:
    text = (ROOT / "requirements" / f"{which}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[\w.-]+(\[.*\])?==\S+", entry) for entry in entries)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert re.findall(r"https?:|file:|^-|^/", text, flags=re.MULTILINE) == []


@pytest.mark.parametrize("which", DIRECT)
def test_every_direct_dependency_has_a_lower_bound_and_is_locked(which: str) -> None:
    assert [r for r in DIRECT[which] if ">=" not in r] == []
    assert {name_of(r) for r in DIRECT[which]} - locked(which).keys() == set()


def test_every_direct_dependency_has_a_word_on_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    required = re.findall(r'^    "[^"]+>=[^"]+",(.*)$', text, re.MULTILINE)
    extras = PROJECT["project"]["optional-dependencies"].values()
    listed = [PROJECT["project"]["dependencies"], *GROUPS.values(), *extras]
    assert len(required) == sum(map(len, listed))
    assert [r for r in required if not re.match(r" +# \w+", r)] == []


def test_the_locks_agree() -> None:
    """What runs in the benchmark and in the tests is what runs for the user."""
    runtime = locked("runtime")
    for which in ("dev", "bench"):
        assert {name: locked(which)[name] for name in runtime} == runtime


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    """Code lists, editions and published figures are data files: they must not stay behind."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = {n for n in zipfile.ZipFile(wheel).namelist() if n.startswith("techmarket/")}
    package = ROOT / "src" / "techmarket"
    present = {
        str(path.relative_to(package.parent))
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == present
