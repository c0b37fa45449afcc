"""The manifest of a snapshot: what it holds, byte for byte, and one hash over all of it.

It is written last, so that a folder without a manifest is not a snapshot. It holds no
time of writing: freezing the same register twice gives the same manifest. Not here: the
check of the files against it (`snapshot.snapshot`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from techmarket.snapshot.layout import SCHEMA, SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a snapshot.

    Attributes:
        path: relative to the snapshot folder, with `/`.
        sha256: in hexadecimal.
        bytes: size.
        rows: rows of a Parquet file, 0 for another.
    """

    path: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself.

    Attributes:
        period: the calendar year of the cut-off.
        cutoff: contracts registered up to and including this day, and then still in force.
        files: every file but the manifest, sorted by path.
        rows_by_year: contracts by the year of their registration.
        software: name and version of what wrote it.
        code_lists: data file of the code lists to its SHA-256.
        schema, schema_version: of the folder.
        hash: SHA-256 over everything above.
    """

    period: int
    cutoff: date
    files: tuple[FileEntry, ...]
    rows_by_year: Mapping[int, int]
    software: Mapping[str, str]
    code_lists: Mapping[str, str]
    schema: str = SCHEMA
    schema_version: int = SCHEMA_VERSION

    @property
    def hash(self) -> str:
        """SHA-256 over everything else in the manifest."""
        return hashlib.sha256(_canonical(self._content())).hexdigest()

    @property
    def contracts(self) -> int:
        """Number of contracts of all years."""
        return sum(self.rows_by_year.values())

    @property
    def contracts_of_period(self) -> int:
        """Number of contracts of the year of the cut-off; none may still be in force."""
        return self.rows_by_year.get(self.period, 0)

    def to_json(self) -> str:
        """The text of `manifest.json`, the hash included."""
        content = {**self._content(), "hash": self.hash}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """The manifest of its text.

        Raises:
            ValueError, KeyError, TypeError: the text is not a whole manifest, or its hash
                is not the hash of its content.
        """
        content: dict[str, Any] = json.loads(text)
        manifest = cls(
            period=int(content["period"]),
            cutoff=date.fromisoformat(content["cutoff"]),
            files=tuple(FileEntry(**entry) for entry in content["files"]),
            rows_by_year={int(y): int(n) for y, n in content["rows_by_year"].items()},
            software=dict(content["software"]),
            code_lists=dict(content["code_lists"]),
            schema=content["schema"],
            schema_version=content["schema_version"],
        )
        if manifest.hash != content["hash"]:
            raise ValueError("the hash is not the hash of the content")
        return manifest

    def _content(self) -> dict[str, Any]:
        return {
            "schema": self.schema,
            "schema_version": self.schema_version,
            "period": self.period,
            "cutoff": self.cutoff.isoformat(),
            "rows_by_year": {str(y): n for y, n in sorted(self.rows_by_year.items())},
            "software": dict(self.software),
            "code_lists": dict(self.code_lists),
            "files": [asdict(f) for f in sorted(self.files, key=lambda f: f.path)],
        }


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
