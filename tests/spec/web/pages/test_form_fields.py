"""# Fields of forms

A declared field as people type it: label, meaning, control, what is wrong, what stood there before.
Not here: what a typed text means (register), and amounts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.utils.translation import override

from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Field, FieldType
from techmarket.record.party import PARTY
from techmarket.web.contracts.typed import read_typed
from techmarket.web.pages.code_choices import (
    choice_text,
    choices_of,
    coarse_of,
    code_meant,
    found,
)
from techmarket.web.pages.form_fields import (
    FormField,
    amount_echo,
    form_field,
    plain_field,
    readable,
    typed_text,
)
from techmarket.web.pages.posted import posted
from techmarket.web.pages.wording import both

TODAY = date(2026, 11, 24)
NAMED = {one.name: one for one in (*PARTY, *CONTRACT)}


def shown(field: FormField) -> str:
    """A field as HTML."""
    template = engines["django"].from_string("{% load forms %}{% field one %}")
    return " ".join(template.render({"one": field}).split())


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("project_name", "text"),
        ("signing_date", "date"),
        ("value", "money"),
        ("exchange_rate", "number"),
        ("is_related_party", "radio"),
        ("identifier_type", "select"),
        ("contract_type", "select"),
        ("region", "code"),
    ],
)
def test_each_type_has_its_control(name: str, control: str) -> None:
    """Short lists of codes are there whole; of long ones what is typed is looked for."""
    assert form_field(NAMED[name]).control == control


def test_a_field_says_what_it_means() -> None:
    """Label and meaning in the language of the reader; what need not be filled in is marked."""
    chinese = shown(form_field(NAMED["end_date"]))
    assert '<label for="end_date">有效期止<span class="optional">选填</span></label>' in chinese
    assert 'id="end_date-words">合同有效期的最后一天；合同未约定的不填。<' in chinese
    assert 'aria-describedby="end_date-words"' in chinese
    with override("en"):
        assert '<span class="optional">optional</span>' in shown(form_field(NAMED["end_date"]))
    assert 'aria-required="true"' in shown(form_field(NAMED["end_date"], required=True))


def test_what_was_typed_stays() -> None:
    """Sound or not, with signs of HTML as texts."""
    for name in ("project_name", "value", "signing_date", "region", "exchange_rate"):
        told = shown(form_field(NAMED[name], '<script>"1"'))
        assert 'value="&lt;script&gt;&quot;1&quot;"' in told
        assert "<script>" not in told
    for name in ("contract_type", "identifier_type"):
        told = shown(form_field(NAMED[name], "不存在"))
        assert '<option value="不存在" selected>不存在</option>' in told


def test_what_is_wrong_stands_beside_it() -> None:
    """Red for what stops, yellow for what is odd; both are read out with the control."""
    field = form_field(
        NAMED["value"], "x", errors=[both("不对。", "Wrong.")], warnings=["请核对。"]
    )
    told = shown(field)
    assert '<p class="error">不对。</p><p class="warning">请核对。</p>' in told
    assert 'aria-invalid="true"' in told
    assert 'aria-describedby="value-words value-echo value-wrong"' in told
    assert 'class="field wrong"' in told


def test_what_stood_there_before() -> None:
    """Shown where it is another value, however it was written."""
    assert "原：<del>1 技术开发</del>" in shown(form_field(NAMED["contract_type"], "11", old="1"))
    assert "原：（空）" in shown(form_field(NAMED["project_name"], "甲", old=""))
    same = form_field(NAMED["contract_type"], "11 委托开发", old="11")
    assert not same.changed
    assert not form_field(NAMED["project_name"], "甲").changed


def test_a_list_of_codes_is_a_tree() -> None:
    """What only groups others stands in it and is not chosen."""
    told = shown(form_field(NAMED["contract_type"], "21 技术秘密转让"))
    assert '<option value="2" data-path="" disabled>2 技术转让</option>' in told
    assert '<option value="21" data-path="技术转让" selected>21 技术秘密转让</option>' in told


def test_yes_and_no() -> None:
    """What need not be answered can be left open again."""
    asked = [one.label for one in form_field(NAMED["is_related_party"], required=True).options]
    assert asked == ["是", "否"]
    left = form_field(NAMED["is_listed"], "否").options
    assert [(one.value, one.label, one.chosen) for one in left] == [
        ("是", "是", False),
        ("否", "否", True),
        ("", "不填", False),
    ]


def test_two_forms_on_a_page_have_names_of_their_own() -> None:
    """By what stands before them; further attributes go to the control."""
    field = form_field(NAMED["name"], prefix="buyer-", attributes={"hx-get": "/x/?a=1&b=2"})
    told = shown(field)
    assert 'name="buyer-name"' in told
    assert 'id="buyer-name"' in told
    assert 'hx-get="/x/?a=1&amp;b=2"' in told


def test_an_amount_is_said_as_it_was_understood() -> None:
    """In 万元 and in capitals, or what is wrong with it; nothing for nothing."""
    assert amount_echo("12.5万") == "= 12.5 万元，人民币壹拾贰万伍仟元整"
    assert amount_echo("-1") == "金额不能为负数。"
    assert amount_echo(" ") == ""
    with override("en"):
        assert amount_echo("1") == "= 0.0001 ten thousand yuan, 人民币壹元整"


@pytest.mark.parametrize("declared", [*PARTY, *CONTRACT], ids=lambda one: one.name)
def test_a_value_reads_back_as_itself(declared: Field) -> None:
    """What the form shows for a value of the register is read as that value."""
    values: dict[FieldType, Any] = {
        FieldType.TEXT: "甲",
        FieldType.DATE: date(2026, 1, 31),
        FieldType.MONEY: 123_456_789,
        FieldType.INTEGER: 12,
        FieldType.DECIMAL: "6.1932",
        FieldType.BOOLEAN: False,
    }
    value = values.get(declared.type)
    if declared.type is FieldType.CODE:
        tree = choices_of(declared.code_list, coarse_of(declared), TODAY, "zh")
        value = next(one.code for one in tree if one.chosen_from)
    text = form_field(declared, typed_text(declared, value)).text
    read = read_typed({declared.name: text}, [declared], TODAY)
    assert (read.values[declared.name], read.unread) == (value, {})


@pytest.mark.parametrize(
    "declared", [one for one in (*PARTY, *CONTRACT) if one.code_list], ids=lambda one: one.name
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_choice_reads_back_as_its_code(declared: Field, lang: str) -> None:
    """Code and label, as they stand in the field, are the code, in both languages."""
    tree = choices_of(declared.code_list, coarse_of(declared), TODAY, lang)
    missed = [
        one.text
        for one in tree
        if one.chosen_from and code_meant(declared, one.text, TODAY) != one.code
    ]
    assert missed == []


def test_codes_are_found_by_any_part() -> None:
    """Of the code, of a label in either language, of what stands above; likeliest first."""
    region = NAMED["region"]

    def codes(query: str, lang: str = "zh") -> list[str]:
        return [one.code for one in found(region, query, TODAY, lang)]

    assert codes("广东 南山") == ["440305"]
    assert codes("440300")[0] == "440300"
    assert codes("shenzhen")[0] == "440300"
    assert codes("南山") == ["230404", "440305"]
    assert codes("没有这里") == []
    assert len(codes("市")) == 20
    assert codes("x" * 500) == []
    types = NAMED["contract_type"]
    assert "2" not in [one.code for one in found(types, "转让", TODAY, "zh")]


def test_a_code_is_read_with_what_stands_above_it() -> None:
    """By whoever looks at a record."""
    assert choice_text(NAMED["region"], "440305", "zh") == "440305 南山区（广东省 / 深圳市）"
    assert choice_text(NAMED["region"], "440000", "en") == "440000 Guangdong"
    assert choice_text(NAMED["region"], "x", "zh") == "x"
    assert readable(NAMED["scale"], "small") == "小型"
    with override("en"):
        assert readable(NAMED["is_listed"], "是") == "Yes"
        assert readable(NAMED["scale"], "small") == "small"


def test_what_a_form_asks_while_somebody_types(client: Client) -> None:
    """Codes of a declared field, and an amount in words; anybody may ask, and no other thing."""
    told = client.get("/codes/party/region/", {"q": "广东 南山"}).json()
    assert told == {
        "choices": [{"code": "440305", "text": "440305 南山区", "path": "广东省 / 深圳市"}]
    }
    for address in ("/codes/party/name/", "/codes/user/password/", "/codes/party/none/"):
        assert client.get(address).status_code == 404
    assert client.get("/amount/", {"amount": "3亿"}).content.decode() == (
        "= 30,000 万元，人民币叁亿元整"
    )
    assert client.get("/amount/", {"amount": "9" * 5000}).status_code == 200


def test_a_field_that_is_not_declared() -> None:
    """A login name or a reason looks the same; a password is never given back."""
    field = plain_field("password", both("密码", "Password"), both("", ""), control="password")
    told = shown(field)
    assert 'type="password"' in told
    assert "aria-describedby" not in told
    assert "value=" not in told


def test_a_long_text_is_cut_where_checks_still_refuse_it(rf: Any) -> None:
    """A field sent twice counts once."""
    sent = posted(rf.post("/", {"a": "x" * 100_000, "b": ["1", "2"]}))
    assert (len(sent["a"]), sent["b"]) == (4001, "2")
