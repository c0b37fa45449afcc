"""The words of each document: title, rows, sentences and notes, in both languages.

Labels are those of the declared fields. Not here: facts (`content`), layout (`typeset`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from techmarket.codes import code_list
from techmarket.record.children import INCOME_VERIFICATION
from techmarket.record.contract import CONTRACT
from techmarket.web.certificates.content import (
    Content,
    ContractFacts,
    ContractList,
    IncomeSlip,
    Person,
    Recognition,
    TaxCertificate,
    sum_or_none,
)
from techmarket.web.pages.amounts import capitals, ten_thousand_yuan, yuan
from techmarket.web.pages.wording import Both, both

LABELS = {one.name: both(one.label_zh, one.label_en) for one in (*INCOME_VERIFICATION, *CONTRACT)}
UNKNOWN = both("尚未核定", "not yet determined")
NO_RELIEF = both("本清单不作为减免税依据", "No basis for tax relief")


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands behind it, line by line.

    Attributes:
        half: it takes half the width; two such rows follow each other.
        strong: its first line is set in bold.
    """

    label: Both
    lines: tuple[Both, ...]
    half: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: headings, rows of texts, which columns are numbers, and the last row of sums."""

    headings: tuple[Both, ...]
    rows: tuple[tuple[Both, ...], ...]
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Face:
    """All words of a document.

    Attributes:
        title, subtitle: the subtitle may be empty.
        rows: facts.
        listing: of a list of contracts; else `None`.
        statement: what the agency states.
        notes: for whoever reads it.
        agency, person: who issued it; `person_label` says as what.
        issued_on: day of issue.
        watermark: behind the text, or empty.
    """

    title: Both
    subtitle: Both
    rows: tuple[Row, ...]
    listing: Listing | None
    statement: Both
    notes: tuple[Both, ...]
    agency: Both
    person_label: Both
    person: str
    issued_on: Both
    watermark: Both


def face_of(content: Content) -> Face:
    """The words of a document."""
    match content:
        case Recognition():
            return _recognition(content)
        case TaxCertificate():
            return _tax(content)
        case IncomeSlip():
            return _income(content)
        case ContractList():
            return _list(content)


def day(on: date) -> Both:
    """A day as documents write it."""
    return both(f"{on.year}年{on.month}月{on.day}日", on.isoformat())


def amount(fen: int | None) -> tuple[Both, ...]:
    """An amount in figures, in both units, and in capitals."""
    if fen is None:
        return (UNKNOWN,)
    units = f"（{ten_thousand_yuan(fen)} 万元）"
    return (
        _same(f"￥{yuan(fen)} 元{units}"),
        _same(capitals(fen)),
    )


def type_label(code: str) -> Both:
    """A contract type with the one above it: 技术开发（委托开发）."""
    types = code_list("contract_type")
    own = types[code]
    if not own.parent:
        return both(own.label_zh, own.label_en)
    above = types[own.parent]
    return both(
        f"{above.label_zh}（{own.label_zh}）",
        f"{above.label_en}: {own.label_en[0].lower()}{own.label_en[1:]}",
    )


def _same(text: str) -> Both:
    """A text that is the same in both languages."""
    return both(text, "")


def _person(person: Person) -> tuple[Both, ...]:
    if not person.identifier:
        return (_same(person.name),)
    return (_same(person.name), _same(person.identifier))


def _validity(contract: ContractFacts) -> Both:
    start = day(contract.start_date)
    if contract.end_date is None:
        return both(f"自{start.zh}起，未约定截止日期", f"from {start.en}, open")
    end = day(contract.end_date)
    return both(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")


def _payment(contract: ContractFacts) -> Both:
    if not contract.payment_method:
        return both("—", "")
    code = code_list("payment_method")[contract.payment_method]
    return both(code.label_zh, code.label_en)


def _contract_rows(contract: ContractFacts) -> tuple[Row, ...]:
    return (
        Row(LABELS["registration_number"], (_same(contract.number),), strong=True),
        Row(LABELS["project_name"], (_same(contract.project_name),), strong=True),
        Row(LABELS["contract_type"], (type_label(contract.contract_type),)),
        Row(both("卖方", "Seller"), _person(contract.seller)),
        Row(both("买方", "Buyer"), _person(contract.buyer)),
        Row(LABELS["signing_date"], (day(contract.signing_date),), half=True),
        Row(LABELS["payment_method"], (_payment(contract),), half=True),
        Row(both("有效期", "In force"), (_validity(contract),)),
        Row(LABELS["value"], amount(contract.value), strong=True),
        Row(
            both("核定技术交易额", "Technical value, as recognised"),
            amount(contract.technical_value),
            strong=True,
        ),
        *_registration(contract),
    )


def _registration(contract: ContractFacts) -> tuple[Row, ...]:
    registered = (day(contract.registration_date),)
    if contract.changed_on is None:
        return (Row(LABELS["registration_date"], registered),)
    return (
        Row(LABELS["registration_date"], registered, half=True),
        Row(both("最近变更", "Last changed"), (day(contract.changed_on),), half=True),
    )


def _edition_notes(edition: int) -> tuple[Both, ...]:
    if edition == 1:
        return ()
    return (
        both(
            f"本文书为第 {edition} 版，此前各版自本版签发之日起不再有效。",
            f"This is edition {edition}; those before no longer hold from its day of issue.",
        ),
    )


CHECK_NOTE = both(
    "扫描二维码，或在登记系统的查验页输入文书编号，可以核对本文书是否属实、是否仍然有效。",
    "Scan the code, or enter the number of the document on the check page of the register, to see "
    "whether it is genuine and still holds.",
)


def _recognition(content: Recognition) -> Face:
    issue, contract = content.issue, content.contract
    kind = type_label(contract.contract_type)
    return Face(
        title=both("技术合同认定登记证明", "Certificate of Recognition and Registration"),
        subtitle=both("", "of a technology contract"),
        rows=_contract_rows(contract),
        listing=None,
        statement=both(
            f"上列合同经本机构审查，认定为{kind.zh}合同，核定金额如上，准予登记。",
            f"This agency has examined the contract above, recognised it as {kind.en}, determined "
            "its amounts as stated, and registered it.",
        ),
        notes=(*_edition_notes(issue.edition), CHECK_NOTE),
        agency=both(issue.agency_zh, issue.agency_en),
        person_label=both("登记员", "Registrar"),
        person=issue.registrar,
        issued_on=day(issue.issued_on),
        watermark=both("", ""),
    )


def _tax(content: TaxCertificate) -> Face:
    issue, contract = content.issue, content.contract
    kind = type_label(contract.contract_type)
    related = (
        (
            Row(
                both("所依附合同", "Part of contract"),
                (_same(content.related_to),),
            ),
        )
        if content.related_to
        else ()
    )
    return Face(
        title=both("技术合同认定登记证明", "Certificate of Recognition and Registration"),
        subtitle=both("税务备查", "for the tax office"),
        rows=(*_contract_rows(contract), *related),
        listing=None,
        statement=both(
            f"上列合同认定为{kind.zh}合同。依据{content.basis_zh}申请免税时，"
            "以核定技术交易额中实际取得的技术性收入为限。",
            f"The contract above is recognised as {kind.en}. Relief under {content.basis_en} is "
            "limited to technical income actually received within the technical value.",
        ),
        notes=(
            *_edition_notes(issue.edition),
            both(
                "是否减免由税务机关决定；设备、材料等非技术性价款不在其内。",
                "The tax office decides on relief; prices of equipment, materials and the like are "
                "outside it.",
            ),
            both(
                "合同变更、注销或撤销后，本证明即不再有效，请以查验结果为准。",
                "When the contract is changed, cancelled or revoked this certificate ends; rely on "
                "the check.",
            ),
            CHECK_NOTE,
        ),
        agency=both(issue.agency_zh, issue.agency_en),
        person_label=both("登记员", "Registrar"),
        person=issue.registrar,
        issued_on=day(issue.issued_on),
        watermark=both("", ""),
    )


def _income(content: IncomeSlip) -> Face:
    issue, contract = content.issue, content.contract
    total = content.income_before + content.technical_income
    left = None if contract.technical_value is None else contract.technical_value - total
    deductions = tuple(
        Row(LABELS[name], (_same(f"￥{yuan(fen)} 元"),), half=True)
        for name, fen in content.deductions
    )
    return Face(
        title=both("技术合同技术性收入核定表", "Verification of Technical Income"),
        subtitle=both(
            f"第 {content.position} 次核定", f"verification {content.position} of the contract"
        ),
        rows=(
            Row(LABELS["registration_number"], (_same(contract.number),), strong=True),
            Row(LABELS["project_name"], (_same(contract.project_name),), strong=True),
            Row(both("申报方", "Applicant"), _person(content.applicant)),
            Row(LABELS["application_date"], (day(content.application_date),), half=True),
            Row(LABELS["payment_method"], (_payment(contract),), half=True),
            Row(LABELS["contract_type"], (type_label(contract.contract_type),)),
            Row(both("合同交易总额", "Contract value"), amount(contract.value)),
            Row(both("技术交易总额", "Technical value"), amount(contract.technical_value)),
            Row(LABELS["realised_value"], amount(content.realised_value)),
            Row(LABELS["realised_technical_value"], amount(content.realised_technical_value)),
            *deductions,
            Row(LABELS["technical_income"], amount(content.technical_income), strong=True),
            Row(both("累计核定", "Verified so far"), amount(total)[:1], half=True),
            Row(both("尚可核定", "Still open"), amount(left)[:1], half=True),
            Row(LABELS["opinion"], (_same(content.opinion or "—"),)),
        ),
        listing=None,
        statement=both(
            "经审查，核定本次实现的技术性收入如上。",
            "The technical income of this payment is verified as stated above.",
        ),
        notes=(*_edition_notes(issue.edition), CHECK_NOTE),
        agency=both(issue.agency_zh, issue.agency_en),
        person_label=both("审查人", "Examiner"),
        person=issue.registrar,
        issued_on=day(issue.issued_on),
        watermark=both("", ""),
    )


def _list(content: ContractList) -> Face:
    issue = content.issue
    sums = (
        [one.value for one in content.contracts],
        [one.technical_value for one in content.contracts],
    )
    return Face(
        title=both("技术合同登记清单", "List of Registered Technology Contracts"),
        subtitle=NO_RELIEF,
        rows=(
            Row(both("清单编号", "Number of the list"), (_same(content.number),), half=True),
            Row(both("合同项数", "Contracts"), (_same(str(len(content.contracts))),), half=True),
            Row(both("登记主体", "Applicant"), _person(content.applicant)),
            Row(both("成交金额合计", "Sum of values"), amount(sum(sums[0]))),
            Row(both("技术交易额合计", "Sum of technical values"), amount(sum_or_none(sums[1]))),
        ),
        listing=Listing(
            headings=(
                both("序号", "No."),
                LABELS["registration_number"],
                LABELS["project_name"],
                LABELS["contract_type"],
                both("买方", "Buyer"),
                both("成交金额（元）", "Value (yuan)"),
                both("技术交易额（元）", "Technical value (yuan)"),
                LABELS["registration_date"],
            ),
            rows=tuple(_entry(place, one) for place, one in enumerate(content.contracts, 1)),
            numbers=frozenset({0, 5, 6}),
        ),
        statement=both(
            "上列合同在签发之日均处于已登记状态。",
            "On the day of issue all contracts above stood registered.",
        ),
        notes=(
            both(
                "本清单供申报项目、统计等使用，不作为减免税依据；免税请使用税务备查证明。",
                "For applications and statistics; no basis for tax relief, for which there is a "
                "certificate for the tax office.",
            ),
            both(
                "所列任何一项合同变更、注销或撤销后，本清单即不再有效。",
                "The list ends when any contract on it is changed, cancelled or revoked.",
            ),
            *_edition_notes(issue.edition),
            CHECK_NOTE,
        ),
        agency=both(issue.agency_zh, issue.agency_en),
        person_label=both("", ""),
        person="",
        issued_on=day(issue.issued_on),
        watermark=NO_RELIEF,
    )


def _entry(place: int, contract: ContractFacts) -> tuple[Both, ...]:
    code = code_list("contract_type")[contract.contract_type]
    technical = UNKNOWN
    if contract.technical_value is not None:
        technical = _same(yuan(contract.technical_value))
    return (
        _same(str(place)),
        _same(contract.number),
        _same(contract.project_name),
        both(code.label_zh, code.label_en),
        _same(contract.buyer.name),
        _same(yuan(contract.value)),
        technical,
        _same(contract.registration_date.isoformat()),
    )
