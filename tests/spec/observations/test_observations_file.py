"""The file of observations: all of them, exact, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from register_text import Observer, place
from techmarket.errors import TechmarketError
from techmarket.observations import Key
from techmarket.observations.keys import all_keys, materialise
from techmarket.observations.observations_file import read_observations, write_observations

TEXT = """
    seller_id seller_region contract_type value
    S1        110000        11            1000000000
    S2        210200        21            7
"""


def test_what_is_written_is_read_back(observed: Observer, tmp_path: Path) -> None:
    """Values, statuses, origins and keys come back as they were; two writings are equal."""
    found = materialise(
        observed(TEXT, before="seller_region value\n110000 3", region_groups={"a": ("110000",)})
    )
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    assert write_observations(one, found) == len(found)
    write_observations(two, reversed(found))
    assert one.read_bytes() == two.read_bytes()
    back = read_observations(one)
    assert {o.key: o for o in back} == {o.key: o for o in found}
    assert list(tmp_path.glob("*.partial-*")) == []


def test_which_observations_are_written(observed: Observer) -> None:
    """Every place of a dimension, combinations with contracts, ranks in every scope, sellers."""
    found = observed(TEXT, region_groups={"a": ("110000", "120000")})
    keys = set(all_keys(found))
    assert Key("value", 2013) in keys
    assert Key("contracts", 2013, place(contract_type="3")) in keys
    assert Key("value", 2013, place(seller_region="210000", buyer_region="110000")) in keys
    assert Key("value", 2013, place(seller_region="310000", buyer_region="110000")) not in keys
    scope = place(seller_region="group:a")
    assert Key("value.rank", 2013, place(seller_region="120000"), scope) in keys
    assert Key("seller.name", 2013, place(position="2")) in keys
    assert Key("seller.name", 2013, place(position="3")) not in keys


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "there is no such file of observations ({}); write it with techmarket observe."),
        (
            b"no",
            "the file does not hold observations ({}): it is not a Parquet file; write it again "
            "with techmarket observe.",
        ),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes | None, what: str) -> None:
    """The sentence says which file and what to do."""
    file = tmp_path / "observations.parquet"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(TechmarketError) as error:
        read_observations(file)
    assert str(error.value) == what.format(file)
