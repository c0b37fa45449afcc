"""The one declared state machine of a contract: which act leads from which states to which.

States are the codes of `contract_status`; the union of what registration offices use. Not here:
what else an act does (`actions`), and who holds which role (`accounts`).
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.web.pages.wording import Both, both


@dataclass(frozen=True, slots=True)
class Move:
    """One act on a contract.

    Attributes:
        act: its name, as roles are given it.
        label: on a button.
        sources: states from which it goes.
        target: state after it; "": the same as before. A registered contract whose change is under
            second review stays where it is all the same.
        reason: the person has to say why.
        done: what a page says afterwards.
    """

    act: str
    label: Both
    sources: frozenset[str]
    target: str
    done: Both
    reason: bool = False


def _move(
    act: str, label: Both, sources: str, target: str, done: Both, *, reason: bool = False
) -> Move:
    return Move(act, label, frozenset(sources.split()), target, done, reason)


MOVES: dict[str, Move] = {
    one.act: one
    for one in (
        _move(
            "contract.draft",
            both("保存", "Save"),
            "draft returned",
            "",
            both("已保存。", "Saved."),
        ),
        _move(
            "contract.submit",
            both("提交", "Submit"),
            "draft returned",
            "submitted",
            both("已提交，等待受理。", "Submitted; the agency will look whether it is complete."),
        ),
        _move(
            "contract.withdraw",
            both("撤回", "Take back"),
            "submitted",
            "draft",
            both("已撤回，可以继续修改。", "Taken back; you can go on editing it."),
        ),
        _move(
            "contract.accept",
            both("受理", "Accept"),
            "submitted",
            "accepted",
            both("已受理，办理期限开始计算。", "Accepted; the time limit runs."),
        ),
        _move(
            "contract.take",
            both("领办", "Take"),
            "submitted accepted second_review_returned change_review",
            "",
            both("由您办理。", "It is yours now."),
        ),
        _move(
            "contract.decide",
            both("保存审核意见", "Save findings"),
            "accepted second_review_returned change_review",
            "",
            both("已保存审核意见。", "Findings saved."),
        ),
        _move(
            "contract.return",
            both("退回补正", "Return for correction"),
            "submitted accepted second_review_returned",
            "returned",
            both("已退回补正，意见已发给申请人。", "Returned; the applicant sees the notes."),
            reason=True,
        ),
        _move(
            "contract.pass_on",
            both("送复核", "Pass to second review"),
            "accepted second_review_returned change_review",
            "second_review",
            both("已送复核。", "Passed to second review."),
        ),
        _move(
            "contract.second_review",
            both("复核", "Second review"),
            "second_review change_review",
            "",
            both("复核意见已记录。", "The second review is recorded."),
        ),
        _move(
            "contract.refuse",
            both("不予登记", "Refuse"),
            "accepted second_review_returned",
            "refused",
            both("已决定不予登记。", "Refused."),
            reason=True,
        ),
        _move(
            "contract.register",
            both("予以登记", "Register"),
            "accepted second_review_returned",
            "registered",
            both("已登记。", "Registered."),
        ),
        _move(
            "contract.ask_change",
            both("申请变更", "Ask for a change"),
            "registered",
            "change_review",
            both("变更申请已提交。", "The change is asked for."),
            reason=True,
        ),
        _move(
            "contract.decide_change",
            both("办理变更", "Decide the change"),
            "change_review",
            "registered",
            both("变更已办理。", "The change is decided."),
        ),
        _move(
            "contract.withdraw_change",
            both("撤回申请", "Take the request back"),
            "registered change_review",
            "registered",
            both("变更、注销申请已撤回。", "The request is taken back."),
        ),
        _move(
            "contract.ask_cancellation",
            both("申请注销", "Ask for cancellation"),
            "registered",
            "",
            both("注销申请已提交。", "Cancellation is asked for."),
            reason=True,
        ),
        _move(
            "contract.decline_cancellation",
            both("不予注销", "Decline the cancellation"),
            "registered",
            "",
            both("已决定不予注销，登记继续有效。", "Declined; the registration stands."),
            reason=True,
        ),
        _move(
            "contract.cancel",
            both("注销", "Cancel"),
            "registered change_review",
            "cancelled",
            both("已注销，相关税务、财政部门已收到通知。", "Cancelled; tax and finance are told."),
            reason=True,
        ),
        _move(
            "contract.revoke",
            both("撤销登记", "Revoke"),
            "registered change_review cancelled",
            "revoked",
            both("已撤销，相关税务、财政部门已收到通知。", "Revoked; tax and finance are told."),
            reason=True,
        ),
    )
}
"""Acts by name, in the order in which a contract meets them."""


def moves_from(state: str) -> list[Move]:
    """The acts that lead on from a state."""
    return [one for one in MOVES.values() if state in one.sources]
