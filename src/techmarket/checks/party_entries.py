"""Rules about how a party's name, address and contact were entered, and what they say of its kind.

Not here: identifiers (`party_identifiers`), and whether two parties are the same one.
"""

from __future__ import annotations

from techmarket.checks.check_rule import (
    NO_CHANGES,
    Authority,
    Changes,
    CheckRule,
    Severity,
    check_rule,
)
from techmarket.checks.condition import (
    Characters,
    Condition,
    Finds,
    Given,
    IsTrue,
    Matches,
    Not,
    Value,
    compare,
    every,
    is_code,
    under,
)
from techmarket.checks.contract_parties import finer_than_province, finest_kind
from techmarket.checks.record_rules import outside
from techmarket.checks.written_text import (
    HAN,
    chinese_punctuation,
    half_width,
    no_blank_between_han,
    no_control_characters,
    not_placeholder,
)
from techmarket.record.party import PARTY

SOFT = Severity.SOFT
FIELD = {one.name: one for one in PARTY}
NAME = Value("name")
PERSON = "600"
ORGANISATION_WORDS = "公司|大学|学院|研究院|研究所|医院|中心|协会|学会|合作社|工厂|集团"
MOBILE = r"(?:\+?86[ -]?)?1[3-9][0-9]{9}"
LANDLINE = r"(?:\+?86[ -]?)?0?[1-9][0-9]{1,2}[ -]?[0-9]{7,8}(?:-[0-9]{1,6})?"
SERVICE = "[48]00[ -]?[0-9]{3}[ -]?[0-9]{4}"
COMPANY_WORDS = "公司|集团"


def _name_of_kind(
    id: str,
    zh: str,
    en: str,
    holds: Condition,
    when: Condition,
    base: str,
    failing: Changes,
    passing: Changes = NO_CHANGES,
) -> CheckRule:
    """The name goes with the kind of the party; both are typed, and one may be wrong."""
    return check_rule(
        id,
        zh,
        en,
        holds,
        when=when,
        severity=SOFT,
        authority=Authority.GUESS,
        source="How organisations of that kind are named",
        base=base,
        failing=failing,
        passing=passing,
    )


PARTY_ENTRIES: tuple[CheckRule, ...] = (
    not_placeholder("party", FIELD["party_id"]),
    not_placeholder("party", FIELD["name"], companions=("company_is_called_company",)),
    not_placeholder("party", FIELD["address"], "不详"),
    not_placeholder("party", FIELD["legal_representative"]),
    not_placeholder("party", FIELD["contact"], "测试"),
    not_placeholder(
        "party",
        FIELD["telephone"],
        "00000000000",
        companions=("telephone_can_be_dialled",),
    ),
    not_placeholder("party", FIELD["postcode"], "000000"),
    half_width("party", FIELD["name"]),
    no_control_characters("party", FIELD["name"]),
    no_blank_between_han("party", FIELD["name"]),
    chinese_punctuation("party", FIELD["name"]),
    _name_of_kind(
        "party.name_of_organisation_is_whole",
        "单位名称不少于四个字符。",
        "The name of an organisation has at least four characters.",
        compare(Characters(NAME), ">=", 4),
        Not(is_code("kind", PERSON)),
        "university_2026",
        {"name": "武大"},
    ),
    _name_of_kind(
        "party.person_is_not_organisation",
        "自然人的名称不是单位名称。",
        "The name of a natural person is not that of an organisation.",
        Not(Finds(NAME, ORGANISATION_WORDS)),
        is_code("kind", PERSON),
        "person",
        {"name": "北京测园技术有限公司"},
    ),
    _name_of_kind(
        "party.company_is_called_company",
        "有限责任公司和股份有限公司的名称中有“公司”。",
        "The name of a company has 公司 in it.",
        Finds(NAME, "公司"),
        is_code("kind", "150", "160"),
        "company_2026",
        {"name": "深圳市测园信号技术研究院"},
    ),
    _name_of_kind(
        "party.university_is_not_company",
        "高等院校的名称中没有“公司”“集团”。",
        "The name of a university has no 公司 or 集团 in it.",
        Not(Finds(NAME, COMPANY_WORDS)),
        under("kind", "party_kind", "022"),
        "university_2026",
        {"name": "武汉大学资产经营有限公司"},
    ),
    _name_of_kind(
        "party.government_is_not_company",
        "机关法人的名称中没有“公司”“集团”。",
        "The name of a government body has no 公司 or 集团 in it.",
        Not(Finds(NAME, COMPANY_WORDS)),
        under("kind", "party_kind", "010"),
        "university_2026",
        {"kind": "0131", "name": "武汉市水务有限公司", "identifier": "11420100MA5DLQQW05"},
        {"kind": "0131", "name": "武汉市水务局", "identifier": "11420100MA5DLQQW05"},
    ),
    check_rule(
        "party.telephone_can_be_dialled",
        "境内电话为 11 位手机号、带区号的固定电话，或 400、800 号码。",
        "A telephone number in the mainland is a mobile number, a number with area code, or a "
        "400 or 800 number.",
        Matches(
            Value("telephone"),
            f"(?:{MOBILE}|{LANDLINE}|{SERVICE})",
        ),
        when=Not(outside("region")),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Numbering plan of the mainland",
        failing={"telephone": "86537204"},
    ),
    check_rule(
        "party.postcode_of_the_mainland",
        "境内邮政编码为 6 位数字。",
        "A postcode in the mainland has six digits.",
        Matches(Value("postcode"), "[0-9]{6}"),
        when=Not(outside("region")),
        severity=SOFT,
        authority=Authority.RECORD,
        source="Declaration of the field postcode (data dictionary)",
        failing={"postcode": "51805"},
    ),
    check_rule(
        "party.contact_is_a_person",
        "联系人是人名，不是电话号码。",
        "The contact is a person, not a telephone number.",
        Not(Finds(Value("contact"), "[0-9]{5}")),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A column shifted in a workbook",
        failing={"contact": "13812345678"},
    ),
    check_rule(
        "party.representative_is_a_person",
        "法定代表人是人名，不是电话号码。",
        "The legal representative is a person, not a telephone number.",
        Not(Finds(Value("legal_representative"), "[0-9]{5}")),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A column shifted in a workbook",
        failing={"legal_representative": "13812345678"},
    ),
    check_rule(
        "party.address_is_in_chinese",
        "境内地址用汉字书写。",
        "An address in the mainland is written in Chinese.",
        Finds(Value("address"), HAN),
        when=Not(outside("region")),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A column shifted in a workbook",
        failing={"address": "518057"},
    ),
    finest_kind(
        "party.kind_at_finest_level", "kind", "单位性质", "The kind of a party", {"kind": "100"}
    ),
    finer_than_province(
        "party.region_finer_than_province",
        "region",
        "行政区划",
        "The region of a party",
        {"region": "440000"},
    ),
    check_rule(
        "party.scale_stated",
        "境内企业填写企业规模。",
        "An enterprise in the mainland states its size.",
        Given("scale"),
        when=every(under("kind", "party_kind", "E"), Not(outside("region"))),
        needs=("kind", "region"),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Online form of the technology contract register (2021)",
        failing={"scale": None},
    ),
    check_rule(
        "party.self_employed_are_small",
        "个体经营的规模不是大型或中型。",
        "A self-employed business is not large or medium.",
        Not(is_code("scale", "large", "medium")),
        when=is_code("kind", "400"),
        severity=SOFT,
        authority=Authority.GUESS,
        source="Statistical division of enterprises by size, 2011",
        failing={"kind": "400", "scale": "large"},
        passing={"kind": "400", "scale": "micro"},
    ),
    check_rule(
        "party.listed_are_joint_stock",
        "上市公司是股份有限公司。",
        "A listed company is a company limited by shares.",
        is_code("kind", "160", "240", "340"),
        when=IsTrue("is_listed"),
        severity=SOFT,
        authority=Authority.LAW,
        source="Company law: only shares of such companies are listed",
        failing={"is_listed": True},
        passing={"is_listed": True, "kind": "160"},
    ),
    check_rule(
        "party.converted_institute_is_enterprise",
        "转制科研院所是企业。",
        "A converted institute is an enterprise.",
        under("kind", "party_kind", "E"),
        when=IsTrue("is_converted_institute"),
        severity=SOFT,
        authority=Authority.RECORD,
        source="Declaration of the field is_converted_institute (data dictionary)",
        base="university_2026",
        failing={"is_converted_institute": True},
        passing={"is_converted_institute": True, "kind": "110"},
    ),
    check_rule(
        "party.institute_does_research",
        "科研机构标明为研发机构。",
        "A research institute is marked as a research institution.",
        IsTrue("is_research_institution"),
        when=under("kind", "party_kind", "021"),
        severity=SOFT,
        authority=Authority.GUESS,
        source="The mark defaults to no on the form",
        base="university_2026",
        failing={"kind": "0211", "name": "武汉测园研究院"},
        passing={"kind": "0211", "is_research_institution": True},
    ),
)
