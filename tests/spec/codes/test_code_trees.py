"""Codes: a code stands for itself and everything below it."""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.codes import Code, code_list

MAY_2013 = date(2013, 5, 1)


def codes(rows: tuple[Code, ...]) -> list[str]:
    return [row.code for row in rows]


def test_the_leaves_of_the_contract_types_in_2013():
    """Eleven transfer and development subtypes, consulting as it is, three kinds of service."""
    leaves = code_list("contract_type").leaves(on=MAY_2013)
    assert " ".join(codes(leaves)) == "11 12 21 22 23 24 25 26 27 28 3 41 42 43"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ip_type", "1 2(21 22 23) 3 4 5 6 9"),
        ("objective", "01 02 03 04 05 06 07 08 09 10 11 12 13"),
        (
            "plan_source",
            "1(101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118) 2 3 4 9",
        ),
        (
            "technical_field",
            "01(0101 0102 0103 0104 0105 0106 0199) 02(0299) 03(0399) 04(0499) 05(0599) 06(0699) "
            "07(0799) 08(0899) 09(0999) 10(1099) 11(1199)",
        ),
        (
            "party_kind",
            "010(011(0111 0112) 012(0121 0122) 013(0131 0132) 014) "
            "020(021(0211 0212) 022(0221 0222) 023(0231 0232) 024) 030 "
            "E(100(110 120 130 140 150 160 170 180) 200(210 220 230 240) 300(310 320 330 340) "
            "400 500) 600 700",
        ),
        ("value_class", "major minor"),
        ("exchange_kind", "technology_exchange property_exchange"),
        ("payment_method", "1 2 3 4"),
        ("institution_legal_form", "1(11 12 13 14) 2"),
    ],
)
def test_the_codes_of_a_list_and_what_is_below_each(name, expected):
    """The lists of the statistical dimensions, in the order in which tables print them."""

    def written(below: str | None) -> str:
        rows = [row.code for row in code_list(name).codes(MAY_2013) if row.parent == below]
        return " ".join(
            code + (f"({inside})" if (inside := written(code)) else "") for code in rows
        )

    assert written(None) == expected


def test_the_leaves_of_the_contract_types_in_2026():
    """From the new measure on licensing (5) is a type of its own and 22 is gone."""
    leaves = code_list("contract_type").leaves(on=date(2026, 3, 1))
    assert " ".join(codes(leaves)) == "11 12 21 23 24 25 26 27 28 3 41 42 43 5"


def test_children_are_one_step_down_and_leaves_all_the_way():
    """企业法人 has five kinds below it; their leaves are the official registration types."""
    kinds = code_list("party_kind")
    assert codes(kinds.children("E")) == ["100", "200", "300", "400", "500"]
    assert codes(kinds.leaves("300")) == ["310", "320", "330", "340"]
    assert " ".join(codes(kinds.leaves("E"))) == (
        "110 120 130 140 150 160 170 180 210 220 230 240 310 320 330 340 400 500"
    )
    assert codes(kinds.children("400")) == []


def test_a_code_with_nothing_below_is_its_own_leaf():
    """技术咨询 has no subtypes."""
    assert codes(code_list("contract_type").leaves("3")) == ["3"]
    assert codes(code_list("contract_type").leaves("5", on=MAY_2013)) == []


def test_ancestors_begin_with_the_code_itself():
    """The path that a contract with this code is counted under."""
    assert code_list("party_kind").ancestors("0111") == ("0111", "011", "010")
    assert code_list("party_kind").ancestors("150") == ("150", "100", "E")
    assert code_list("region").ancestors("210102") == ("210102", "210100", "210000")
    assert code_list("region").ancestors("990000") == ("990000",)


def test_abolished_codes_still_roll_up():
    """A contract of 崇文区 counts for Beijing whatever happened to the district."""
    assert code_list("region").ancestors("110103") == ("110103", "110100", "110000")


def test_a_parent_may_depend_on_the_date():
    """Division 79 lay in section O in 2013 and lies in N now."""
    industries = code_list("industry")
    assert industries.ancestors("79", MAY_2013) == ("79", "O")
    assert industries.ancestors("79", date(2020, 1, 1)) == ("79", "N")
    assert industries.ancestors("79") == ("79", "N")
    assert codes(industries.children("N", MAY_2013)) == ["76", "77", "78"]
    assert codes(industries.children("N", date(2020, 1, 1))) == ["76", "77", "78", "79"]


def test_codes_of_a_day_and_codes_of_all_days():
    """With a date the codes valid on it; without one every code once, by its latest row."""
    regions = code_list("region")
    assert "110103" not in codes(regions.codes(MAY_2013))
    assert codes(regions.codes()).count("420600") == 1
    assert len(regions.codes()) == len(regions)
    provinces = [row.short_zh for row in regions.codes(MAY_2013) if row.parent is None]
    assert " ".join(provinces) == (
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 "
        "湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门 国外"
    )
