"""# Registration after second review

What must be reviewed is not registered before somebody high enough in the tree agreed to it.
"""

from __future__ import annotations

import pytest

from register_people import Register, person, small_register
from techmarket.web.contracts.actions import deciding, second_opinion
from techmarket.web.contracts.models import Contract
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.review import actions

pytestmark = pytest.mark.django_db

LARGE = {"value": "8000000", "technical_value": "6000000"}


def large(register: Register) -> Contract:
    """A contract that needs experts, accepted."""
    one = register.submitted(**LARGE)
    return actions.accept(register.registrar, one.uid, one.revision)


def test_it_is_not_registered_without():
    """The clerk is told why, and nothing has changed."""
    register = small_register()
    one = large(register)
    with pytest.raises(Refused) as refused:
        deciding.register(register.registrar, one.uid, one.revision)
    assert refused.value.text.zh == (
        "登记前须经复核，请先送复核：技术交易额达到省级专家评审的限额。"
    )
    assert refused.value.text.en == (
        "It needs a second review before it is registered; pass it on first. Its technical value "
        "calls for experts of the province."
    )
    one.refresh_from_db()
    assert (one.state, one.registration_number) == ("accepted", None)


def test_it_is_registered_after_somebody_agreed():
    """The reviewer of a city with its own plan sits as high as a province."""
    register = small_register()
    one = large(register)
    one = actions.pass_on(register.registrar, one.uid, one.revision)
    one = second_opinion.second_review(
        register.reviewer, one.uid, one.revision, agrees=True, reason=""
    )
    assert (one.state, second_opinion.is_agreed(one)) == ("accepted", True)
    one = deciding.register(register.registrar, one.uid, one.revision)
    assert one.state == "registered"


def test_findings_after_the_opinion_need_a_new_one():
    """Otherwise what was agreed to could be changed afterwards."""
    register = small_register()
    one = large(register)
    one = actions.pass_on(register.registrar, one.uid, one.revision)
    one = second_opinion.second_review(
        register.reviewer, one.uid, one.revision, agrees=True, reason=""
    )
    found = {"technical_value": "7000000"}
    one = actions.decide(register.registrar, one.uid, one.revision, found, [])
    assert not second_opinion.is_agreed(one)
    with pytest.raises(Refused) as refused:
        deciding.register(register.registrar, one.uid, one.revision)
    assert refused.value.code == "second_review_missing"


def test_a_reviewer_who_sits_too_low_leaves_it_to_others():
    """A second reviewer of the agency itself may review small contracts, not this one."""
    register = small_register()
    low = person("reviewer", organisation=register.offices.agency)
    one = large(register)
    one = actions.pass_on(register.registrar, one.uid, one.revision)
    with pytest.raises(Refused) as refused:
        second_opinion.second_review(low, one.uid, one.revision, agrees=True, reason="")
    assert refused.value.text.zh == "这件合同应由省级（计划单列市）复核，请等待上级办理。"
    assert refused.value.text.en == (
        "This contract is reviewed by the province (or city with its own plan); leave it to them."
    )
    small = register.submitted()
    small = actions.accept(register.registrar, small.uid, small.revision)
    small = actions.pass_on(register.registrar, small.uid, small.revision)
    small = second_opinion.second_review(
        low, small.uid, small.revision, agrees=False, reason="请核对。"
    )
    assert small.state == "second_review_returned"


def test_a_registrar_gives_no_second_opinion():
    register = small_register()
    one = large(register)
    one = actions.pass_on(register.registrar, one.uid, one.revision)
    with pytest.raises(MayNot):
        second_opinion.second_review(
            register.registrar, one.uid, one.revision, agrees=True, reason=""
        )
