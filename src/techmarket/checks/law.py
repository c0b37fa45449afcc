"""The days of the legal regimes and the limits that rules take from them.

Not here: the data (`techmarket.codes`), and the rules.
"""

from __future__ import annotations

from datetime import date

from techmarket.codes import threshold
from techmarket.codes.regimes import Regime, all_regimes

REGIMES = {one.id: one for one in all_regimes()}


def _first_day(one: Regime) -> date:
    assert one.valid_from is not None
    return one.valid_from


FROM_2026 = _first_day(REGIMES["2026"])
"""First day of the measures of 2026."""

UNTIL_2026 = REGIMES["2000"].valid_to
"""Last day of the measures of 2000."""

LAW_2000 = "国科发政字〔2000〕063号; 国科发政字〔2001〕253号"
LAW_2026 = "Measures issued 2026-01-23 with annexed rules; details from the draft of 2024"
REPORT = "2014 annual report on statistics of China technology market (data of 2013)"
FORM_2021 = "Online form of the technology contract register (2021)"


def limit(name: str, on: date) -> int:
    """A limit on a day, in its own unit (分, 日, 工作日).

    Raises:
        TechmarketError: the limit is not set on that day.
    """
    return threshold(name, on)
