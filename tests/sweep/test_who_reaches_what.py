"""Every address of the site and of the API, for every role, near and far: who reaches what.

`who_reaches_what.csv` holds the expected answers; whoever changes one says so there. Beside them
some things hold whatever the file says: nothing fails, and to somebody from elsewhere a contract,
its files and its parties are as if they did not exist, in answers of any kind.
Not here: what the pages show to those who may see them.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice

from register_people import Register, party, person, small_register, unit
from techmarket.web.accounts.actor import Actor
from techmarket.web.api.tokens import make_token
from techmarket.web.applying.actions import attaching
from techmarket.web.certificates.actions import income, issuing
from techmarket.web.changes.models import Notice
from techmarket.web.contracts.models import Contract

EXPECTED = Path(__file__).with_name("who_reaches_what.csv")
SECRETS = ("绝密量子项目", "深圳华源电子", "13800138000", "南山区保密路")
"""What stands in the contract and its parties, and must never reach somebody from elsewhere."""

SAME = "91440300708461136T"
"""The identifier of the seller, and of another record of it that somebody entered."""

OFFICIALS = ("registrar", "reviewer", "administrator", "tax", "finance", "statistician")
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass
class World:
    """A contract of the seller in Shenzhen with all that belongs to it, and who may come.

    Attributes:
        actors: name of a role, "here" or "there" to somebody; "there" is Wuhan.
        places: name of a view to the values of its address.
    """

    actors: dict[tuple[str, str], Actor | None]
    places: dict[str, dict[str, Any]]
    contract: Contract


def build() -> World:
    """The world of the test."""
    register = small_register()
    seller, offices = register.seller, register.offices
    type(seller).objects.filter(pk=seller.pk).update(
        telephone="13800138000", address="南山区保密路1号", confirmed=True, identifier=SAME
    )
    twin = party("深圳华源电子厂", identifier=SAME)
    far = party("武汉华工设备有限公司", offices.other_agency, region="420100", confirmed=True)
    college = unit(seller, "一学院")
    draft = _draft(register)
    attached = attaching.add(
        register.owner, draft.uid, "扫描件", SimpleUploadedFile("a.png", PNG), len(PNG)
    )
    one = register.registered(project_name="绝密量子项目")
    certificate = issuing.issue(register.registrar, one.uid, "R")
    verification = income.apply(
        register.owner,
        one.uid,
        {
            "realised_value": "500",
            "realised_technical_value": "400",
            "technical_income": "400",
        },
    )
    notice = Notice.objects.create(
        contract=one,
        kind=Notice.Kind.OBJECTION,
        sender=offices.tax,
        recipient=offices.agency,
        text="绝密量子项目的技术交易额请重新核定",
    )
    actors = _actors(register, far, college)
    uid = {"uid": one.uid}
    places: dict[str, dict[str, Any]] = {
        "attachment": {"uid": attached.uid},
        "attachment_withdraw": {"uid": attached.uid},
        "certificate_file": {"uid": certificate.uid},
        "certificate_reissue": {"uid": certificate.uid},
        "certificate_revoke": {"uid": certificate.uid},
        "income_verification": {"uid": verification.uid},
        "public_check_number": {"number": one.registration_number},
        "code_choices": {"record": "contract", "name": "technical_field"},
        "party_close_unit": {"unit_id": college.pk},
        "end_role": {"membership_id": register.owner.membership.pk},
        "access_anew": {"user_id": register.owner.user.pk},
        "party_to_confirm": {"party_id": seller.party_id},
        "office": {"code": "440301"},
        "office_found": {"code": "440301"},
        "applying_restore": {"position": 1},
        "applying_step": {"uid": draft.uid, "step_id": "parties"},
        "applying_find_party": {"uid": draft.uid, "side": "buyer"},
        "applying_new_party": {"uid": draft.uid, "side": "buyer"},
        "applying_workbook": uid,
        "workbook_submit": uid,
        "workbook_marked": uid,
        "workbook_discard": uid,
        "review_queue": {"queue_id": "all"},
        "review_act": {**uid, "act": "take"},
        "change_ask": {**uid, "kind": "amended"},
        "change_act": {**uid, "act": "revoke"},
        "notice_confirm": {"key": notice.pk},
        "notice_answer": {"key": notice.pk},
        "closing": {"key": 1},
        "count_reopen": {"key": 1},
        "same_pair": {"first": seller.party_id, "second": twin.party_id},
        "list_codes": {"name": "technical_field"},
        "fetch_certificate": {"uid": certificate.uid},
    }
    return World(actors, places, one)


def _draft(register: Register) -> Contract:
    from register_people import sound
    from techmarket.web.contracts.actions import applying

    return applying.begin(
        register.owner, sound(register.seller, register.buyer, project_name="绝密量子项目草稿")
    )


def _actors(register: Register, far: Any, college: Any) -> dict[tuple[str, str], Actor | None]:
    here, there = register.offices, register.offices
    actors: dict[tuple[str, str], Actor | None] = {
        ("visitor", "there"): None,
        ("owner", "here"): register.owner,
        ("owner", "there"): person("owner", party=far),
        ("filer", "here"): person("filer", party=register.seller, unit=college),
        ("filer", "there"): person("filer", party=far),
    }
    near = {"tax": here.tax, "finance": here.finance, "reviewer": here.shenzhen}
    tax = type(here.tax).objects.create
    for role in OFFICIALS:
        office = near.get(role, here.agency)
        actors[role, "here"] = person(role, organisation=office)
        if role in ("tax", "finance"):
            code = f"{role[0].upper()}420000"
            distant = tax(
                code=code, kind=role, name_zh=code, name_en=code, parent=there.hubei,
                path=f"{there.hubei.path}{code}/", region="420000", valid_from="2013-01-01",
            )  # fmt: skip
        else:
            distant = there.hubei if role == "reviewer" else there.other_agency
        actors[role, "there"] = person(role, organisation=distant)
    actors["administrator of the province", "here"] = person(
        "administrator", organisation=here.guangdong
    )
    actors["administrator of the centre", "here"] = person(
        "administrator", organisation=here.centre
    )
    return actors


def addresses() -> Iterator[tuple[str, str]]:
    """Name and pattern of every address."""

    def walk(resolver: Any, prefix: str) -> Iterator[tuple[str, str]]:
        for one in resolver.url_patterns:
            text = prefix + str(one.pattern)
            if isinstance(one, URLPattern):
                yield str(one.name), text
            else:
                yield from walk(one, text)

    yield from walk(get_resolver(), "/")


def filled(name: str, pattern: str, world: World) -> str:
    """The address with the values of the world in it."""
    text = re.sub(r"[\^$]", "", pattern).replace("//", "/")
    values = world.places.get(name, {"uid": world.contract.uid})
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), text)


def answer_of(response: Any) -> str:
    """What an answer comes to, in a word."""
    status = response.status_code
    target = response.headers.get("Location", "")
    if status in (301, 302, 303):
        for part, word in (("/login", "log in"), ("/account/one-time", "prove"), ("", "goes on")):
            if part in target:
                return word
    words = {200: "shown", 201: "made", 401: "log in", 403: "may not", 404: "absent", 405: "method"}
    return words.get(status, f"{status}")


def cookie_for(actor: Actor | None) -> str:
    """The session of somebody who is logged in and has proved who they are."""
    client = Client()
    if actor is not None:
        client.force_login(actor.user, "django.contrib.auth.backends.ModelBackend")
        if actor.declared.official:
            device = StaticDevice.objects.create(user=actor.user, name="test", confirmed=True)
            session = client.session
            session[DEVICE_ID_SESSION_KEY] = device.persistent_id
            session.save()
    return client.cookies["sessionid"].value if actor is not None else ""


def called(cookie: str, token: str, method: str, address: str) -> tuple[str, bytes]:
    """The answer to a call, in a browser of its own, that leaves nothing behind."""
    client = Client()
    if cookie:
        client.cookies["sessionid"] = cookie
    body, kind, headers = "revision=1", "application/x-www-form-urlencoded", {}
    if address.startswith("/api/v1/"):
        body, kind = json.dumps({"revision": 1, "fields": {}}), "application/json"
        headers = {"Authorization": f"Bearer {token}"}
    with transaction.atomic():
        answer = client.generic(method, address, body, kind, headers=headers)
        content = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer_of(answer), content


def walked(world: World) -> Iterator[tuple[str, str, str, str, str, bytes]]:
    """View, method, role, place, answer and its content."""
    cookies = {key: cookie_for(actor) for key, actor in world.actors.items()}
    tokens = {
        key: make_token(actor, "sweep")[1]
        for key, actor in world.actors.items()
        if actor is not None and actor.may("token.manage")
    }
    for name, pattern in addresses():
        address = filled(name, pattern, world)
        calls = address.startswith("/api/v1/")
        for method in ("GET", "POST", "PATCH") if calls else ("GET", "POST"):
            for key, cookie in cookies.items():
                if calls and key not in tokens and key[0] != "visitor":
                    continue  # A call knows its caller by the token alone.
                yield name, method, *key, *called(cookie, tokens.get(key, ""), method, address)


@pytest.mark.django_db
def test_everybody_reaches_what_is_theirs_and_nothing_else(tmp_path: Path) -> None:
    """One walk over all addresses, methods, roles and places."""
    with override_settings(DATA=tmp_path):
        found = list(walked(build()))
    told = {(view, method, role, place): answer for view, method, role, place, answer, _ in found}
    if os.environ.get("WRITE_WHO_REACHES_WHAT"):
        write(told)
    failures = [key for key, answer in told.items() if answer.startswith("5")]
    assert failures == []
    leaks = [
        (view, method, role, secret)
        for view, method, role, place, _, content in found
        for secret in SECRETS
        if place == "there" and secret.encode() in content
    ]
    assert leaks == []
    expected = {tuple(row[:4]): row[4] for row in rows()}
    assert {key: told[key] for key in told if expected.get(key) != told[key]} == {}
    assert expected.keys() == told.keys()


def rows() -> list[list[str]]:
    """The expected answers, a row per view, method, role and place."""
    with EXPECTED.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def write(told: dict[tuple[str, str, str, str], str]) -> None:
    """Keep the answers of today as the expected ones; to be read before they are believed."""
    with EXPECTED.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["view", "method", "role", "place", "answer"])
        writer.writerows([*key, answer] for key, answer in told.items())
