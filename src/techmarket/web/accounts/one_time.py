"""The second proof of who somebody is: one-time passwords of an app on the telephone (TOTP).

Officials must set it up, people of parties may. Ten recovery codes, shown once, stand in for a lost
telephone. Wrong ones are slowed down by the devices themselves. Not here: the first proof
(`sessions`).
"""

from __future__ import annotations

from base64 import b32encode
from io import BytesIO
from urllib.parse import quote, urlencode

import segno
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as otp_login
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from techmarket.web.accounts.middleware import PROVEN_BY_DEVICE
from techmarket.web.accounts.models import User
from techmarket.web.history.record import add_event
from techmarket.web.pages.form_fields import plain_field
from techmarket.web.pages.onward import onward
from techmarket.web.pages.wording import Both, both

RECOVERY_CODES = 10
ISSUER = "技术合同登记"
CODE = both("一次性密码", "One-time password")


@sensitive_post_parameters("token")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_password(request: HttpRequest) -> HttpResponse:
    """Ask for the second proof; of somebody who has none yet, set it up."""
    user = request.user
    if not isinstance(user, User):
        return redirect("login")
    if user.is_verified():  # type: ignore[attr-defined]
        return redirect("account")
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    if device is None:
        return _set_up(request, user)
    wrong: Both | None = None
    if request.method == "POST":
        allowed, why = device.verify_is_allowed()
        proved = match_token(user, _typed(request)) if allowed else None
        if proved is not None:
            otp_login(request, proved)
            _say_codes_left(request, user, proved)
            return HttpResponseRedirect(onward(request))
        wrong = both(
            "不对，或已用过、已过期。请输入应用上当前显示的 6 位数字，或一个恢复码。",
            "Wrong, used or past. Type the 6 digits the app shows now, or a recovery code.",
        )
        if why and why.get("locked_until"):
            until = timezone.localtime(why["locked_until"])
            wrong = both(
                f"错误次数过多，请在 {until:%H:%M:%S} 之后再试。",
                f"Too many wrong ones; try again after {until:%H:%M:%S}.",
            )
    told = {
        "next": onward(request),
        "field": plain_field(
            "token",
            CODE,
            both(
                "手机应用上显示的 6 位数字；手机不在身边时，可输入一个恢复码。",
                "The 6 digits that the app shows; without the telephone, a recovery code.",
            ),
            errors=[wrong] if wrong else [],
        ),
    }
    return render(request, "accounts/one_time.html", told, status=422 if wrong else 200)


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    """Show the key, and confirm it with the first password made from it."""
    device, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "app"}
    )
    wrong: Both | None = None
    if request.method == "POST":
        if device.verify_token(_typed(request)):
            codes = _confirm(user, device)
            otp_login(request, device)
            request.session[PROVEN_BY_DEVICE] = True
            shown = {"codes": codes, "next": onward(request)}
            return render(request, "accounts/recovery_codes.html", shown)
        wrong = both(
            "不对。请核对手机时间是否准确，输入应用上当前显示的 6 位数字。",
            "Wrong. See that the telephone's clock is right, and type the 6 digits shown now.",
        )
    key = b32encode(device.bin_key).decode().rstrip("=")
    told: dict[str, object] = {
        "next": onward(request),
        "key": " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        "qr": qr_image(key_address(user, key)),
        "field": plain_field(
            "token", CODE, both("应用上显示的 6 位数字。", "The 6 digits that the app shows."),
            errors=[wrong] if wrong else [],
        ),
    }  # fmt: skip
    return render(request, "accounts/one_time_set_up.html", told, status=422 if wrong else 200)


def key_address(user: User, key: str) -> str:
    """What the QR code says to the app: `otpauth://totp/…`, as the apps have agreed on."""
    label = quote(f"{ISSUER}:{user.username}")
    told = {"secret": key, "issuer": ISSUER, "algorithm": "SHA1", "digits": 6, "period": 30}
    return f"otpauth://totp/{label}?{urlencode(told, quote_via=quote)}"


def qr_image(text: str) -> str:
    """A QR code as an address of the picture itself (`data:image/svg+xml…`)."""
    made = BytesIO()
    segno.make(text, error="m").save(made, kind="svg", scale=4, border=2, xmldecl=False)
    return f"data:image/svg+xml,{quote(made.getvalue().decode())}"


@transaction.atomic
def _confirm(user: User, device: TOTPDevice) -> list[str]:
    """From now on the device proves who the person is; returns new recovery codes."""
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    StaticDevice.objects.filter(user=user).delete()
    store = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=store, token=code) for code in codes)
    add_event(None, "account.set_up_one_time_password", "user", user.pk, after={"by": "self"})
    return codes


def _typed(request: HttpRequest) -> str:
    """The password without the blanks with which apps show it."""
    return "".join(request.POST.get("token", "")[:40].split()).lower()


def _say_codes_left(request: HttpRequest, user: User, proved: object) -> None:
    if not isinstance(proved, StaticDevice):
        return
    left = StaticToken.objects.filter(device__user=user).count()
    messages.warning(
        request,
        str(
            both(
                f"已使用一个恢复码，还剩 {left} 个。手机丢失请联系管理员重置。",
                f"A recovery code was used; {left} are left. Who has lost the telephone asks the "
                "administrator for access anew.",
            )
        ),
    )
