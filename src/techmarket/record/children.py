"""What a contract has none, one or several of: attachments and income verifications.

An income verification is one line of the form by which, after each payment, the agency states how
much of it is technical income; what the form repeats of the contract (name, type, amounts) is
read from the contract. Not here: the files themselves.
"""

from __future__ import annotations

from techmarket.record.constraints import NOT_NEGATIVE, PLAUSIBLE_DATE, Length, Pattern, Range
from techmarket.record.contract import CONTRACT
from techmarket.record.contract_sides import PARTY_ID
from techmarket.record.fields import DataClass, Field, FieldType
from techmarket.record.rules import not_more

OF_CONTRACT = next(field for field in CONTRACT if field.name == "registration_number")


def _position(what_zh: str, what_en: str) -> Field:
    """The number of a child within its contract."""
    return Field(
        name="position",
        type=FieldType.INTEGER,
        label_zh="序号",
        label_en="Position",
        words_zh=f"合同的第几个{what_zh}，从 1 起。",
        words_en=f"Which {what_en} of the contract it is, from 1.",
        constraint=Range(least=1),
        required=True,
    )


ATTACHMENT: tuple[Field, ...] = (
    OF_CONTRACT,
    _position("附件", "attachment"),
    Field(
        name="title",
        type=FieldType.TEXT,
        label_zh="附件名称",
        label_en="Title",
        words_zh="合同文本、知识产权证书、授权书等附件的名称。",
        words_en="What it is: the contract, an IP certificate, a power of attorney and so on.",
        constraint=Length(1, 200),
        required=True,
    ),
    Field(
        name="media_type",
        type=FieldType.TEXT,
        label_zh="文件类型",
        label_en="Media type",
        words_zh="文件的媒体类型，如 application/pdf。",
        words_en="The media type of the file, such as application/pdf.",
        constraint=Pattern(
            "[a-z]+/[a-z0-9.+-]+",
            "媒体类型，如 application/pdf",
            "a media type, as application/pdf",
        ),
        required=True,
    ),
    Field(
        name="size",
        type=FieldType.INTEGER,
        unit="字节",
        label_zh="文件大小",
        label_en="Size",
        words_zh="文件的字节数。",
        words_en="The number of bytes of the file.",
        constraint=Range(least=1),
        required=True,
    ),
    Field(
        name="sha256",
        type=FieldType.TEXT,
        label_zh="SHA-256",
        label_en="SHA-256",
        words_zh="文件内容的 SHA-256，小写十六进制。",
        words_en="The SHA-256 of the content, lower-case hexadecimal.",
        constraint=Pattern("[0-9a-f]{64}", "64 位小写十六进制", "64 lower-case hexadecimal digits"),
        required=True,
    ),
    Field(
        name="received_date",
        type=FieldType.DATE,
        label_zh="收到日期",
        label_en="Date received",
        words_zh="登记机构收到附件的日期。",
        words_en="The day on which the agency received it.",
        constraint=PLAUSIBLE_DATE,
        required=True,
    ),
)
"""Fields of an attachment; registration number and position together identify it."""


def _amount(name: str, zh: str, en: str, *, required: bool = False) -> Field:
    """One amount of the verification form."""
    return Field(
        name=name,
        type=FieldType.MONEY,
        unit="分",
        label_zh=zh,
        label_en=en,
        words_zh=f"本次核定的{zh.removeprefix('本次')}。",
        words_en=f"{en} of this verification.",
        constraint=NOT_NEGATIVE,
        required=required,
    )


REALISED = _amount("realised_value", "本次实现合同交易额", "Value realised", required=True)
REALISED_TECHNICAL = _amount(
    "realised_technical_value", "本次实现技术交易额", "Technical value realised", required=True
)
TECHNICAL_INCOME = _amount(
    "technical_income", "本次实现技术性收入", "Technical income realised", required=True
)

INCOME_VERIFICATION: tuple[Field, ...] = (
    OF_CONTRACT,
    _position("收入核定", "verification"),
    Field(
        name="applicant_id",
        type=FieldType.TEXT,
        label_zh="申报方注册号",
        label_en="Applicant number",
        words_zh="申报方在登记系统中的编号，一般为卖方。",
        words_en="The applicant's number in the register of parties, as a rule the seller.",
        constraint=PARTY_ID,
        required=True,
    ),
    Field(
        name="application_date",
        type=FieldType.DATE,
        label_zh="申报日期",
        label_en="Application date",
        words_zh="申报收入核定的日期。",
        words_en="The day on which the verification was applied for.",
        constraint=PLAUSIBLE_DATE,
        required=True,
    ),
    REALISED,
    REALISED_TECHNICAL,
    _amount("labour_cost", "本次扣除劳务费", "Labour cost deducted"),
    _amount("material_cost", "本次扣除原材料费", "Cost of raw materials deducted"),
    _amount("energy_cost", "本次扣除燃料及动力费", "Cost of fuel and power deducted"),
    _amount("equipment_cost", "本次扣除设备购置及使用费", "Cost of equipment deducted"),
    _amount("dedicated_cost", "本次扣除专用业务费", "Dedicated business cost deducted"),
    _amount("management_cost", "本次扣除一、二级管理费", "Management cost deducted"),
    TECHNICAL_INCOME,
    Field(
        name="finance_head",
        type=FieldType.TEXT,
        label_zh="财务负责人",
        label_en="Head of finance",
        words_zh="申报方签字的财务负责人。",
        words_en="The applicant's head of finance, who signed.",
        constraint=Length(1, 60),
        data_class=DataClass.PERSONAL,
    ),
    Field(
        name="opinion",
        type=FieldType.TEXT,
        label_zh="审查意见",
        label_en="Opinion",
        words_zh="登记机构的审查意见。",
        words_en="The opinion of the registration agency.",
        constraint=Length(1, 1000),
    ),
    Field(
        name="examiner",
        type=FieldType.TEXT,
        label_zh="审查人",
        label_en="Examiner",
        words_zh="登记机构的审查人。",
        words_en="The person who examined it at the agency.",
        constraint=Length(1, 40),
        data_class=DataClass.PERSONAL,
    ),
    Field(
        name="verification_date",
        type=FieldType.DATE,
        label_zh="核定日期",
        label_en="Verification date",
        words_zh="登记机构核定的日期。",
        words_en="The day on which the agency verified the income.",
        constraint=PLAUSIBLE_DATE,
    ),
)
"""Fields of an income verification; registration number and position together identify it."""

INCOME_VERIFICATION_RULES = (
    not_more("realised_technical_within_realised", REALISED_TECHNICAL, REALISED),
    not_more("income_within_realised_technical", TECHNICAL_INCOME, REALISED_TECHNICAL),
)
