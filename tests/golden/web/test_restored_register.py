"""A register that was backed up and restored freezes to the same snapshot, on either database.

Not here: what a back-up holds, and what is refused (tests/spec/web/counting).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from site_server import Site

CUTOFF = f"{date.today().year - 1}-12-31"


def frozen(site: Site, out: Path) -> str:
    """The hash of the register's snapshot as of the end of last year."""
    site.manage("freeze", "--cutoff", CUTOFF, "--out", str(out))
    return str(json.loads((out / "manifest.json").read_text(encoding="utf-8"))["hash"])


def test_the_same_snapshot_before_and_after(tmp_path: Path, database: str) -> None:
    """What was a server's is restored into a file; every byte of the snapshot is the same."""
    site = Site(tmp_path / "site", database)
    site.manage("migrate")
    site.manage("demo", "--contracts", "300", "--password", "a pass for the tests")
    before = frozen(site, tmp_path / "before")
    site.manage("backup", "--out", str(tmp_path / "whole.tar.gz"))
    restored = Site(tmp_path / "restored")
    restored.manage("restore", str(tmp_path / "whole.tar.gz"))
    assert frozen(restored, tmp_path / "after") == before
    assert restored.manage("history", "verify", "--lang", "en").startswith("The history is whole")
