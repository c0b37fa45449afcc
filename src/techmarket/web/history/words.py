"""Events of a contract in words: what was done, by whom, and what it changed.

Not here: which events there are (the actions of each app).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from techmarket.codes import code_list
from techmarket.record.contract import CONTRACT
from techmarket.web.accounts.roles import roles
from techmarket.web.contracts.moves import MOVES
from techmarket.web.history.models import Event
from techmarket.web.pages.wording import Both, both, language

OTHER_ACTS: Mapping[str, Both] = {
    "contract.begin": both("建立草稿", "Draft begun"),
    "contract.delete": both("删除草稿", "Draft deleted"),
    "contract.restore": both("恢复草稿", "Draft restored"),
    "contract.clock": both("办理期限变更", "Time limit changed"),
    "contract.party": both("当事人记录合并", "Records of a party merged"),
    "contract.object": both("请求重新核定", "Asked to recognise anew"),
    "objection.answer": both("答复重新核定的请求", "Request answered"),
    "notice.acknowledge": both("确认收悉通知", "Notice acknowledged"),
    "attachment.add": both("添加附件", "Attachment added"),
    "attachment.withdraw": both("撤回附件", "Attachment taken back"),
    "certificate.issue": both("签发证明", "Certificate issued"),
    "certificate.reissue": both("补发证明", "Certificate reissued"),
    "certificate.revoke": both("撤销证明", "Certificate revoked"),
    "income.apply": both("申报收入核定", "Income verification applied for"),
    "income.verify": both("核定收入", "Income verified"),
    "income.decline": both("不予核定收入", "Income verification declined"),
    "income.correct": both("更正收入核定", "Income verification corrected"),
}

COLUMNS: Mapping[str, Both] = {
    "state": both("状态", "State"),
    "agency": both("登记机构", "Agency"),
    "version": both("版本", "Version"),
    "standing": both("现行版本", "Standing version"),
    "clerk": both("办理人", "In the hands of"),
    "submitted_at": both("提交时间", "Submitted"),
    "accepted_on": both("受理日期", "Accepted on"),
    "clock_from": both("期限起算", "Time limit from"),
    "due_on": both("办理期限", "Due on"),
    "limit": both("法定期限", "Legal limit"),
    "disputed": both("有争议", "Disputed"),
    "decided_on": both("决定日期", "Decided on"),
    "serial_year": both("编号年度", "Year of the number"),
    "serial": both("序号", "Serial number"),
    "ended_on": both("终止日期", "Ended on"),
    "refusal_ground": both("不予登记的理由", "Ground of refusal"),
    "ground": both("撤销的理由", "Ground of revocation"),
    "change": both("变更事项", "Change"),
    "kind": both("事项", "What"),
    "granted": both("是否同意", "Granted"),
    "agrees": both("是否同意", "Agrees"),
    "dated": both("生效日期", "Holds from"),
    "counts_from": both("计入统计自", "Counts from"),
    "deductions": both("扣除", "Deductions"),
    "found": both("认定", "Found"),
    "notes": both("补正意见", "Notes"),
    "notice": both("通知", "Notice"),
    "sender": both("发出单位", "Sender"),
    "recipient": both("接收单位", "Recipient"),
    "applicant": both("申请人", "Applicant"),
    "draft": both("填写内容", "What was typed"),
    "explanations": both("情况说明", "Explanations"),
}
"""Columns and other things that events tell of; declared fields have their own labels."""

CODES = {"state": "contract_status", "refusal_ground": "refusal_ground",
         "ground": "revocation_ground"}  # fmt: skip

FIELDS = {one.name: one for one in CONTRACT}


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words.

    Attributes:
        event: the event.
        at: when, in local time.
        label: what was done.
        who: name of the person, "" for the system.
        role: in which role.
        lines: what changed: label, before and after.
    """

    event: Event
    at: datetime
    label: Both
    who: str
    role: str
    lines: tuple[tuple[str, str, str], ...]


def told(event: Event) -> Told:
    """An event in words, in the reader's language."""
    move = MOVES.get(event.act)
    label = move.label if move else OTHER_ACTS.get(event.act, both(event.act, event.act))
    role = str(roles()[event.role].label) if event.role in roles() else ""
    return Told(
        event,
        timezone.localtime(event.at),
        label,
        event.user.name if event.user else "",
        role,
        tuple(_lines(event.before, event.after)),
    )


def _lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What differs, name by name; nested columns (a draft) field by field."""
    lines = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(new, dict) and name in ("draft", "explanations"):
            lines += _lines(old if isinstance(old, dict) else {}, new)
        else:
            lines.append((_label(name), _text(name, old), _text(name, new)))
    return lines


def _label(name: str) -> str:
    if name in FIELDS:
        return FIELDS[name].label(language())
    return str(COLUMNS.get(name, name))


def _text(name: str, value: object) -> str:
    if value is None or value in ("", {}, []):
        return ""
    if isinstance(value, bool):
        return str(both("是", "yes") if value else both("否", "no"))
    listed = code_list(CODES[name]) if name in CODES else ()
    if isinstance(value, str) and value in listed:
        code = code_list(CODES[name])[value]
        return code.label_zh if language() == "zh" else code.label_en
    if isinstance(value, dict):
        return "; ".join(f"{_label(one)}: {_text(one, text)}" for one, text in value.items())
    if isinstance(value, list):
        return "; ".join(" ".join(map(str, one)) if isinstance(one, list) else str(one)
                         for one in value)  # fmt: skip
    return str(value)
