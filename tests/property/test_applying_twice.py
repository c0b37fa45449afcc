"""Amounts of workbooks and the questions of the form, each computed a second time in plain words.

The plain forms share nothing with the site: amounts by integer arithmetic on the digits, questions
by a table of prefixes.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.codes import code_list
from techmarket.web.applying.questions import not_asked
from techmarket.web.applying.workbook_rows import in_yuan
from techmarket.web.pages.amounts import typed_amount

PLACES = {"元": 2, "万元": 6, "亿元": 10}
"""How many digits behind the point of a unit are still whole 分."""


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**6 - 1), st.sampled_from(sorted(PLACES)))
def test_amounts_of_a_column_are_yuan_to_the_last_fen(whole, behind, unit):
    """What a column in 万元 holds is typed in yuan, exactly; what is finer than 分 stays with
    its unit, to be told of."""
    digits = f"{behind:06}".rstrip("0")
    text = f"{whole}.{digits}" if digits else str(whole)
    typed = in_yuan(text, unit)
    places = PLACES[unit]
    fen = int(f"{whole}{digits.ljust(places, '0')}") if len(digits) <= places else None
    if fen is None or fen > 10**18:
        assert typed == f"{text}{unit}"
        return
    assert typed == f"{fen // 100}.{fen % 100:02}"
    if len(typed) <= 16 and fen <= 10**16:
        assert typed_amount(typed) == fen


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12), st.sampled_from(["元", "万元", ""]))
def test_what_is_no_amount_stays_as_it_is(text, unit):
    """A cell that is no number is kept for the form to tell of."""
    typed = in_yuan(text, unit)
    assert typed in (text, f"{text}{unit}") or typed.replace(".", "").isdigit()


CODES = {
    name: [None, *(one.code for one in code_list(name).codes())]
    for name in ("contract_type", "ip_type", "plan_source")
}


@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "currency": st.sampled_from([None, "CNY", "USD", "EUR"]),
            **{name: st.sampled_from(codes) for name, codes in CODES.items()},
        }
    )
)
def test_questions_that_do_not_apply(values):
    """Foreign money has a rate, registered rights have certificates, programmes number their
    projects, and what is handed over is to be used.
    """
    asked = set()
    if values["currency"] not in (None, "CNY"):
        asked.add("exchange_rate")
    if str(values["ip_type"] or "1") not in ("1", "9"):
        asked.add("ip_certificate")
    if str(values["plan_source"] or "9") != "9":
        asked.add("plan_number")
    if str(values["contract_type"] or "1")[0] in "25":
        asked |= {"expected_investment", "expected_output"}
    every = {
        "exchange_rate", "ip_certificate", "plan_number", "expected_investment", "expected_output",
    }  # fmt: skip
    assert set(not_asked(values)) == every - asked
