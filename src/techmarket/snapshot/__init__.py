"""The register frozen at a cut-off: Parquet files, small integer codes and a manifest.

Frozen means frozen: every later stage opens a snapshot through `open_snapshot`, which refuses a
changed byte. Not here: counting (`cubes`) and the meaning of codes (`codes`).
"""

from techmarket.snapshot.freeze import freeze
from techmarket.snapshot.manifest import FileEntry, Manifest
from techmarket.snapshot.snapshot import Answer, Snapshot, open_snapshot

__all__ = ["Answer", "FileEntry", "Manifest", "Snapshot", "freeze", "open_snapshot"]
