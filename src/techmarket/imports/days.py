"""Days as people write them.

`2013-05-01`, `2013/5/1`, `2013.5.1`, `20130501`, `2013年5月1日`, also with a time after it, and the
serial numbers of spreadsheets (`41395`). Full-width digits count as digits. Years have four digits:
two would be a guess. Not here: whether the day is plausible (`record`).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

SERIALS_FROM = date(1899, 12, 30)
"""Day 0 of the serial numbers of spreadsheets for all days from March 1900."""

FIRST_SERIAL, LAST_SERIAL = 10_000, 73_415
"""1927-05-18 and 2100-12-31: other whole numbers are no days."""

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?P<joint>[-/.年])(?P<month>[0-9]{1,2})(?P<second>[-/.月])"
    r"(?P<day>[0-9]{1,2})日?(?:[T ]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_COMPACT = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_SERIAL = re.compile(r"(?P<serial>[0-9]{5})(?:\.[0-9]+)?")


@lru_cache(maxsize=65_536)
def day_of(text: str) -> date | None:
    """The day; `None` where the text is none, or one that the calendar does not have."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    plain = re.sub(r" *([-/.年月日]) *", r"\1", plain)
    if serial := _SERIAL.fullmatch(plain):
        number = int(serial["serial"])
        inside = FIRST_SERIAL <= number <= LAST_SERIAL
        return SERIALS_FROM + timedelta(days=number) if inside else None
    found = _WRITTEN.fullmatch(plain)
    if found and (found["joint"], found["second"]) not in {
        ("-", "-"), ("/", "/"), (".", "."), ("年", "月"),
    }:  # fmt: skip
        return None
    found = found or _COMPACT.fullmatch(plain)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
