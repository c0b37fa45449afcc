"""Code lists, groups of regions, thresholds and legal regimes: data with dates and sources.

A code is resolved at the date of the fact; an unknown or out-of-date code is an error that names
the nearest valid ones. Not here: fields (`record`), and printed numbers and titles (`editions`).
"""

from techmarket.codes.code import Code
from techmarket.codes.code_lists import code_list, list_names
from techmarket.codes.dated_list import CodeList
from techmarket.codes.regimes import Regime, regime
from techmarket.codes.region_groups import RegionGroup, region_groups
from techmarket.codes.thresholds import Threshold, threshold
from techmarket.codes.unknown_code import UnknownCodeError

__all__ = [
    "Code",
    "CodeList",
    "Regime",
    "RegionGroup",
    "Threshold",
    "UnknownCodeError",
    "code_list",
    "list_names",
    "regime",
    "region_groups",
    "threshold",
]
