"""Where a party is: mainland, Hong Kong, Macau, Taiwan, abroad; and what must agree with it.

The region code says it for statistics; the country code (customs statistics) names the country.
Not here: the codes themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from techmarket.record.fields import Record
from techmarket.record.rules import Evidence, Rule

TAIWAN, HONG_KONG, MACAU, ABROAD = "710000", "810000", "820000", "990000"

OUTSIDE_MAINLAND = frozenset({TAIWAN, HONG_KONG, MACAU, ABROAD})
"""Regions whose parties hold no identifier of the mainland and cannot register a contract."""

CHINA = "142"
COUNTRY_OF_REGION: Mapping[str, str] = MappingProxyType(
    {HONG_KONG: "110", MACAU: "121", TAIWAN: "143"}
)
"""The three regions that customs statistics count apart from China (142)."""

ENTERPRISE_ABROAD = "500"


def country_of(region: str) -> str | None:
    """The country code that goes with a region; `None` for abroad, where any foreign one does."""
    return None if region == ABROAD else COUNTRY_OF_REGION.get(region, CHINA)


def country_rule(region_field: str, country_field: str) -> Rule:
    """The rule that region and country of one party speak of the same place."""
    at_home = {CHINA, *COUNTRY_OF_REGION.values()}

    def broken(record: Record, on: date) -> Evidence | None:
        region, country = str(record[region_field]), str(record[country_field])
        right = country_of(region)
        if country == right or (right is None and country not in at_home):
            return None
        return (
            f"行政区划为 {region}，国别为 {country}",
            f"region {region}, country {country}",
        )

    return Rule(
        name=f"{country_field}_agrees_with_region",
        fields=(region_field, country_field),
        needs=(region_field, country_field),
        words_zh="行政区划与国别（地区）一致。",
        words_en="Region and country agree.",
        broken=broken,
        schema={
            "if": {"properties": {region_field: {"const": ABROAD}}},
            "then": {"properties": {country_field: {"not": {"enum": sorted(at_home)}}}},
            "else": {"properties": {country_field: {"enum": sorted(at_home)}}},
        },
    )


def enterprise_abroad_rule(kind_field: str, region_field: str) -> Rule:
    """The rule that a party of kind 境外企业 is not in the mainland."""

    def broken(record: Record, on: date) -> Evidence | None:
        kind, region = str(record[kind_field]), str(record[region_field])
        if kind != ENTERPRISE_ABROAD or region in OUTSIDE_MAINLAND:
            return None
        return f"单位性质为 {kind}，行政区划为 {region}", f"kind {kind}, region {region}"

    return Rule(
        name=f"{kind_field}_agrees_with_region",
        fields=(kind_field, region_field),
        needs=(kind_field, region_field),
        words_zh="境外企业不在境内。",
        words_en="An enterprise abroad is not in the mainland.",
        broken=broken,
        schema={
            "if": {"properties": {kind_field: {"const": ENTERPRISE_ABROAD}}},
            "then": {"properties": {region_field: {"enum": sorted(OUTSIDE_MAINLAND)}}},
        },
    )
