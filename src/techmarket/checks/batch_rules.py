"""All rules about a batch as a whole, and judging one by them.

Not here: the rules, exact repetition (`among_records`), and reading files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from techmarket.checks.amounts_in_batch import AMOUNTS_IN_BATCH
from techmarket.checks.batch_rule import FIGURES, FIGURES_OF_MONEY, Batch, BatchFinding, BatchRule
from techmarket.checks.defaults_in_batch import DEFAULTS_IN_BATCH
from techmarket.checks.rule_set import fields_of_kind
from techmarket.checks.telling import WORDS
from techmarket.checks.vintage_rules import VINTAGE_RULES
from techmarket.record.fields import personal_fields
from techmarket.record.rules import shown

BATCH_RULES: tuple[BatchRule, ...] = (*AMOUNTS_IN_BATCH, *DEFAULTS_IN_BATCH, *VINTAGE_RULES)


@dataclass(frozen=True)
class BatchVerdict:
    """The outcome of one rule for a batch.

    Attributes:
        rule: the rule.
        applies: false where a column is missing, or there is nothing to compare with.
        findings: what breaks it; none when it passes.
    """

    rule: BatchRule
    applies: bool
    findings: tuple[BatchFinding, ...]


def judge_batch(
    table: pa.Table, before: pa.Table | None = None, rules: Sequence[BatchRule] = BATCH_RULES
) -> list[BatchVerdict]:
    """What a batch of contracts breaks, in the order of the rules.

    Args:
        table: columns by name of field; those that a rule reads and that are missing make it not
            applicable.
        before: contracts to compare with, of the register or of the year before.
        rules: those to judge by.
    """
    batch = Batch(table, before)
    return [_verdict(rule, batch) for rule in rules]


def sentence_of_finding(finding: BatchFinding, lang: str) -> str:
    """The rule and what breaks it, in `lang`, "zh" or "en", with its full stop.

    What is, or may be, about a natural person is not repeated.
    """
    colon, joint, stop = ("：", "，", "。") if lang == "zh" else (": ", ", ", ".")
    number = 0 if lang == "zh" else 1
    fields = fields_of_kind("contract")
    told = []
    for name, text in finding.group.items():
        field = fields[text if name == "field" else name]
        value = WORDS[lang]["hidden"] if personal_fields([field]) else text
        told.append(field.label(lang) if name == "field" else f"{field.label(lang)} {value}")
    for name, figure in finding.figures.items():
        text = shown(figure) if name in FIGURES_OF_MONEY else f"{figure:,}"
        told.append(f"{FIGURES[name][number]} {text}")
    return finding.rule.words(lang).removesuffix(stop) + colon + joint.join(told) + stop


def _verdict(rule: BatchRule, batch: Batch) -> BatchVerdict:
    if not rule.applies_to(batch):
        return BatchVerdict(rule, applies=False, findings=())
    return BatchVerdict(rule, applies=True, findings=tuple(rule.find(rule, batch)))
