"""The calls of the API: the same actions and checks as the pages, told in JSON.

Not here: invented calls over the whole API (`tests/sweep`).
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from register_people import Register, person, small_register, sound
from techmarket.web.api.tokens import make_token, revoke_token
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event

pytestmark = pytest.mark.django_db


class Caller:
    """Calls with a token, and reads what is answered."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.client = Client()

    def __call__(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        """Status and JSON of a call."""
        answer = self.client.generic(
            method,
            f"/api/v1{address}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )
        return answer.status_code, answer.json()


@pytest.fixture
def register() -> Register:
    """The small register."""
    return small_register()


@pytest.fixture
def call(register: Register) -> Caller:
    """A caller for the seller."""
    return Caller(make_token(register.owner, "tests")[1])


def explained(call: Caller, uid: str) -> dict[str, str]:
    """A word on each soft rule that a draft breaks."""
    _, told = call("GET", f"/contracts/{uid}/check")
    return {one["id"]: "属实。" for one in told["broken"] if not one["hard"]}


def test_a_system_files_and_follows_a_contract(register: Register, call: Caller) -> None:
    """Begin, look what stands in the way, explain, submit; then the agency's state is seen."""
    sent = {"fields": sound(register.seller, register.buyer)}
    status, made = call("POST", "/contracts", sent)
    assert (status, made["state"], made["agency"]) == (201, "draft", "440301")
    words = explained(call, made["uid"])
    status, changed = call(
        "PATCH",
        f"/contracts/{made['uid']}",
        {"revision": made["revision"], "explanations": words},
    )
    assert status == 200
    status, filed = call(
        "POST", f"/contracts/{made['uid']}/submit", {"revision": changed["revision"]}
    )
    assert (status, filed["state"]) == (200, "submitted")
    assert call("GET", f"/contracts/{made['uid']}")[1] == filed
    status, listed = call("GET", "/contracts?state=submitted")
    assert [one["uid"] for one in listed["contracts"]] == [made["uid"]]
    assert listed["next"] is None


def test_what_is_wrong_is_said_by_field_in_one_shape(register: Register, call: Caller) -> None:
    """The sentences are those of the pages, in both languages."""
    sent = {"fields": sound(register.seller, register.buyer, value="many")}
    _, made = call("POST", "/contracts", sent)
    status, told = call("POST", f"/contracts/{made['uid']}/submit", {"revision": made["revision"]})
    assert status == 422
    assert told["error"]["code"] == "not_sound"
    assert told["error"]["fields"]["value"][0]["en"] == (
        "This amount cannot be read for certain. Write it as 1234567.89, 1,234,567.89, "
        "12.5万 or 3亿."
    )
    status, told = call("POST", f"/contracts/{made['uid']}/submit", {"revision": "x"})
    assert (status, told["error"]["code"]) == (422, "unreadable")
    assert list(told["error"]["fields"]) == ["revision"]
    assert call("GET", "/nothing")[1]["error"]["code"] == "not_found"


def test_a_call_that_is_sent_again_is_done_once(register: Register, call: Caller) -> None:
    """With one key there is one contract, and both answers are the same."""
    sent = {"fields": sound(register.seller, register.buyer)}
    first = call("POST", "/contracts", sent, **{"Idempotency-Key": "a-1"})
    again = call("POST", "/contracts", sent, **{"Idempotency-Key": "a-1"})
    assert first == again
    assert Contract.objects.count() == 1
    status, told = call("POST", "/contracts", {"fields": {}}, **{"Idempotency-Key": "a-1"})
    assert (status, told["error"]["code"]) == (409, "key_used")
    status, _ = call("POST", "/contracts", sent, **{"Idempotency-Key": "a-2"})
    assert (status, Contract.objects.count()) == (201, 2)


def test_a_refused_call_may_be_tried_again_under_its_key(register: Register, call: Caller) -> None:
    """What was refused changed nothing, so nothing is kept of it."""
    key = {"Idempotency-Key": "b-1"}
    status, _ = call("POST", "/contracts", {"agency": "999999"}, **key)
    assert status == 422
    status, _ = call("POST", "/contracts", {"agency": "440301"}, **key)
    assert status == 201


def test_a_token_reaches_what_its_party_filed_and_nothing_else(
    register: Register, call: Caller
) -> None:
    """A contract of another party is answered as one that does not exist."""
    foreign = register.submitted()
    stranger = person("owner", party=register.buyer)
    other = Caller(make_token(stranger, "theirs")[1])
    for method, tail, body in (
        ("GET", "", None),
        ("GET", "/check", None),
        ("PATCH", "", {"revision": 1}),
        ("POST", "/submit", {"revision": 1}),
        ("POST", "/withdraw", {"revision": 1}),
    ):
        status, told = other(method, f"/contracts/{foreign.uid}{tail}", body)
        assert (status, told["error"]["code"]) == (404, "not_found"), (method, tail)
    assert call("GET", f"/contracts/{foreign.uid}")[0] == 200
    assert call("GET", "/contracts/no-uid")[0] == 404


def test_a_revoked_token_and_none_are_refused(register: Register) -> None:
    """Revoking takes effect at once; the answer says where to make another."""
    token, text = make_token(register.owner, "tests")
    revoke_token(register.owner, token.pk)
    status, told = Caller(text)("GET", "/contracts")
    assert (status, told["error"]["code"]) == (401, "not_authenticated")
    assert Caller("tm_x")("GET", "/fields")[0] == 401
    assert [one.act for one in Event.objects.all()][-2:] == ["token.make", "token.revoke"]


def test_a_token_ends_with_its_makers_role(register: Register, call: Caller) -> None:
    """Somebody who left the party takes their tokens' power with them."""
    register.owner.user.is_active = False
    register.owner.user.save()
    assert call("GET", "/contracts")[0] == 401


def test_the_api_tells_what_an_application_consists_of(call: Caller) -> None:
    """Fields, codes valid today, and parties by the beginning of their name."""
    _, told = call("GET", "/fields")
    fields = {one["name"]: one for one in told["fields"]}
    assert fields["value"]["unit"] == "元"
    assert fields["contract_type"]["code_list"] == "contract_type"
    _, told = call("GET", "/codes/technical_field")
    assert told["codes"][0]["label"]["zh"] == "电子信息技术"
    _, told = call("GET", "/parties?name=武汉第一")
    assert [one["name"] for one in told["parties"]] == ["武汉第一医院信号所"]
    assert set(told["parties"][0]) == {"party_id", "name", "kind", "country", "region"}
    assert call("GET", "/codes/passwords")[0] == 404
