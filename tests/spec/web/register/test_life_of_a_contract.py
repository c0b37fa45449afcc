"""The way of a contract from draft to registration, by actions.

Not here: pages, certificates, changes after registration.
"""

from __future__ import annotations

import pytest

from register_people import person, small_register, sound
from techmarket.web.contracts.actions import applying, deciding
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, NotYours, Refused, SomebodyElse

pytestmark = pytest.mark.django_db


def test_from_draft_to_registration() -> None:
    """A sound application is submitted, accepted, and registered under the next number."""
    register = small_register()
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    values, unread, broken = applying.check(draft)
    assert {name: [str(one) for one in texts] for name, texts in unread.items()} == {}
    assert [(one.id, str(one.text)) for one in broken if one.hard] == []
    assert values["value"] == 12_345_678
    one = register.registered()
    assert one.state == "registered"
    assert one.registration_number == f"440301{one.registration_date.year}000001"
    assert one.standing.value == 12_345_678
    assert verify().broken is None
    assert Event.objects.filter(subject="contract", subject_id=str(one.pk)).count() == 4


def test_a_stale_page_changes_nothing() -> None:
    """Of two clerks who decide at once exactly one succeeds, and the other is told."""
    register = small_register()
    one = register.accepted()
    deciding.register(register.registrar, one.uid, one.revision)
    with pytest.raises(Refused) as found:
        deciding.register(register.registrar, one.uid, one.revision)
    assert found.value.code == "wrong_state"
    two = register.submitted()
    deciding.take(register.registrar, two.uid, two.revision)
    with pytest.raises(SomebodyElse):
        deciding.accept(register.registrar, two.uid, two.revision, None)


def test_what_is_not_theirs_is_not_there() -> None:
    """Another agency does not find the contract; another role may not decide."""
    register = small_register()
    one = register.submitted()
    stranger = person("registrar", organisation=register.offices.other_agency)
    with pytest.raises(NotYours):
        deciding.accept(stranger, one.uid, one.revision, None)
    with pytest.raises(MayNot):
        deciding.accept(register.reviewer, one.uid, one.revision, None)


def test_an_unsound_application_is_not_submitted() -> None:
    """What is missing is said field by field, and what was typed is kept."""
    register = small_register()
    draft = applying.begin(
        register.owner, sound(register.seller, register.buyer, value="十二", project_name="")
    )
    with pytest.raises(Refused) as found:
        applying.submit(register.owner, draft.uid, draft.revision)
    assert {"value", "project_name"} <= set(found.value.fields)
    draft.refresh_from_db()
    assert (draft.state, draft.draft["value"]) == ("draft", "十二")
