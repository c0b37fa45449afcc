"""Words for kinds and states of documents and verifications, in both languages.

Not here: what stands on a document (`face`).
"""

from __future__ import annotations

from collections.abc import Mapping

from techmarket.web.pages.wording import Both, both

KINDS: Mapping[str, Both] = {
    "R": both("认定登记证明", "Certificate of recognition"),
    "T": both("认定登记证明（税务）", "Certificate for the tax office"),
    "I": both("技术性收入核定表", "Verification of technical income"),
    "L": both("登记清单（不作减免税依据）", "List of contracts (no basis for tax relief)"),
}

STATES: Mapping[str, Both] = {
    "valid": both("有效", "Holds"),
    "replaced": both("已替换", "Replaced"),
    "revoked": both("已撤销", "Revoked"),
}

BADGES: Mapping[str, str] = {"valid": "done", "replaced": "due", "revoked": "overdue"}
"""State of a document to the class of its badge."""

INCOME_STATES: Mapping[str, Both] = {
    "applied": both("待核定", "Waiting"),
    "verified": both("已核定", "Verified"),
    "declined": both("不予核定", "Declined"),
    "corrected": both("已更正", "Corrected"),
}

INCOME_BADGES: Mapping[str, str] = {
    "applied": "due",
    "verified": "done",
    "declined": "overdue",
    "corrected": "",
}
