"""The same party under two numbers: by its name however written, or by its identifier."""

from __future__ import annotations

import pyarrow as pa
import pytest

from techmarket.errors import TechmarketError
from techmarket.linkage.parties import party_candidates


def found(*parties: tuple[str, str, str, str | None]) -> list[tuple[tuple[str, ...], str]]:
    names = ("name", "kind", "region", "identifier")
    columns = {name: [one[place] for one in parties] for place, name in enumerate(names)}
    ids = [str(number) for number in range(1, len(parties) + 1)]
    table = pa.table({"party_id": ids, **columns})
    return [(one.party_ids, one.reason) for one in party_candidates(table)]


def test_one_name_however_it_is_written() -> None:
    """In one province; elsewhere there may be another party of that name."""
    assert found(
        ("华源（中国）有限公司", "150", "420100", None),
        ("华源(中國)有限公司", "150", "420000", None),
        ("华源中国", "150", "420100", None),
        ("华源中国有限公司", "150", "510100", None),
    ) == [(("1", "2", "3"), "name")]


def test_one_identifier_and_two_names() -> None:
    """It was renamed, or one of the entries is wrong."""
    assert found(
        ("旧名研究所", "0221", "420100", "708461136"),
        ("新名科技有限公司", "150", "420100", "708461136"),
    ) == [(("1", "2"), "identifier")]


def test_legal_forms_that_contradict_each_other_are_two_parties() -> None:
    """A limited and a joint-stock company; one without either may be any of the two."""
    assert (
        found(
            ("华源有限公司", "150", "420100", None),
            ("华源股份有限公司", "160", "420100", None),
            ("华源", "150", "420100", None),
        )
        == []
    )


def test_persons_of_one_name_are_told_apart_by_identifier_only() -> None:
    """Names of persons repeat by chance; a likeness of names proposes nobody."""
    assert found(("王伟", "600", "420100", None), ("王伟", "600", "420100", None)) == []


def test_the_name_of_a_person_is_not_told() -> None:
    """Two numbers of one citizen number; who it is stays in the register."""
    columns = {"name": ["王伟", "王威"], "kind": ["600"] * 2, "region": ["110000"] * 2}
    identifiers = {"identifier": ["11010519491231002X"] * 2}
    (one,) = party_candidates(pa.table({"party_id": ["1", "2"], **columns, **identifiers}))
    assert (one.party_ids, one.names, one.reason) == (("1", "2"), ("", ""), "identifier")


def test_the_reason_is_told_in_both_languages() -> None:
    """A person decides, and reads why the pair is proposed."""
    table = pa.table({"party_id": ["1", "2"], "name": ["甲乙丙厂"] * 2, "region": ["110000"] * 2})
    (one,) = party_candidates(table)
    assert one.names == ("甲乙丙厂", "甲乙丙厂")
    assert one.words("zh") == "名称相同（写法不同），在同一省份"
    assert one.words("en") == "same name however written, in one province"


def test_parties_without_a_column_are_refused() -> None:
    """The sentence names the column."""
    with pytest.raises(TechmarketError) as error:
        party_candidates(pa.table({"party_id": ["1"], "name": ["甲"]}))
    assert str(error.value) == (
        "duplicates cannot be looked for without all columns of the parties: region is missing; "
        "export the register with these columns."
    )
