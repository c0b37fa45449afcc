"""Codes: a code is asked for at the date of the fact."""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.codes import Code, CodeList, UnknownCodeError, code_list, list_names
from techmarket.errors import TechmarketError

MAY_2013 = date(2013, 5, 1)


def test_a_code_is_resolved_at_a_date():
    """A code and a day give one row with labels, parent, days of validity and source."""
    code = code_list("contract_type").resolve("21", MAY_2013)
    assert code == Code(
        list="contract_type",
        code="21",
        parent="2",
        label_zh="技术秘密转让",
        label_en="Transfer of know-how",
        valid_from=None,
        valid_to=None,
        source="2014 annual report on statistics of China technology market (data of 2013), "
        "annex table 4; codes ours",
        short_zh="技术秘密转让",
    )


def test_both_ends_of_the_validity_are_valid_days():
    """`valid_to` is the last valid day: the old measure ends on it, the new one starts the next."""
    types = code_list("contract_type")
    assert types.resolve("22", date(2026, 1, 22)).label_zh == "专利实施许可转让"
    assert types.resolve("5", date(2026, 1, 23)).label_zh == "技术许可"
    with pytest.raises(UnknownCodeError):
        types.resolve("22", date(2026, 1, 23))
    with pytest.raises(UnknownCodeError):
        types.resolve("5", date(2026, 1, 22))


def test_a_renamed_region_has_the_name_of_the_day():
    """One code may have several rows in time: 420600 was 襄樊 and is 襄阳 since 2011."""
    regions = code_list("region")
    assert regions.resolve("420600", date(2011, 10, 30)).short_zh == "襄樊"
    assert regions.resolve("420600", date(2011, 10, 31)).short_zh == "襄阳"
    assert [row.short_zh for row in regions.history("420600")] == ["襄樊", "襄阳"]


def test_without_a_date_the_latest_row_answers():
    """`in` and `[]` ask whether a code was ever in the list and what it was called last."""
    regions = code_list("region")
    assert "110103" in regions
    assert "110199" not in regions
    assert None not in regions
    assert regions["420600"].short_zh == "襄阳"
    assert regions["110103"].valid_to == date(2010, 10, 30)


def test_a_code_given_out_again_means_the_place_of_the_day():
    """469026 was 屯昌 until the revision of 2007 and is 昌江 since."""
    regions = code_list("region")
    assert regions.resolve("469026", date(2007, 12, 30)).label_zh == "屯昌县"
    assert regions.resolve("469026", date(2007, 12, 31)).label_zh == "昌江黎族自治县"


def test_old_and_new_region_code_are_both_valid_while_the_day_of_change_is_unknown():
    """Revisions do not tell days: between two of them the abolished and the new code both count.

    昌都 became a city (542100 → 540300) between the revisions of October 2014 and September 2015.
    """
    regions = code_list("region")
    assert regions.resolve("542100", date(2015, 9, 29)).label_zh == "昌都地区"
    assert regions.resolve("540300", date(2015, 9, 29)).label_zh == "昌都市"
    with pytest.raises(UnknownCodeError):
        regions.resolve("540300", date(2014, 10, 31))
    with pytest.raises(UnknownCodeError):
        regions.resolve("542100", date(2015, 9, 30))


def test_the_industry_of_a_code_depends_on_the_edition_of_the_standard():
    """Division 79 was resident services in GB/T 4754-2011 and is land management in 2017."""
    industries = code_list("industry")
    assert industries.resolve("79", date(2017, 9, 30)).label_zh == "居民服务业"
    assert industries.resolve("79", date(2017, 10, 1)).label_zh == "土地管理业"


def test_short_labels_are_those_a_table_prints():
    """Provinces and cities have a short label; everything else prints its full label."""
    regions = code_list("region")
    short = [
        regions.resolve(code, MAY_2013).short_zh
        for code in ("110000", "150000", "230000", "650000", "710000", "810000", "990000")
    ]
    assert short == ["北京", "内蒙古", "黑龙江", "新疆", "台湾", "香港", "国外"]
    assert regions.resolve("210100", MAY_2013).short_zh == "沈阳"
    assert code_list("objective").resolve("11", MAY_2013).short_zh == "非定向研究"


def test_a_code_is_found_by_its_label():
    """A label may belong to several codes; they come in the order of the list."""
    found = code_list("region").labelled("吉林", MAY_2013)
    assert [(row.code, row.label_zh) for row in found] == [
        ("220000", "吉林省"),
        ("220200", "吉林市"),
    ]
    assert code_list("region").labelled("Beijing")[0].code == "110000"
    assert code_list("region").labelled("襄樊", MAY_2013) == ()


def test_an_unknown_code_is_an_error_with_the_nearest_codes():
    """Never `None`: the sentence names the value, the day, the list and what may be meant."""
    with pytest.raises(UnknownCodeError) as caught:
        code_list("contract_type").resolve("29", MAY_2013)
    assert str(caught.value) == (
        '"29" is not a valid code on 2013-05-01 (code list contract_type); the nearest valid codes '
        "are 21 技术秘密转让, 22 专利实施许可转让, 23 专利权转让."
    )
    error = caught.value
    assert (error.list, error.value, error.on) == ("contract_type", "29", MAY_2013)
    assert [row.code for row in error.nearest] == ["21", "22", "23"]
    assert isinstance(error, TechmarketError)


def test_an_out_of_date_code_says_when_it_is_valid():
    """崇文区 went into 东城区 in 2010; 技术许可 is a type from 2026 on."""
    with pytest.raises(UnknownCodeError) as caught:
        code_list("region").resolve("110103", MAY_2013)
    assert str(caught.value) == (
        '"110103" is not a valid code on 2013-05-01 (code list region): 110103 崇文区 is valid '
        "until 2010-10-30; the nearest valid codes are 110100 市辖区, 110101 东城区, 110102 西城区."
    )
    with pytest.raises(UnknownCodeError) as caught:
        code_list("contract_type").resolve("5", MAY_2013)
    assert str(caught.value) == (
        '"5" is not a valid code on 2013-05-01 (code list contract_type): 5 技术许可 is valid from '
        "2026-01-23; the nearest valid codes are 1 技术开发, 2 技术转让, 3 技术咨询."
    )


def test_a_gap_between_two_rows_says_both_spans():
    """The industry codes begin with GB/T 4754-2011; every row of the code is named."""
    with pytest.raises(UnknownCodeError) as caught:
        code_list("industry").resolve("50", date(2011, 10, 31))
    assert str(caught.value) == (
        '"50" is not a valid code on 2011-10-31 (code list industry): 50 建筑装饰和其他建筑业 is '
        "valid from 2011-11-01 until 2017-09-30 and 50 建筑装饰、装修和其他建筑业 is valid "
        "from 2017-10-01; no code of the list is valid then."
    )


def test_a_label_typed_for_a_code_is_answered_with_its_code():
    """A form that gives 沈阳 where 210100 belongs is told exactly that code."""
    with pytest.raises(UnknownCodeError) as caught:
        code_list("region").resolve("沈阳", MAY_2013)
    assert str(caught.value) == (
        '"沈阳" is not a valid code on 2013-05-01 (code list region); '
        "the nearest valid code is 210100 沈阳市."
    )


def test_a_lookup_without_a_date_leaves_the_date_out():
    """`[]`, `history`, `children`, `leaves` and `ancestors` refuse an unknown code the same way."""
    types = code_list("contract_type")
    for ask in (
        lambda: types["6"],
        lambda: types.history("6"),
        lambda: types.children("6"),
        lambda: types.leaves("6"),
        lambda: types.ancestors("6"),
    ):
        with pytest.raises(UnknownCodeError) as caught:
            ask()
        assert str(caught.value) == (
            '"6" is not a valid code (code list contract_type); '
            "the nearest valid codes are 1 技术开发, 2 技术转让, 3 技术咨询."
        )
        assert caught.value.on is None


def test_an_unknown_list_names_the_lists():
    """The name of a list is the name of its file in `codes/data`."""
    with pytest.raises(TechmarketError) as caught:
        code_list("colour")
    assert str(caught.value) == (
        "there is no such code list (colour); the lists are contract_status, contract_type, "
        "country, exchange_kind, industry, institution_kind, institution_legal_form, "
        "institution_service, ip_type, objective, party_kind, payment_method, plan_source, "
        "refusal_ground, region, region_2260_1984, revocation_ground, technical_field, "
        "value_class."
    )
    assert code_list("region") is code_list("region"), "a list is read once"
    assert "region_groups" not in list_names()


def test_an_empty_list_has_no_nearest_code():
    """Nothing near is said plainly."""
    with pytest.raises(UnknownCodeError) as caught:
        CodeList("empty", []).resolve("1", MAY_2013)
    assert str(caught.value) == (
        '"1" is not a valid code on 2013-05-01 (code list empty); '
        "no code of the list is valid then."
    )
