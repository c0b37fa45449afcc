"""A back-up of the site in one file: a tar of the database, the files, and a manifest with hashes.

The manifest comes last, so that a file that was cut off is not taken for a whole one. Not here: how
a database is copied (`database_copy`), and which files there are (`backup`).
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from techmarket.errors import TechmarketError
from techmarket.whole_file import whole_file

MANIFEST = "manifest.json"
SCHEMA = "techmarket.backup"
SCHEMA_VERSION = 1
BLOCK = 1 << 20


@dataclass
class Writing:
    """A back-up that is being written.

    Attributes:
        tar: the file.
        hashes: name within to SHA-256, of what was added so far.
    """

    tar: tarfile.TarFile
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, path: Path, name: str) -> None:
        """Add a file under a name; it is read once, so that its hash is of what was added."""
        with path.open("rb") as source:
            about = self.tar.gettarinfo(arcname=name, fileobj=source)
            about.uid = about.gid = 0
            about.uname = about.gname = ""
            told = _Told(source)
            self.tar.addfile(about, told)
        self.hashes[name] = told.hash.hexdigest()


class _Told:
    """A stream that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.hash = sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self.hash.update(block)
        return block


@contextmanager
def writing(out: Path, about: dict[str, Any]) -> Iterator[Writing]:
    """Write a back-up, whole or not at all; only its owner may read it.

    Args:
        out: the file.
        about: what the manifest says besides; may be filled until the end.
    """
    with whole_file(out) as aside:
        aside.touch(mode=0o600)
        with tarfile.open(aside, "w:gz", compresslevel=5) as tar:
            made = Writing(tar)
            yield made
            manifest = {
                "schema": SCHEMA,
                "schema_version": SCHEMA_VERSION,
                **about,
                "files": made.hashes,
            }
            text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size, entry.mode = len(text), 0o600
            tar.addfile(entry, io.BytesIO(text))


def unpack(source: Path, into: Path) -> dict[str, Any]:
    """Unpack a back-up into an empty folder and prove every file; gives the manifest.

    Raises:
        TechmarketError: it is no back-up, not whole, altered, or of another version.
    """
    try:
        found = dict(_unpacked(source, into))
    except FileNotFoundError:
        raise TechmarketError(
            "there is no such back-up", where=str(source), todo="check the path"
        ) from None
    except (tarfile.TarError, EOFError, OSError) as error:
        raise _unusable(source, str(error) or type(error).__name__) from None
    manifest = _manifest(source, into)
    wrong = sorted(
        name
        for name in manifest["files"].keys() | found.keys() - {MANIFEST}
        if manifest["files"].get(name) != found.get(name)
    )
    if wrong:
        raise _unusable(source, f"{wrong[0]} is altered, missing or too many")
    return manifest


def _unpacked(source: Path, into: Path) -> Iterator[tuple[str, str]]:
    """Each file with the hash of what was written; nothing is written outside the folder."""
    with tarfile.open(source, "r:gz") as tar:
        for entry in tar:
            name = PurePosixPath(entry.name)
            if not entry.isfile() or name.is_absolute() or ".." in name.parts:
                raise tarfile.TarError(f"{entry.name} is not a file within it")
            place = into / name
            place.parent.mkdir(parents=True, exist_ok=True)
            content, told = tar.extractfile(entry), sha256()
            with place.open("wb") as out:
                place.chmod(entry.mode & 0o700 | 0o400)
                while content is not None and (block := content.read(BLOCK)):
                    told.update(block)
                    out.write(block)
            yield entry.name, told.hexdigest()


def _manifest(source: Path, into: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((into / MANIFEST).read_text(encoding="utf-8"))
        known = (manifest["schema"], manifest["schema_version"]) == (SCHEMA, SCHEMA_VERSION)
        sound = isinstance(manifest["files"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        raise _unusable(source, "it has no manifest, which is written last") from None
    if not (known and sound):
        raise _unusable(source, "it is of another version or another program")
    return dict(manifest)


def _unusable(source: Path, why: str) -> TechmarketError:
    return TechmarketError(
        "the back-up cannot be used", where=str(source), why=why, todo="take another back-up"
    )
