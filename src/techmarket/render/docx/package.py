"""The bytes of an office file: the same content gives the same bytes.

A ZIP archive carries the hour at which each member was written. Not here: what the members are.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest date that an archive knows."""


def with_fixed_dates(archive: bytes) -> bytes:
    """The archive with every member dated alike, in the same order."""
    written = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            dated = ZipInfo(member.filename, _LONG_AGO)
            dated.compress_type = ZIP_DEFLATED
            dated.external_attr = 0o644 << 16
            target.writestr(dated, source.read(member))
    return written.getvalue()
