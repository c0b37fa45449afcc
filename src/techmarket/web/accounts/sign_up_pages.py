"""A party opens an account: the form, and what it asks while somebody types.

Not here: what is checked and made (`actions.signing_up`).
"""

from __future__ import annotations

from django.contrib import auth, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from techmarket.record.fields import Field
from techmarket.web.accounts.actions.signing_up import ASKED, FirstPerson, check_party, sign_up
from techmarket.web.accounts.client_address import client_address
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.code_choices import Choice
from techmarket.web.pages.form_fields import FormField, form_field, plain_field
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.alike import agencies_of_the_same

FIRST = ("name", "identifier", "identifier_type", "kind", "region", "country", "industry", "scale")
"""The identity of a party, asked for first; what it is and how it is reached follow."""

BACKEND = "django.contrib.auth.backends.ModelBackend"
Wrong = dict[str, list[Both]]


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_page(request: HttpRequest) -> HttpResponse:
    """The form; sent, it opens the account and logs its first person in."""
    if request.user.is_authenticated:
        return redirect("home")
    if request.method != "POST":
        return render(request, "accounts/sign_up.html", _form({"country": "142"}, {}))
    sent = posted(request)
    agency = agencies().filter(code=sent.get("agency", "").strip().split(" ")[0]).first()
    person = FirstPerson(
        *(sent.get(name, "") for name in ("username", "person_name", "password", "again"))
    )
    try:
        party, user = sign_up(
            sent,
            agency,
            person,
            language=get_language() or "zh-hans",
            address=client_address(request),
        )
    except Refused as refused:
        odd = check_party(sent, agency).odd
        told = _form(sent, refused.fields, odd) | {"wrong": refused, "alike": _alike(sent)}
        return render(request, "accounts/sign_up.html", told, status=refused.status)
    auth.login(request, user, backend=BACKEND)
    messages.success(
        request,
        str(
            both(
                f"账户已建立，注册号 {party.party_id}。请携带证件到{party.agency.name_zh}确认；"
                "确认之前即可填写草稿。",
                f"The account is open, number {party.party_id}. Bring your papers to "
                f"{party.agency.name_en} for confirmation; drafts can be written before.",
            )
        ),
    )
    return redirect("home")


@require_safe
def show_alike(request: HttpRequest) -> HttpResponse:
    """Whether a party of the name `?name=` has an account, a part of the page.

    Said to anybody: only that, and which agency keeps it; no names but the one that is asked for.
    """
    return render(
        request,
        "accounts/parts/alike.html",
        {"alike": _alike({"name": request.GET.get("name", "")})},
    )


def agencies() -> QuerySet[Organisation]:
    """Agencies to which sellers may apply today."""
    today = timezone.localdate()
    return Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        takes_applications=True,
        valid_from__lte=today,
    ).select_related("parent")


def agency_field(chosen: str, errors: list[Both]) -> FormField:
    """The choice of an agency, found by its name and those of the offices above it."""
    rows = list(agencies().order_by("path"))
    above = {
        one.code: str(one)
        for one in Organisation.objects.filter(
            code__in={code for row in rows for code in row.path.strip("/").split("/")[1:-1]}
        )
    }
    tree = tuple(
        Choice(
            row.code,
            str(row),
            " / ".join(above[code] for code in row.path.strip("/").split("/")[1:-1]),
            1,
            True,
        )
        for row in rows
    )
    return plain_field(
        "agency",
        both("登记机构", "Registration agency"),
        both(
            "您所在地的技术合同登记机构，由它确认账户、办理登记。",
            "The agency of your place, which confirms the account and registers contracts.",
        ),
        chosen.strip().split(" ")[0],
        errors=errors,
        control="select",
        tree=tree,
    )


def _form(sent: dict[str, str], wrong: Wrong, odd: Wrong | None = None) -> dict[str, object]:
    def shown(one: Field) -> FormField:
        attributes = {
            "hx-get": reverse("sign_up_alike"),
            "hx-trigger": "change",
            "hx-target": "#alike",
        }
        return form_field(
            one,
            sent.get(one.name, ""),
            errors=wrong.get(one.name, ()),
            warnings=(odd or {}).get(one.name, ()),
            attributes=attributes if one.name == "name" else None,
        )

    return {
        "first": [shown(one) for one in ASKED if one.name in FIRST],
        "more": [shown(one) for one in ASKED if one.name not in FIRST],
        "agency": agency_field(sent.get("agency", ""), wrong.get("agency", [])),
        "person": _person(sent, wrong),
    }


def _person(sent: dict[str, str], wrong: Wrong) -> list[tuple[FormField, str]]:
    asked = (
        (
            "person_name",
            both("姓名", "Name"),
            both("账户管理员本人的姓名。", "Of the person who looks after the account."),
            "text",
            "name",
        ),
        (
            "username",
            both("登录名", "Login name"),
            both(
                "3 至 80 个小写字母、数字、点、横线或 @。",
                "3 to 80 small letters, digits, dots, hyphens or @.",
            ),
            "text",
            "username",
        ),
        (
            "password",
            both("密码", "Password"),
            both("至少 10 个字符，不全是数字。", "At least 10 characters, not digits only."),
            "password",
            "new-password",
        ),
        ("again", both("再次输入密码", "Password again"), both("", ""), "password", "new-password"),
    )
    return [
        (
            plain_field(
                name,
                label,
                words,
                "" if control == "password" else sent.get(name, ""),
                errors=wrong.get(name, ()),
                control=control,
            ),
            autocomplete,
        )
        for name, label, words, control, autocomplete in asked
    ]


def _alike(sent: dict[str, str]) -> list[Organisation]:
    return agencies_of_the_same(sent.get("name", "")[:200])
