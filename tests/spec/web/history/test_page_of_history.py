"""The page of a contract's history: every act in words, for those who may read it.

Not here: the proof.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from official_client import signed_in
from register_people import Register, person, small_register
from techmarket.web.changes.actions import asking
from techmarket.web.contracts.moves import MOVES
from techmarket.web.history.words import OTHER_ACTS, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return small_register()


@pytest.mark.parametrize(
    ("language", "acts"),
    [
        ("zh-hans", ["申请变更", "予以登记", "受理", "提交", "建立草稿"]),
        ("en", ["Ask for a change", "Register", "Accept", "Submit", "Draft begun"]),
    ],
)
def test_acts_in_words(register: Register, language: str, acts: list[str]) -> None:
    """Newest first, in the reader's language: who, in which role, why, what changed."""
    one = register.registered()
    asking.ask_change(
        register.owner, one.uid, one.revision, "amendment", {"value": "200000"}, "补充协议。"
    )
    shown = signed_in(register.registrar, language).get(
        reverse("contract_history", args=(one.uid,))
    )
    assert [str(event.label.zh if language == "zh-hans" else event.label.en)
            for event in shown.context["events"]] == acts  # fmt: skip
    text = shown.content.decode()
    assert "补充协议。" in text
    assert register.owner.user.name in text
    assert ("登记主体管理员" if language == "zh-hans" else "Account holder") in text


def test_who_may_read_it(register: Register) -> None:
    """Officials of the place; not the parties, whose own page tells them; nobody elsewhere."""
    one = register.registered()
    address = reverse("contract_history", args=(one.uid,))
    assert signed_in(register.reviewer).get(address).status_code == 200
    assert signed_in(register.owner).get(address).status_code == 403
    stranger = person("registrar", organisation=register.offices.other_agency)
    assert signed_in(stranger).get(address).status_code == 404


def test_what_changed_is_told_field_by_field(register: Register) -> None:
    """States and fields by their labels; a draft by what was typed into it."""
    from techmarket.web.contracts.actions import applying
    from techmarket.web.history.models import Event

    draft = applying.begin(register.owner, {"project_name": "一"})
    applying.save(register.owner, draft.uid, draft.revision, {"project_name": "二"})
    lines = told(Event.objects.latest("position")).lines
    assert ("项目名称", "一", "二") in lines
    one = register.registered()
    last = told(Event.objects.filter(subject_id=str(one.pk)).latest("position"))
    assert ("状态", "已受理", "已登记") in last.lines


def test_every_act_has_words() -> None:
    """Acts of the state machine bring their own; the others stand in a list."""
    assert set(MOVES) & set(OTHER_ACTS) == set()
    assert all(one.zh and one.en for one in OTHER_ACTS.values())
