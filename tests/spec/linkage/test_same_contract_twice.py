"""The same contract registered twice: what is proposed to a person, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest

from techmarket.errors import TechmarketError
from techmarket.linkage.duplicates import DuplicateCandidate, duplicate_candidates
from techmarket.linkage.weights import CASES, levels

Proposed = Callable[..., list[DuplicateCandidate]]
OTHER = {"registration_agency": "110001"}


@pytest.mark.parametrize(
    "name",
    [
        "深圳测园信号技术有限公司",
        "深圳测园信号技术",
        "（深圳）测园信号技术有限公司",
        "(深圳)测园信号技术有限公司",
        "深圳測園信號技術有限公司",
        "深圳 测园信号·技术有限公司",
        "深圳测圆信号技术有限公司",
    ],
)
def test_a_seller_entered_anew_is_recognised_however_it_is_written(
    proposed: Proposed, name: str
) -> None:
    """Another agency enters the seller under a new number: as it is, without 有限公司, in brackets,
    in traditional characters, with blanks and dots, or with a wrong character."""
    again = {"party_id": "S-2", "name": name, "identifier": None}
    found = proposed({}, {"seller_id": "S-2", **OTHER}, parties=[again])
    assert [(one.first, one.second) for one in found] == [("4403012013000001", "4403012013000002")]
    assert found[0].score > 0


def test_a_former_name_is_recognised_by_the_identifier(proposed: Proposed) -> None:
    """No form of a name tells that a party was renamed; its identifier does."""
    parties = [
        {"party_id": "S-1", "name": "深圳旧名研究所", "identifier": "708461136"},
        {"party_id": "S-2", "name": "深圳新名科技有限公司", "identifier": "708461136"},
    ]
    contracts = ({"seller_id": "S-1"}, {"seller_id": "S-2", **OTHER})
    (known,) = proposed(*contracts, parties=parties)
    assert known.reasons["seller"] == "same"
    parties[1]["identifier"] = None
    (unknown,) = proposed(*contracts, parties=parties)
    assert unknown.reasons["seller"] == "different"
    assert unknown.score < known.score


def test_an_amount_rounded_to_ten_thousand_is_the_same_amount(proposed: Proposed) -> None:
    """A certificate says 12.35 or 12 万元 where the contract says 123,456.78 元."""
    (rounded,) = proposed({}, {"value": 12_000_000, **OTHER})
    assert rounded.reasons["value"] == "rounded"
    (other,) = proposed({}, {"value": 13_000_000, **OTHER})
    assert other.reasons["value"] == "different"
    assert other.score < rounded.score - 3


def test_a_date_a_few_days_off_is_the_same_date(proposed: Proposed) -> None:
    """The days of signing and of sealing are exchanged."""
    found = proposed({}, {"signing_date": date(2013, 8, 9), **OTHER})
    assert [one.reasons["signing_date"] for one in found] == ["week"]


def test_the_reasons_are_told_in_both_languages(proposed: Proposed) -> None:
    """A person decides, and has to see why the two were put side by side."""
    (found,) = proposed({}, {"signing_date": date(2013, 8, 9), **OTHER})
    assert found.words("zh") == (
        "卖方注册号或代码相同；买方注册号或代码相同；项目名称相同；成交金额相同；"
        "签订日期相差 7 天以内；有效期止相同；合同类别相同；技术领域相同；登记机构不同"
    )
    assert found.words("en") == (
        "same seller by number or identifier; same buyer by number or identifier; same project "
        "name; same value; signed within a week; same end date; same contract type; same "
        "technical field; another agency"
    )


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("the next instalment", {"signing_date": date(2013, 11, 5), "end_date": date(2015, 2, 28)}),
        ("the next phase", {"project_name": "高速信号采集模块开发（二期）"}),
        ("another right sold together", {"project_name": "一种低温检测装置"}),
        ("another purchase", {"value": 77_000_000, "signing_date": date(2013, 3, 1)}),
    ],
)
def test_another_contract_of_the_same_parties_is_not_proposed(
    proposed: Proposed, what: str, changes: dict[str, object]
) -> None:
    """Instalments and phases have the parties and often the amount in common."""
    assert proposed({}, changes) == [], what


def test_another_branch_is_another_party(proposed: Proposed) -> None:
    """The branches of an enterprise buy the same thing for the same amount on the same day."""
    branches = [
        {"party_id": f"B-{city}", "name": f"华源电子有限公司{city}分公司", "region": region}
        for city, region in (("武汉", "420100"), ("成都", "510100"))
    ]
    found = proposed({"buyer_id": "B-武汉"}, {"buyer_id": "B-成都"}, parties=branches)
    assert found == []


def test_what_is_equal_in_all_keys_is_proposed_whatever_the_odds(proposed: Proposed) -> None:
    """Of 40 contracts of the same two parties on one day two are equal: the odds are even, and a
    person should know."""
    many = [{"value": 1_000_000 + n, "project_name": f"{chr(0x6E00 + n)}采集"} for n in range(40)]
    found = proposed(*many, many[7])
    assert [(one.first[-2:], one.second[-2:]) for one in found] == [("08", "41")]


def test_what_is_rare_says_more_than_what_is_frequent(proposed: Proposed) -> None:
    """That an amount is equal weighs by how few contracts have it."""
    (rare,) = proposed({}, OTHER)
    everyone_has_it = [{"value": 12_345_678, "seller_id": f"S{n}"} for n in range(300)]
    often = proposed({}, OTHER, *everyone_has_it)
    (same,) = [one for one in often if {one.first[-1], one.second[-1]} == {"1", "2"}][:1]
    assert same.score <= rare.score


def test_a_register_without_a_column_is_refused() -> None:
    """Linkage cannot do without names, values and days; the sentence names the column."""
    contracts = pa.table({"registration_number": ["1"]})
    parties = pa.table({"party_id": ["S"], "name": ["甲"], "region": ["110000"]})
    with pytest.raises(TechmarketError) as error:
        duplicate_candidates(contracts, parties)
    assert str(error.value) == (
        "duplicates cannot be looked for without all columns of the contracts: project_name, "
        "value, signing_date, seller_id, buyer_id is missing; export the register with these "
        "columns."
    )


def test_a_register_of_no_contracts_or_one_has_no_duplicates(proposed: Proposed) -> None:
    """It takes two to be the same."""
    assert proposed() == []
    assert proposed({}) == []


def test_the_chances_of_each_comparison_add_up_to_one() -> None:
    """For a contract registered twice, for the next instalment, for what is sold together."""
    for comparison, some in levels().items():
        for case in CASES:
            total = sum(getattr(one, case) for one in some)
            assert total == pytest.approx(1), (comparison, case)
