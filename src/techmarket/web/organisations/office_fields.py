"""Fields of the forms about offices. Not here: what is checked (`actions`)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from techmarket.record.party import IDENTITY
from techmarket.web.accounts.actor import Actor
from techmarket.web.organisations.actions import kinds_below
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.pages.code_choices import Choice
from techmarket.web.pages.form_fields import FormField, form_field, plain_field
from techmarket.web.pages.wording import Both, both

Wrong = Mapping[str, list[Both]]
Typed = Mapping[str, str]

KIND_LABELS = {
    Kind.CENTRE: both("国家中心", "National centre"),
    Kind.PROVINCE: both("省级管理部门", "Provincial administration"),
    Kind.PLAN_CITY: both("计划单列市管理部门", "City with its own plan"),
    Kind.CITY: both("市级管理部门", "City administration"),
    Kind.AGENCY: both("技术合同登记机构", "Registration agency"),
    Kind.TAX: both("税务机关", "Tax office"),
    Kind.FINANCE: both("财政部门", "Finance office"),
    Kind.STATISTICS: both("统计机构", "Statistical office"),
}

TEXTS = (
    ("name_zh", both("名称", "Name in Chinese"), True),
    ("name_en", both("英文名称", "Name in English"), False),
    ("address", both("地址", "Address"), False),
    ("telephone", both("电话", "Telephone"), False),
)
NOTHING = both("", "")


def text_fields(office: Organisation | None, typed: Typed, wrong: Wrong) -> list[FormField]:
    """Names, address and telephone; of an agency also how it works."""
    fields = [
        plain_field(
            name,
            label,
            NOTHING,
            typed.get(name, getattr(office, name, "")),
            errors=wrong.get(name, ()),
            required=required,
        )
        for name, label, required in TEXTS
    ]
    if office is None or office.kind == Kind.AGENCY:
        takes = office is not None and office.takes_applications
        at_once = office is None or office.certifies_at_once
        only = "仅对登记机构有意义。", "Of agencies only."
        fields += (
            _yes_or_no(
                "takes_applications",
                both("受理申请", "Takes applications"),
                both(*only),
                typed.get("takes_applications", "是" if takes else "否"),
            ),
            _yes_or_no(
                "certifies_at_once",
                both("登记时签发登记证明", "Certificate at registration"),
                both(
                    f"{only[0]}选“否”的，由登记员在证明页面逐件签发。",
                    f"{only[1]} With “No” the registrar issues each on its page.",
                ),
                typed.get("certifies_at_once", "是" if at_once else "否"),
            ),
        )
    return fields


def _yes_or_no(name: str, label: Both, words: Both, text: str) -> FormField:
    options = [("是", both("是", "Yes")), ("否", both("否", "No"))]
    return plain_field(name, label, words, text, control="radio", options=options)


def founding_fields(parent: Organisation, typed: Typed, wrong: Wrong) -> list[FormField]:
    """Everything that is asked for when an office is founded."""
    region = next(one for one in IDENTITY if one.name == "region")
    return [
        plain_field(
            "kind",
            both("类别", "Kind"),
            NOTHING,
            typed.get("kind", ""),
            errors=wrong.get("kind", ()),
            control="select",
            options=[(one.value, KIND_LABELS[one]) for one in kinds_below(parent)],
        ),
        plain_field(
            "code",
            both("代码", "Code"),
            both(
                "登记机构 6 位：地区 4 位、机构 2 位；管理部门用行政区划代码；"
                "税务、财政、统计部门在前面加 T、F、S。",
                "Of an agency 6 digits: region 4, own 2; of an administration that of its region, "
                "with T, F or S in front for tax, finance and statistics.",
            ),
            typed.get("code", ""),
            errors=wrong.get("code", ()),
        ),
        form_field(region, typed.get("region", parent.region), errors=wrong.get("region", ())),
        *text_fields(None, typed, wrong),
        date_field("since", both("设立日期", "Founded on"), typed, wrong),
    ]


def date_field(name: str, label: Both, typed: Typed, wrong: Wrong) -> FormField:
    """A day, today unless something was typed."""
    return plain_field(
        name,
        label,
        NOTHING,
        typed.get(name, timezone.localdate().isoformat()),
        errors=wrong.get(name, ()),
        control="date",
    )


def reason_field(typed: Typed, wrong: Wrong) -> FormField:
    """Why."""
    return plain_field(
        "reason",
        both("理由", "Reason"),
        NOTHING,
        typed.get("reason", ""),
        errors=wrong.get("reason", ()),
        wide=True,
    )


def parent_field(actor: Actor, office: Organisation, typed: Typed, wrong: Wrong) -> FormField:
    """The offices below which one may be put."""
    own = actor.organisation
    rows = Organisation.objects.filter(
        path__startswith=own.path if own else "-", valid_to__isnull=True
    ).exclude(path__startswith=office.path)
    tree = tuple(
        Choice(one.code, str(one), "", 0, True)
        for one in rows.order_by("path")
        if Kind(office.kind) in kinds_below(one)
    )
    return plain_field(
        "parent",
        both("新的上级", "Under"),
        NOTHING,
        typed.get("parent", office.parent.code if office.parent else "").strip().split(" ")[0],
        errors=wrong.get("parent", ()),
        control="select",
        tree=tree,
    )
