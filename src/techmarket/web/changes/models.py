"""Changes of registered contracts: asked for or decided by authority; notices about them.

Not here: the values of a change, which are versions of the contract (`contracts.models`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from techmarket.web.contracts.models import Contract, Version
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.recorded import Recorded, internal, personal

ASKED_FOR = ("amendment", "assignment", "cancellation")


class Change(Recorded):
    """One change of a registered contract, from the request to what was decided.

    Attributes:
        kind: see `Kind`; a revocation is never asked for, and done when it is made.
        state: see `State`.
        reason: why, in the words of whoever asked, or of the authority.
        dated: from which day it holds by the papers of the parties, or of the decision.
        counts_from: from which day the register counts it: `dated`, or the first day after it
            that is neither in a closed period nor before the standing version.
        before: the version that stood when it was asked for.
        after: the version that counts since it was done; `None` when the registration ended.
        passed_on: it waits for the opinion of a second reviewer.
        answer: what the agency said to it.
        ground: code of `revocation_ground`, of a revocation.
        decided_at, decided_by: when, and by whom, it was done or declined.
    """

    class Kind(models.TextChoices):
        """What changes."""

        AMENDMENT = "amendment", "变更"
        ASSIGNMENT = "assignment", "转让"
        CANCELLATION = "cancellation", "注销"
        REVOCATION = "revocation", "撤销"

    class State(models.TextChoices):
        """What came of it."""

        ASKED = "asked", "待办理"
        DONE = "done", "已办理"
        DECLINED = "declined", "不予办理"
        WITHDRAWN = "withdrawn", "已撤回"

    contract = internal(models.ForeignKey(Contract, models.PROTECT, related_name="changes"))
    kind = internal(models.CharField(max_length=12, choices=Kind.choices))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.ASKED))
    reason = internal(models.CharField(max_length=2000))
    dated = internal(models.DateField())
    counts_from = internal(models.DateField(null=True, blank=True))
    before = internal(models.ForeignKey(Version, models.PROTECT, related_name="+"))
    after = internal(
        models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    )
    passed_on = internal(models.BooleanField(default=False))
    answer = internal(models.CharField(max_length=2000, blank=True, default=""))
    ground = internal(models.CharField(max_length=16, blank=True, default=""))
    decided_at = internal(models.DateTimeField(null=True, blank=True))
    decided_by = personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
        )
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("contract",), condition=Q(state="asked"), name="change_one_open"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=(*ASKED_FOR, "revocation")), name="change_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True)
                | Q(state__in=("done", "declined", "withdrawn"), decided_at__isnull=False),
                name="change_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(state="done", counts_from__isnull=False)
                | (~Q(state="done") & Q(counts_from__isnull=True)),
                name="change_counts_once_done",
            ),
            models.CheckConstraint(
                condition=(Q(kind="revocation", state="done") & ~Q(ground=""))
                | (~Q(kind="revocation") & Q(ground="")),
                name="change_revocation_has_ground",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_says_why"),
            models.CheckConstraint(
                condition=Q(passed_on=False)
                | Q(state="asked", kind__in=("amendment", "assignment")),
                name="change_passed_on_while_asked",
            ),
        )
        indexes = (
            models.Index(fields=("decided_at",), name="change_by_decision"),
            models.Index(
                fields=("contract",), condition=Q(passed_on=True), name="change_in_second_review"
            ),
        )

    def __str__(self) -> str:
        """What it is."""
        return f"{self.contract_id} {self.kind}"


class Notice(Recorded):
    """What one office tells another about a contract; whoever is told acknowledges it.

    Attributes:
        kind: see `Kind`.
        recipient: the office that is told.
        sender: the office that tells.
        change: the change it is about; `None`: an objection or the answer to one.
        answers: the objection that it answers.
        text: in the words of the sender; empty where the change says all.
        acknowledged_at, acknowledged_by: when and by whom it was read.
    """

    class Kind(models.TextChoices):
        """What it says."""

        AMENDED = "amended", "合同已变更登记"
        ASSIGNED = "assigned", "合同已转让"
        CANCELLED = "cancelled", "登记已注销"
        REVOKED = "revoked", "登记已撤销"
        OBJECTION = "objection", "请求重新核定"
        ANSWER = "answer", "重新核定的答复"

    contract = internal(models.ForeignKey(Contract, models.PROTECT, related_name="notices"))
    kind = internal(models.CharField(max_length=10, choices=Kind.choices))
    recipient = internal(
        models.ForeignKey(Organisation, models.PROTECT, related_name="notices_received")
    )
    sender = internal(models.ForeignKey(Organisation, models.PROTECT, related_name="notices_sent"))
    change = internal(
        models.ForeignKey(Change, models.PROTECT, null=True, blank=True, related_name="notices")
    )
    answers = internal(
        models.OneToOneField(
            "self", models.PROTECT, null=True, blank=True, related_name="answered_by"
        )
    )
    text = internal(models.CharField(max_length=2000, blank=True, default=""))
    acknowledged_at = internal(models.DateTimeField(null=True, blank=True))
    acknowledged_by = personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
        )
    )

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("amended", "assigned", "cancelled", "revoked"))
                & Q(change__isnull=False, answers__isnull=True)
                | (Q(kind="objection", change__isnull=True, answers__isnull=True) & ~Q(text=""))
                | (Q(kind="answer", change__isnull=True, answers__isnull=False) & ~Q(text="")),
                name="notice_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="notice_acknowledged_by_somebody",
            ),
            models.UniqueConstraint(
                fields=("change", "recipient"), name="notice_once_for_each_office"
            ),
        )
        indexes = (
            models.Index(fields=("recipient", "acknowledged_at", "-id"), name="notice_list"),
        )

    def __str__(self) -> str:
        """What it says."""
        return f"{self.contract_id} {self.kind}"
