"""# Logging in

Not here: opening an account, and what roles may do.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from official_client import signed_in
from page_words import errors, notices, words
from register_people import person, small_register
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership, User
from techmarket.web.history.models import Event
from techmarket.web.pages.wording import Both

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"
ONE_TIME = "/account/one-time-password/"


def log_in(client: Client, actor: Actor, password: str = PASSWORD, **more: str) -> Any:
    """Send the form."""
    return client.post("/login/", {"username": actor.user.username, "password": password, **more})


def prove(client: Client, actor: Actor) -> Any:
    """Set up one-time passwords with the first one."""
    client.get(ONE_TIME)
    device = TOTPDevice.objects.get(user=actor.user)
    return client.post(ONE_TIME, {"token": f"{totp(device.bin_key):06}", "next": "/account/"})


def test_a_party_logs_in_with_a_password(client: Client) -> None:
    """The login name is the same in capitals or not; the session goes where somebody wanted to."""
    owner = small_register().owner
    sent = {"username": f" {owner.user.username.upper()} ", "password": PASSWORD, "next": "/party/"}
    answer = client.post("/login/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/party/")
    assert client.get("/party/").status_code == 200
    assert client.get("/login/")["Location"] == client.head("/login/")["Location"] == "/"
    left = client.post("/logout/", follow=True)
    assert notices(left) == ["已退出登录。"]
    assert client.get("/party/")["Location"] == "/login/?next=/party/"


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    """An address elsewhere, handed in as where to go next, is not followed."""
    owner = small_register().owner
    for elsewhere in (
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "\\evil",
        "party",
        "/\\evil",
    ):
        answer = log_in(client, owner, next=elsewhere)
        assert answer["Location"] == "/"
        client.post("/logout/")
    sent = {"language": "en", "next": "https://evil.example/"}
    assert client.post("/language/", sent)["Location"] == "/"


def test_what_was_wrong_is_not_said(client: Client) -> None:
    """A wrong password and a name that nobody has get the same answer."""
    owner = small_register().owner
    told = [
        log_in(client, owner, "wrong"),
        client.post("/login/", {"username": "nobody", "password": "wrong"}),
    ]
    assert {one.status_code for one in told} == {422}
    assert [notices(one) for one in told] == [
        ["登录名或密码不对。请检查大小写和输入法；忘记密码请联系本单位或本机构管理员。"]
    ] * 2


def test_failures_are_slowed_down(client: Client) -> None:
    """After five failures a login name waits, even with the right password; others do not."""
    register = small_register()
    answers = [log_in(client, register.owner, "wrong") for _ in range(5)]
    assert [one.status_code for one in answers] == [422] * 4 + [429]
    assert answers[-1]["Retry-After"] == "900"
    until = timezone.localtime(timezone.now() + timedelta(minutes=15))
    first = notices(answers[-1])[0]
    assert first.startswith("登录失败次数过多，已暂停 15 分钟。请在 ")
    assert first.endswith(
        " 之后再试；在此之前的尝试会重新计时。忘记密码请联系本单位或本机构管理员。"
    )
    minutes = {f"{until - timedelta(minutes=one):%H:%M}" for one in (0, 1)}
    assert any(one in first for one in minutes)
    assert log_in(client, register.owner).status_code == 429
    other = person("owner", party=register.seller)
    assert log_in(client, other).status_code == 302


def test_a_success_forgets_the_failures_before(client: Client) -> None:
    """Who mistypes four times and then succeeds begins anew."""
    owner = small_register().owner
    for _ in range(2):
        assert {log_in(client, owner, "wrong").status_code for _ in range(4)} == {422}
        assert log_in(client, owner).status_code == 302
        client.post("/logout/")


def test_an_official_sets_up_one_time_passwords(client: Client) -> None:
    """Before that no page but the set-up answers; the key is shown as a picture and as text."""
    registrar = small_register().registrar
    log_in(client, registrar)
    assert client.get("/offices/")["Location"] == f"{ONE_TIME}?next=%2Foffices%2F"
    page = client.get(ONE_TIME)
    assert 'src="data:image/svg+xml,' in page.content.decode()
    assert len(words(page, 'class="secret"')[0].replace(" ", "")) == 32
    assert errors(client.post(ONE_TIME, {"token": "000"})) == [
        "不对。请核对手机时间是否准确，输入应用上当前显示的 6 位数字。"
    ]
    TOTPDevice.objects.get().throttle_reset()
    codes = words(prove(client, registrar), 'class="secret"')
    assert len(codes) == len(set(codes)) == 10
    assert client.get("/").status_code == 200
    event = Event.objects.latest("position")
    assert (event.act, event.after) == ("account.set_up_one_time_password", {"by": "self"})


def test_the_second_proof_is_asked_for_at_each_log_in(client: Client) -> None:
    """Password alone opens nothing; a used one-time password does not serve again."""
    registrar = small_register().registrar
    log_in(client, registrar)
    prove(client, registrar)
    client.post("/logout/")
    log_in(client, registrar)
    assert client.get("/account/")["Location"] == f"{ONE_TIME}?next=%2Faccount%2F"
    device = TOTPDevice.objects.get()
    again = client.post(ONE_TIME, {"token": f"{totp(device.bin_key):06}"})
    assert errors(again) == [
        "不对，或已用过、已过期。请输入应用上当前显示的 6 位数字，或一个恢复码。"
    ]
    assert errors(client.post(ONE_TIME, {"token": "000000"}))[0].startswith("错误次数过多，请在 ")


def test_a_recovery_code_serves_once(client: Client) -> None:
    """It stands in for the telephone, and the page says how many are left."""
    registrar = small_register().registrar
    log_in(client, registrar)
    codes = words(prove(client, registrar), 'class="secret"')
    client.post("/logout/")
    log_in(client, registrar)
    answer = client.post(ONE_TIME, {"token": codes[0].upper(), "next": "/account/"}, follow=True)
    assert answer.request["PATH_INFO"] == "/account/"
    assert notices(answer)[1:] == ["已使用一个恢复码，还剩 9 个。手机丢失请联系管理员重置。"]
    assert not StaticToken.objects.filter(token=codes[0]).exists()


def test_a_party_may_set_up_one_time_passwords_too(client: Client) -> None:
    """From then on they are asked for at each log-in."""
    owner = small_register().owner
    log_in(client, owner)
    prove(client, owner)
    client.post("/logout/")
    log_in(client, owner)
    assert client.get("/party/")["Location"] == f"{ONE_TIME}?next=%2Fparty%2F"


def test_a_password_that_was_given_is_changed_first(client: Client) -> None:
    """No page answers before; then the person is where everybody begins."""
    owner = small_register().owner
    User.objects.filter(pk=owner.user.pk).update(must_change_password=True)
    log_in(client, owner)
    assert client.get("/party/")["Location"] == "/account/password/?next=%2Fparty%2F"
    sent = {"old": PASSWORD, "new": "another long phrase", "again": "another long phrase"}
    assert client.post("/account/password/", sent)["Location"] == "/"
    assert client.get("/party/").status_code == 200
    assert Event.objects.latest("position").act == "account.change_password"


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("x", "another long phrase", "another long phrase", Both("原密码不对。", "")),
        (PASSWORD, "short", "short", Both("密码太短：至少 10 个字符。", "")),
        (PASSWORD, "8250174639", "8250174639", Both("密码不能全是数字。", "")),
        (PASSWORD, "password123", "password123", Both("密码太常见，容易被猜到。", "")),
        (PASSWORD, PASSWORD, PASSWORD, Both("新密码与原密码相同。", "")),
        (PASSWORD, "x" * 201, "x" * 201, Both("密码太长：最多 200 个字符。", "")),
        (PASSWORD, "another long phrase", "an other", Both("两次输入的新密码不一致。", "")),
    ],
)
def test_a_weak_password_is_refused(
    client: Client, old: str, new: str, again: str, said: Both
) -> None:
    """What is wrong stands beside its field, and nothing has changed."""
    owner = small_register().owner
    log_in(client, owner)
    answer = client.post("/account/password/", {"old": old, "new": new, "again": again})
    assert (answer.status_code, errors(answer)) == (422, [said.zh])
    owner.user.refresh_from_db()
    assert owner.user.check_password(PASSWORD)


def test_a_password_like_the_login_name_is_refused(client: Client) -> None:
    """Neither the login name nor the name of the person will do."""
    owner = small_register().owner
    User.objects.filter(pk=owner.user.pk).update(username="chen.jianguo")
    client.force_login(
        User.objects.get(pk=owner.user.pk), "django.contrib.auth.backends.ModelBackend"
    )
    sent = {"old": PASSWORD, "new": "chen.jianguo1", "again": "chen.jianguo1"}
    assert errors(client.post("/account/password/", sent)) == ["密码与登录名或姓名太相近。"]


def test_a_session_ends(client: Client) -> None:
    """After eight hours, and at once where the password was changed elsewhere."""
    owner = small_register().owner
    log_in(client, owner)
    assert client.session.get_expiry_age() == 8 * 3600
    owner.user.set_password("changed elsewhere")
    owner.user.save()
    assert client.get("/party/")["Location"] == "/login/?next=/party/"


def test_somebody_with_two_roles_chooses(client: Client) -> None:
    """The choice holds for the session; a role of somebody else is not taken."""
    register = small_register()
    user = register.registrar.user
    second = Membership.objects.create(
        user=user, role="reviewer", organisation=register.offices.agency, valid_from="2013-01-01"
    )
    browser = signed_in(register.registrar)
    assert "登记员" in words(browser.get("/"), 'class="role"')[0]
    browser.post("/role/", {"membership": second.pk})
    assert "复核员" in words(browser.get("/"), 'class="role"')[0]
    browser.post("/role/", {"membership": register.owner.membership.pk})
    browser.post("/role/", {"membership": "no number"})
    assert "复核员" in words(browser.get("/"), 'class="role"')[0]


def test_roles_of_a_closed_office_end_with_it() -> None:
    """Whoever worked there has no role any more and is told so."""
    register = small_register()
    browser = signed_in(register.registrar)
    agency = register.offices.agency
    agency.valid_to = timezone.localdate() - timedelta(days=1)
    agency.save()
    answer = browser.get("/account-holders/")
    assert answer.status_code == 403
    assert notices(answer) == ["您目前没有角色。请联系本单位或本机构的管理员。"]
