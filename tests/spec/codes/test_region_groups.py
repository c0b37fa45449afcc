"""Codes: groups of regions belong to the edition year."""

from __future__ import annotations

import pytest

from techmarket.codes import code_list, region_groups
from techmarket.errors import TechmarketError


def short(year: int, group: str) -> str:
    regions = code_list("region")
    return " ".join(regions[code].short_zh for code in region_groups(year)[group].members)


def test_the_groups_of_the_2013_edition():
    """Three economic regions, three belts, 港澳台, and the cities in two groups."""
    groups = region_groups(2013)
    assert {name: len(group.members) for name, group in groups.items()} == {
        "province": 31,
        "east": 11,
        "central": 8,
        "west": 12,
        "bohai": 7,
        "yrd": 3,
        "prd": 3,
        "hmt": 3,
        "separate_plan": 5,
        "subprovincial": 10,
    }
    assert short(2013, "east") == "北京 天津 河北 辽宁 上海 江苏 浙江 福建 山东 广东 海南"
    assert short(2013, "central") == "山西 吉林 黑龙江 安徽 江西 河南 湖北 湖南"
    assert short(2013, "west") == "内蒙古 广西 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆"
    assert short(2013, "bohai") == "北京 天津 河北 山西 内蒙古 辽宁 山东"
    assert short(2013, "yrd") == "上海 江苏 浙江"
    assert short(2013, "hmt") == "台湾 香港 澳门"
    assert short(2013, "separate_plan") == "大连 宁波 厦门 青岛 深圳"
    assert short(2013, "subprovincial") == "沈阳 长春 哈尔滨 南京 杭州 济南 武汉 广州 成都 西安"


def test_the_pearl_river_delta_of_the_report_is_a_province_and_two_regions():
    """广东 whole, 香港 and 澳门; 台湾 is not in it."""
    assert short(2013, "prd") == "广东 香港 澳门"


def test_later_editions_know_the_northeast():
    """10, 6, 12 and 3: 辽宁 leaves the east, 吉林 and 黑龙江 leave the centre."""
    groups = region_groups(2021)
    sizes = [len(groups[name].members) for name in ("east", "central", "west", "northeast")]
    assert sizes == [10, 6, 12, 3]
    assert short(2021, "northeast") == "辽宁 吉林 黑龙江"
    assert short(2021, "yrd") == "上海 江苏 浙江 安徽"


@pytest.mark.parametrize("year", [2013, 2018, 2019, 2020, 2026])
def test_every_province_is_in_exactly_one_of_the_economic_regions(year):
    """The east, the centre, the west and, where it is known, the northeast share out the 31."""
    groups = region_groups(year)
    shared = [
        member
        for name in ("east", "central", "west", "northeast")
        if name in groups
        for member in groups[name].members
    ]
    assert sorted(shared) == sorted(groups["province"].members)


def test_the_caller_may_change_its_own_groups():
    """Each call answers with a dictionary of its own."""
    region_groups(2013).clear()
    assert "east" in region_groups(2013)


def test_a_year_without_groups_is_an_error():
    """Groups are not guessed backwards."""
    with pytest.raises(TechmarketError) as caught:
        region_groups(1999)
    assert str(caught.value) == (
        "no region groups are known for the edition of 1999 (region_groups.csv): the first edition "
        "with groups is 2013; add the groups that this edition prints, with their source."
    )
