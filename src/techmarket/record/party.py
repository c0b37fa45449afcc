"""The fields of a party (seller, buyer or intermediary), each declared once.

Kind, region and country here are the party's present ones; a contract keeps its own copy as
of its registration. Not here: rules about several fields (`party_rules`).
"""

from __future__ import annotations

from techmarket.record.constraints import CodeOf, Length, OneOf, Pattern
from techmarket.record.contract_sides import KIND_GROUPS, PARTY_ID
from techmarket.record.fields import DataClass, Field, FieldType

USCC, ORG_CODE, CITIZEN = "uscc", "org_code", "citizen_number"

IDENTIFIER_TYPES = OneOf(
    (
        (USCC, "统一社会信用代码", "unified social credit code"),
        (ORG_CODE, "组织机构代码", "organisation code"),
        (CITIZEN, "居民身份号码", "citizen number"),
    )
)

SCALES = OneOf(
    (
        ("large", "大型", "large"),
        ("medium", "中型", "medium"),
        ("small", "小型", "small"),
        ("micro", "微型", "micro"),
    )
)
"""Sizes by the statistical division of 2011 into large, medium, small and micro enterprises."""

IDENTITY = (
    Field(
        name="party_id",
        type=FieldType.TEXT,
        label_zh="注册号",
        label_en="Party number",
        words_zh="当事人在登记系统中的编号。",
        words_en="The party's number in the register.",
        constraint=PARTY_ID,
        required=True,
        statistical=True,
    ),
    Field(
        name="name",
        type=FieldType.TEXT,
        label_zh="名称",
        label_en="Name",
        words_zh="单位全称，与印章一致；自然人为姓名，不得公布。",
        words_en="The full name as on the seal; of a natural person, and then never published.",
        constraint=Length(1, 120),
        required=True,
        statistical=True,
    ),
    Field(
        name="identifier",
        type=FieldType.TEXT,
        label_zh="代码",
        label_en="Identifier",
        words_zh="统一社会信用代码、组织机构代码或居民身份号码；境外当事人不填。",
        words_en="Unified social credit code, organisation code or citizen number; empty abroad.",
        constraint=Length(1, 18),
        data_class=DataClass.PERSONAL,
    ),
    Field(
        name="identifier_type",
        type=FieldType.TEXT,
        label_zh="代码类型",
        label_en="Type of identifier",
        words_zh="代码按哪个标准编制。",
        words_en="The standard by which the identifier was made.",
        constraint=IDENTIFIER_TYPES,
    ),
    Field(
        name="kind",
        type=FieldType.CODE,
        code_list="party_kind",
        label_zh="单位性质",
        label_en="Kind of party",
        words_zh="当事人的性质。",
        words_en="What kind of party it is.",
        constraint=CodeOf("party_kind", too_coarse=KIND_GROUPS),
        required=True,
        statistical=True,
        data_class=DataClass.PUBLIC,
    ),
    Field(
        name="country",
        type=FieldType.CODE,
        code_list="country",
        label_zh="国别（地区）",
        label_en="Country",
        words_zh="所在的国家或地区，按海关统计代码。",
        words_en="The country or territory, by customs statistics codes.",
        required=True,
        statistical=True,
        data_class=DataClass.PUBLIC,
    ),
    Field(
        name="region",
        type=FieldType.CODE,
        code_list="region",
        label_zh="行政区划",
        label_en="Region",
        words_zh="所在的行政区划，按 GB/T 2260；国外为 990000。",
        words_en="Where the party is, by GB/T 2260; abroad is 990000.",
        required=True,
        statistical=True,
        data_class=DataClass.PUBLIC,
    ),
    Field(
        name="industry",
        type=FieldType.CODE,
        code_list="industry",
        label_zh="所属国民经济行业",
        label_en="Industry",
        words_zh="当事人从事的国民经济行业，按 GB/T 4754。",
        words_en="The party's own industry, by GB/T 4754.",
        statistical=True,
    ),
    Field(
        name="scale",
        type=FieldType.TEXT,
        label_zh="企业规模",
        label_en="Size of enterprise",
        words_zh="企业的规模；不是企业的不填。",
        words_en="The size of an enterprise; empty for others.",
        constraint=SCALES,
        statistical=True,
    ),
)


def _flag(name: str, zh: str, en: str, words_zh: str, words_en: str) -> Field:
    """A yes-or-no statement about a party that statistics may use."""
    return Field(
        name=name,
        type=FieldType.BOOLEAN,
        label_zh=zh,
        label_en=en,
        words_zh=words_zh,
        words_en=words_en,
        statistical=True,
    )


FLAGS = (
    _flag(
        "in_high_tech_zone",
        "国家高新区内企业",
        "In a national high-tech zone",
        "是否为国家高新技术产业开发区内的企业；不是企业的不填。",
        "Whether the enterprise is in a national high-tech zone; empty for others.",
    ),
    _flag(
        "is_listed",
        "上市公司",
        "Listed company",
        "是否为上市公司；不是企业的不填。",
        "Whether the enterprise is listed on a stock exchange; empty for others.",
    ),
    _flag(
        "is_research_institution",
        "研发机构",
        "Research institution",
        "是否为研究开发机构。",
        "Whether the party is a research and development institution.",
    ),
    _flag(
        "is_converted_institute",
        "转制科研院所",
        "Converted institute",
        "是否为由事业单位转为企业的科研院所。",
        "Whether the party is a public research institute turned into an enterprise.",
    ),
    _flag(
        "is_transfer_institution",
        "技术转移机构",
        "Technology transfer institution",
        "是否为技术转移机构。",
        "Whether the party is a technology transfer institution.",
    ),
)

CONTACT = (
    Field(
        name="address",
        type=FieldType.TEXT,
        label_zh="地址",
        label_en="Address",
        words_zh="通信地址。",
        words_en="Postal address.",
        constraint=Length(1, 200),
        data_class=DataClass.PERSONAL,
    ),
    Field(
        name="legal_representative",
        type=FieldType.TEXT,
        label_zh="法定代表人",
        label_en="Legal representative",
        words_zh="法定代表人或负责人的姓名。",
        words_en="The person who represents the party by law or heads it.",
        constraint=Length(1, 60),
        data_class=DataClass.PERSONAL,
    ),
    Field(
        name="contact",
        type=FieldType.TEXT,
        label_zh="联系人",
        label_en="Contact",
        words_zh="办理合同登记的联系人姓名。",
        words_en="The person to ask about the contract.",
        constraint=Length(1, 60),
        data_class=DataClass.PERSONAL,
    ),
    Field(
        name="telephone",
        type=FieldType.TEXT,
        label_zh="联系电话",
        label_en="Telephone",
        words_zh="联系人的电话号码。",
        words_en="The contact's telephone number.",
        constraint=Pattern(
            r"\+?[0-9][0-9 \-]{4,28}[0-9]",
            "6 至 30 位的数字、空格和连字符，可以 + 开头",
            "6 to 30 digits, blanks and hyphens, with + in front if need be",
        ),
        data_class=DataClass.PERSONAL,
    ),
    Field(
        name="postcode",
        type=FieldType.TEXT,
        label_zh="邮政编码",
        label_en="Postcode",
        words_zh="地址的邮政编码，境内为 6 位数字。",
        words_en="The postcode of the address; six digits within the mainland.",
        constraint=Pattern(
            "[0-9A-Z][0-9A-Z \\-]{1,9}",
            "2 至 10 位的数字、大写字母、空格和连字符",
            "2 to 10 digits, capital letters, blanks and hyphens",
        ),
    ),
)

PARTY: tuple[Field, ...] = (*IDENTITY, *FLAGS, *CONTACT)
"""All fields of a party, in the order of files and forms."""
