"""Words for changes and notices: kinds, states, and what pages say. Not here: acts (`moves`)."""

from __future__ import annotations

from techmarket.web.changes.models import Change, Notice
from techmarket.web.contracts.models import Version
from techmarket.web.pages.wording import Both, both

CHANGES: dict[str, Both] = {
    Change.Kind.AMENDMENT: both("变更", "Amendment"),
    Change.Kind.ASSIGNMENT: both("转让", "Assignment"),
    Change.Kind.CANCELLATION: both("注销", "Cancellation"),
    Change.Kind.REVOCATION: both("撤销", "Revocation"),
}

STATES: dict[str, Both] = {
    Change.State.ASKED: both("待办理", "Waiting for the agency"),
    Change.State.DONE: both("已办理", "Done"),
    Change.State.DECLINED: both("不予办理", "Declined"),
    Change.State.WITHDRAWN: both("已撤回", "Taken back"),
}

BADGES: dict[str, str] = {
    Change.State.ASKED: "due",
    Change.State.DONE: "done",
    Change.State.DECLINED: "overdue",
    Change.State.WITHDRAWN: "",
}
"""Classes of the badge of a state."""

NOTICES: dict[str, Both] = {
    Notice.Kind.AMENDED: both("合同已变更登记", "The contract was amended"),
    Notice.Kind.ASSIGNED: both("合同已转让", "The contract was assigned"),
    Notice.Kind.CANCELLED: both("登记已注销", "The registration was cancelled"),
    Notice.Kind.REVOKED: both("登记已撤销", "The registration was revoked"),
    Notice.Kind.OBJECTION: both("请求重新核定", "Asked to recognise anew"),
    Notice.Kind.ANSWER: both("重新核定的答复", "Answer to a request"),
}

VERSIONS: dict[str, Both] = {
    Version.Kind.REGISTERED: both("登记", "Registered"),
    Version.Kind.CHANGE_ASKED: both("申请变更为", "Asked for"),
    Version.Kind.AMENDED: both("变更后", "Amended"),
    Version.Kind.ASSIGNED: both("转让后", "Assigned"),
}
