"""The register frozen at a cut-off: Parquet files, small integer codes and a manifest.

Frozen means frozen: every later stage opens a snapshot through `open_snapshot`, which refuses a
changed byte. Not here: counting (`cubes`) and the meaning of codes (`codes`).
"""

from typing import TYPE_CHECKING, Any

from techmarket.snapshot.manifest import FileEntry, Manifest
from techmarket.snapshot.snapshot import Answer, Snapshot, open_snapshot

if TYPE_CHECKING:
    from techmarket.snapshot.freezing import freeze

__all__ = ["Answer", "FileEntry", "Manifest", "Snapshot", "freeze", "open_snapshot"]


def __getattr__(name: str) -> Any:
    """Freezing is loaded when it is asked for: it brings a database, which reading does without."""
    if name == "freeze":
        from techmarket.snapshot.freezing import freeze

        return freeze
    raise AttributeError(name)
