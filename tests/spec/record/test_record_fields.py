"""Fields: one declaration, its words and its check."""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.codes import code_list
from techmarket.record.constraints import (
    NOT_NEGATIVE,
    CodeOf,
    Constraint,
    DateRange,
    Exact,
    Length,
    NotEmpty,
    OneOf,
    Pattern,
    Range,
)
from techmarket.record.contract import CONTRACT
from techmarket.record.fields import (
    Field,
    FieldType,
    names,
    personal_fields,
    statistical_fields,
)
from techmarket.record.party import PARTY
from techmarket.record.record_kinds import RECORD_KINDS

DAY = date(2013, 9, 9)
ALL_FIELDS = [(kind.name, field) for kind in RECORD_KINDS for field in kind.fields]


def field_of(field_type: FieldType = FieldType.TEXT, **more: object) -> Field:
    """A field with words, and whatever the test adds."""
    given: dict[str, object] = {
        "name": "title",
        "type": field_type,
        "label_zh": "名称",
        "label_en": "Title",
        "words_zh": "名称。",
        "words_en": "The title.",
    }
    return Field(**(given | more))  # type: ignore[arg-type]


def test_the_fields_of_a_contract() -> None:
    """The names that files, forms and statistics use, in their order."""
    assert " ".join(names(CONTRACT)) == (
        "registration_number project_name contract_type signing_date start_date end_date "
        "acceptance_date registration_date payment_method is_related_party value technical_value "
        "currency exchange_rate ip_type ip_certificate technical_field objective plan_source "
        "plan_number industry_served seller_id seller_kind seller_region seller_country buyer_id "
        "buyer_kind buyer_region buyer_country intermediary_id registration_region "
        "registration_agency registrar status ended_date is_tax_exempt expected_investment "
        "expected_output"
    )


def test_the_fields_of_a_party() -> None:
    """The names that files, forms and statistics use, in their order."""
    assert " ".join(names(PARTY)) == (
        "party_id name identifier identifier_type kind country region industry scale "
        "in_high_tech_zone is_listed is_research_institution is_converted_institute "
        "is_transfer_institution address legal_representative contact telephone postcode"
    )


def test_what_statistics_may_use_of_a_contract() -> None:
    """Everything else stays in the register."""
    assert " ".join(names(statistical_fields(CONTRACT))) == (
        "contract_type signing_date registration_date payment_method is_related_party value "
        "technical_value ip_type technical_field objective plan_source industry_served seller_id "
        "seller_kind seller_region seller_country buyer_id buyer_kind buyer_region buyer_country "
        "registration_region registration_agency status ended_date is_tax_exempt"
    )


def test_what_is_personal() -> None:
    """Fields about natural persons are named as such, and none is used for statistics."""
    personal = [field for kind in RECORD_KINDS for field in personal_fields(kind.fields)]
    assert " ".join(names(personal)) == (
        "registrar identifier address legal_representative contact telephone finance_head examiner"
    )
    assert statistical_fields(personal) == ()


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS, ids=lambda x: getattr(x, "name", x))
def test_every_code_list_of_a_field_exists(kind: str, field: Field) -> None:
    """A coded field names a list, and the codes it calls too coarse are those above others."""
    for constraint in field.constraints:
        if isinstance(constraint, CodeOf):
            rows = code_list(constraint.list_name)
            assert constraint.list_name == field.code_list
            for code in constraint.too_coarse:
                assert rows.children(code)


@pytest.mark.parametrize("name", ["contract_type", "ip_type", "plan_source"])
@pytest.mark.parametrize("on", [DAY, date(2026, 6, 1)])
def test_lists_of_two_levels_are_used_at_their_finest(name: str, on: date) -> None:
    """Parts add up to the whole only if no contract stands at a group: exactly the parents."""
    field = next(field for field in CONTRACT if field.code_list == name)
    assert isinstance(field.constraint, CodeOf)
    parents = {row.parent for row in code_list(name).codes(on)} - {None}
    assert field.constraint.too_coarse == parents


def test_a_field_without_a_value() -> None:
    """Only a required field must be given."""
    assert field_of().check(None, DAY) is None
    problem = field_of(required=True).check(None, DAY)
    assert problem is not None
    assert (problem.rule, problem.fields) == ("required", ("title",))
    assert problem.sentence("zh") == "名称：必须填写。"
    assert problem.sentence("en") == "Title: must be given."


@pytest.mark.parametrize(
    ("field_type", "wrong"),
    [
        (FieldType.TEXT, 7),
        (FieldType.INTEGER, True),
        (FieldType.INTEGER, 7.0),
        (FieldType.BOOLEAN, 1),
        (FieldType.DATE, "2013-09-09"),
        (FieldType.DECIMAL, 6.1932),
    ],
)
def test_a_value_of_another_type(field_type: FieldType, wrong: object) -> None:
    """No type stands for another: 1 is not yes, yes is not 1, a float is nothing."""
    problem = field_of(field_type).check(wrong, DAY)
    assert problem is not None
    kind = type(wrong).__name__
    assert problem.sentence("zh") == f"名称：“{wrong}”的类型应为 {field_type}，而不是 {kind}。"
    assert problem.sentence("en") == f"Title: “{wrong}” must be of type {field_type}, not {kind}."


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"field_type": FieldType.CODE}, "a code list belongs to a code, and to nothing else"),
        ({"code_list": "region"}, "a code list belongs to a code, and to nothing else"),
        ({"field_type": FieldType.MONEY}, "money is in 分, and nothing else is"),
        ({"unit": "分"}, "money is in 分, and nothing else is"),
        ({"words_en": ""}, "a label and words are needed in both languages"),
    ],
)
def test_a_declaration_that_contradicts_itself(more: dict[str, object], message: str) -> None:
    """A bad definition is refused when it is defined."""
    with pytest.raises(ValueError, match=f"^field title: {message}$"):
        field_of(**more)  # type: ignore[arg-type]


COLOURS = OneOf((("red", "红", "red"), ("blue", "蓝", "blue")))
DATES = DateRange(date(1985, 1, 1), date(2099, 12, 31))
SIX = Pattern("[0-9]{6}", "6 位数字", "6 digits")


@pytest.mark.parametrize(
    ("constraint", "good", "bad", "zh", "en"),
    [
        (
            NotEmpty(),
            ["x", "a b", "甲"],
            " x",
            "“ x”为空，或首尾有空白。",
            "“ x” is empty or has white space at its ends.",
        ),
        (
            NotEmpty(),
            [],
            "",
            "“”为空，或首尾有空白。",
            "“” is empty or has white space at its ends.",
        ),
        (
            Length(1, 3),
            ["a", "甲乙丙"],
            "abcd",
            "“abcd”有 4 个字符，应为 1 至 3 个字符。",
            "“abcd” has length 4; it must have 1 to 3 characters.",
        ),
        (
            Length(2, 2),
            ["ab"],
            "a",
            "“a”有 1 个字符，应为 2 个字符。",
            "“a” has length 1; it must have 2 characters.",
        ),
        (
            SIX,
            ["440300"],
            "44030",
            "“44030”的形式不对，应为：6 位数字。",
            "“44030” has the wrong form; it must be: 6 digits.",
        ),
        (
            SIX,
            [],
            "440300\n",
            "“440300\n”的形式不对，应为：6 位数字。",
            "“440300\n” has the wrong form; it must be: 6 digits.",
        ),
        (
            Exact(),
            ["6.1932", "0.05", "1"],
            "0.00",
            "“0.00”不是大于零的精确小数，只有数字和至多一个小数点。",
            "“0.00” is not an exact decimal number above zero: digits with at most one point.",
        ),
        (
            NOT_NEGATIVE,
            [0, 1],
            -1,
            "-1 超出范围，应为：≥ 0 分。",
            "-1 is out of range; it must be: ≥ 0 分.",
        ),
        (
            Range(1, 9),
            [1, 9],
            10,
            "10 超出范围，应为：≥ 1，≤ 9。",
            "10 is out of range; it must be: ≥ 1, ≤ 9.",
        ),
        (
            DATES,
            [date(1985, 1, 1), date(2099, 12, 31)],
            date(1984, 12, 31),
            "1984-12-31 不在 1985-01-01 至 2099-12-31 之间。",
            "1984-12-31 is not in 1985-01-01 to 2099-12-31.",
        ),
        (
            COLOURS,
            ["red", "blue"],
            "green",
            "“green”不是 red、blue 之一。",
            "“green” is not one of red, blue.",
        ),
        (
            CodeOf("contract_type", frozenset({"1"})),
            ["11", "3"],
            "1",
            "“1”是汇总代码，应填写它下面的一个代码。",
            "“1” only groups other codes; give one of those below it.",
        ),
        (
            CodeOf("contract_type"),
            ["22"],
            "5",
            "“5”不是代码表 contract_type 在 2013-09-09 有效的代码；"
            "最接近的有 1 技术开发、2 技术转让、3 技术咨询。",
            "“5” is not a code of contract_type on 2013-09-09; "
            "the nearest are 1 技术开发, 2 技术转让, 3 技术咨询.",
        ),
    ],
)
def test_every_constraint_says_what_it_refuses(
    constraint: Constraint, good: list[object], bad: object, zh: str, en: str
) -> None:
    """Good values pass; a bad one is told in a whole sentence in both languages."""
    assert [constraint.check(value, DAY) for value in good] == [None] * len(good)
    problem = constraint.check(bad, DAY)
    assert problem is not None
    assert (problem.sentence("zh"), problem.sentence("en")) == (zh, en)


def test_a_code_is_valid_at_the_date_of_the_fact() -> None:
    """Licensing is a type of its own from 2026; a patent licence is type 22 until then."""
    types = CodeOf("contract_type")
    before, after = date(2026, 1, 22), date(2026, 1, 23)
    assert types.check("22", before) is None
    assert types.check("22", after) is not None
    assert types.check("5", before) is not None
    assert types.check("5", after) is None


def test_the_words_of_constraints() -> None:
    """What a constraint asks stands in the dictionary in the same words as in its problems."""
    assert [c.words("zh") for c in (NotEmpty(), Range(1, 9, "分"), DATES, COLOURS)] == [
        "不空，首尾无空白",
        "≥ 1 分，≤ 9 分",
        "1985-01-01 至 2099-12-31",
        "其中之一：red (红), blue (蓝)",
    ]
    assert CodeOf("ip_type", frozenset({"2"})).words("en") == (
        "a code of the list ip_type, valid on the day, but none of the grouping codes 2"
    )
    assert CodeOf("ip_type", frozenset({"2"})).words("zh") == (
        "代码表 ip_type 中在当日有效的代码，但不是汇总代码 2"
    )
