"""Days that pass on the site: where this folder is on the path, its clock shows a chosen day.

The day stands in the file `today` of the data folder, and begins at nine in Shanghai when the file
is written; without the file it is the present. Only `django.utils.timezone.now` is told, by which
the site knows the time; one-time passwords and the browser keep the clock of the world.
Not here: who chooses the day (`browser_people`).
"""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

PRESENT = timezone.now
NINE = time(9, tzinfo=ZoneInfo("Asia/Shanghai"))


def now() -> datetime:
    """Nine o'clock of the chosen day, and what has passed since it was chosen."""
    chosen = Path(os.environ["TECHMARKET_DATA"], "today")
    try:
        text, since = chosen.read_text(encoding="ascii"), chosen.stat().st_mtime
    except FileNotFoundError:
        return PRESENT()
    passed = timedelta(seconds=PRESENT().timestamp() - since)
    return (datetime.combine(date.fromisoformat(text), NINE) + passed).astimezone(PRESENT().tzinfo)


timezone.now = now
