"""# Contracts alike

What a reviewer is shown of contracts that may be the one under review.
"""

from __future__ import annotations

import pytest

from register_people import person, small_register, sound
from techmarket.web.contracts.actions import applying
from techmarket.web.parties.models import Party
from techmarket.web.review.lookalikes import lookalikes_of

pytestmark = pytest.mark.django_db


def test_the_same_contract_again():
    """Same parties, project, value and day, handed in twice: shown, with what agrees."""
    register = small_register()
    first, again = register.registered(), register.submitted()
    (found,) = lookalikes_of(register.registrar, again)
    assert (found.contract, found.seen) == (first, True)
    assert [one.zh for one in found.reasons] == [
        "卖方注册号或代码相同",
        "买方注册号或代码相同",
        "项目名称相同",
        "成交金额相同",
        "签订日期相同",
        "有效期止相同",
        "合同类别相同",
        "技术领域相同",
        "登记机构相同",
    ]


def test_another_contract_of_the_same_parties_is_not_shown():
    """Another project for another amount."""
    register = small_register()
    register.registered(project_name="水质监测终端研制", value="777000")
    assert lookalikes_of(register.registrar, register.submitted()) == []


def test_nothing_is_shown_where_nothing_is_alike():
    register = small_register()
    assert lookalikes_of(register.registrar, register.submitted()) == []


def test_at_another_agency_only_what_is_public():
    """Handed in at an agency of Hubei as well: the reviewer is told that it is there, and cannot
    open it."""
    register = small_register()
    there = register.offices.other_agency
    Party.objects.filter(pk=register.seller.pk).update(agency=there)
    owner = person("owner", party=Party.objects.get(pk=register.seller.pk))
    draft = applying.begin(owner, sound(register.seller, register.buyer), there)
    words = {one.id: "属实。" for one in applying.check(draft)[2]}
    elsewhere = applying.submit(owner, draft.uid, draft.revision, words)
    (found,) = lookalikes_of(register.registrar, register.submitted())
    assert (found.contract, found.seen) == (elsewhere, False)
    assert "登记机构不同" not in [one.zh for one in found.reasons]


def test_a_draft_is_never_shown():
    """It is the applicant's alone."""
    register = small_register()
    applying.begin(register.owner, sound(register.seller, register.buyer))
    assert lookalikes_of(register.registrar, register.submitted()) == []
