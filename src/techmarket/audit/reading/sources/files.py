"""Files to blocks, by what they hold and not by their names alone.

Not here: the forms themselves (the other modules) and meanings.
"""

from __future__ import annotations

from pathlib import Path

from techmarket.audit.reading.sources.blocks import Source
from techmarket.audit.reading.sources.text_file import csv_blocks, decoded, text_blocks


def open_sources(paths):
    from techmarket.audit.reading.documents import read_source

    out = []
    for p in paths:
        data = Path(p).read_bytes()
        t = decoded(data, str(p))
        b = csv_blocks(t) if str(p).endswith(".csv") else text_blocks(t)
        out.append(lambda lang, s=Source(str(p), tuple(b)): read_source(s, lang))
    return out
