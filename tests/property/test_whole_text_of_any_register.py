"""The whole running text of registers that Hypothesis invents: well formed, and equal in both
languages; every number in it is its observation."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quick_observations import quick
from techmarket.editions import load_edition
from techmarket.sentences.build import build_text
from whole_text import faults

HEADER = (
    "value contract_type ip_type technical_field objective plan_source seller_id seller_kind "
    "seller_region buyer_kind buyer_region registration_region"
)
PLACES = st.sampled_from(
    ["110000", "310000", "420100", "440300", "540000", "610100", "650000", "810000", "990000"]
)
CONTRACT = st.tuples(
    st.sampled_from(["1", "49", "5000", "49999999", "50000000", "1000000000", "700000000000"]),
    st.sampled_from(["11", "12", "21", "3", "41", "43"]),
    st.sampled_from(["1", "21", "3", "9"]),
    st.sampled_from(["0102", "0104", "0399", "1001", "0699"]),
    st.sampled_from(["01", "06", "12"]),
    st.sampled_from(["101", "105", "2", "4", "9"]),
    st.sampled_from(["A", "B"]),
    st.sampled_from(["100", "300", "021", "022", "010", "600"]),
    PLACES,
    st.sampled_from(["100", "020", "010", "700"]),
    PLACES,
    PLACES.filter(lambda code: code not in ("810000", "990000")),
).map(" ".join)
REGISTER = st.lists(CONTRACT, min_size=1, max_size=6).map(lambda rows: "\n".join([HEADER, *rows]))


@given(REGISTER, st.none() | REGISTER)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_text_of_any_register_is_well_formed(text: str, before: str | None) -> None:
    edition = load_edition("2013")
    observations = quick(edition, text, before)
    zh, en = (build_text(observations, edition, lang, {}) for lang in ("zh", "en"))
    assert faults(zh, en) == []
