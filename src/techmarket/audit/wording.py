"""The words of findings, Chinese and English: places, what must hold, severities and causes.

Not here: what is found (`explaining`), and the layout of the outputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from techmarket.audit.findings import Cause, Mark, Severity
from techmarket.audit.identities import split_measure
from techmarket.audit.statement import Place, PrintedNumber
from techmarket.consistency.conflicts import Conflict

SEVERITIES = {
    Severity.IMPOSSIBLE: ("不可能", "Impossible"),
    Severity.UNLESS_TRUNCATED: ("除非截尾", "Impossible unless truncated"),
    Severity.LAST_DIGIT: ("仅末位", "Only the last digit"),
    Severity.HALVES: ("仅当半数一律进位时不可能", "Impossible only if halves always go up"),
    Severity.STYLE: ("体例", "Style"),
}

CAUSES = {
    Cause.DIGIT: ("疑为一位数字之误", "probably one wrong digit"),
    Cause.SIGN: ("疑为正负号之误", "probably the wrong sign"),
    Cause.COPIED: ("疑为误抄相邻单元格", "probably copied from the next cell"),
    Cause.DROPPED_PART: ("疑为漏计或重计一项", "probably a part left out or counted twice"),
    Cause.OTHER_BASE: ("疑为基期或分母不同", "probably taken from another year or whole"),
    Cause.OTHER_VINTAGE: (
        "与他处数字不同，疑为不同批次数据",
        "printed elsewhere with another value",
    ),
    Cause.BASE_REVISED: (
        "疑用另一批次（如修订前）的分母计算",
        "probably computed from another vintage of the base, such as one not yet revised",
    ),
    Cause.ROUNDED_EARLIER: ("疑为提前舍入，小数丢失", "probably rounded earlier, decimals lost"),
    Cause.TRUNCATED: ("疑为截尾而未四舍五入", "probably cut off instead of rounded"),
    Cause.LAST_DIGIT: ("仅末位不符", "only the last digit differs"),
    Cause.HALVES: ("疑为半数舍去或取偶", "probably a half rounded down or to even"),
    Cause.ORDER: ("名次或顺序与数据不符", "rank or order against the data"),
    Cause.LIST: ("计数与所列不符", "a number of things beside a list of another length"),
    Cause.CAPTION: ("编号或标题", "numbering or caption"),
    Cause.HEADER: ("表头与数据不符", "the header contradicts the data"),
    Cause.NOT_OURS: ("与所对照的数据不同", "differs from the data it was compared with"),
    Cause.UNKNOWN: ("原因不明", "cause unknown"),
}

MOST_DIGITS = 4
"""As many digits more than printed as a range has (`explaining`)."""

SHOWN = 6
"""So many figures are named in a sentence."""


def say(lang: str, zh: str, en: str) -> str:
    """The words of a language."""
    return en if lang == "en" else zh


def severity_words(severity: Severity, lang: str) -> str:
    """For people."""
    return say(lang, *SEVERITIES[severity])


def cause_words(cause: Cause, lang: str) -> str:
    """For people."""
    return say(lang, *CAUSES[cause])


def place_words(place: Place, lang: str) -> str:
    """`附表4, line 809`; the document is told by the heading."""
    parts = [place.table and table_words(place.table, lang), place.sheet]
    if place.line is not None:
        parts.append(say(lang, f"第{place.line}行", f"line {place.line}"))
    elif place.row is not None:
        parts.append(
            say(
                lang,
                f"第{place.row}行第{place.column}列",
                f"row {place.row}, column {place.column}",
            )
        )
    return say(lang, "，", ", ").join(part for part in parts if part)


def table_words(table: str, lang: str) -> str:
    """The printed number of a table; a bare number gets the word before it."""
    return table if not table[:1].isdigit() else say(lang, f"表{table}", f"table {table}")


def number_words(number: PrintedNumber, lang: str) -> str:
    """`附表4 技术转让/合计 · 成交金额/金额：1083.76亿元`."""
    unit = "" if number.text.endswith(("%", number.unit or "%")) else number.unit
    if number.row_path or number.column_path:
        labels = " · ".join(
            "/".join(path) for path in (number.row_path, number.column_path) if path
        )
        where = table_words(number.place.table, lang)
        colon = say(lang, "：", ": ")
        return f"{where} {labels}{colon}{number.text}{unit}".strip()
    where = place_words(number.place, lang)
    return f"{where} “{number.subject or number.text}”"


def meaningful(mark: Mark) -> tuple[Fraction | None, Fraction | None]:
    """What is left for a number, rounded to the outside to as few digits as tell it from what is
    printed: one more than printed, and of things that are counted none."""
    number = mark.number
    half = Fraction(1, 2 * 10**number.decimals)
    first = number.decimals + (number.decimals > 0 or number.scale != 1)
    low, high = mark.low, mark.high
    for digits in range(first, number.decimals + MOST_DIGITS):
        step = Fraction(1, 10**digits)
        near = None if low is None else floor(low / step) * step
        far = None if high is None else ceil(high / step) * step
        excluded = mark.gap > 0
        clear = (near is not None and near > number.value + half) or (
            far is not None and far < number.value - half
        )
        if clear or not excluded:
            return near, far
    return low, high


def range_words(mark: Mark, lang: str) -> str:
    """What is left for a number: `between 46.35 and 46.37`."""
    low, high = (None if edge is None else decimal(edge) for edge in meaningful(mark))
    unit = mark.number.unit
    if low is not None and low == high:
        return f"{low} {unit}".strip()
    if low is not None and high is not None:
        return say(lang, f"{low} 至 {high} {unit}", f"{low} to {high} {unit}").strip()
    if low is not None:
        return say(lang, f"不小于 {low} {unit}", f"at least {low} {unit}").strip()
    if high is not None:
        return say(lang, f"不大于 {high} {unit}", f"at most {high} {unit}").strip()
    return ""


def decimal(value: Fraction) -> str:
    """A decimal fraction without noughts at its end."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value.numerator) * 10**12 // value.denominator, 10**12)
    return f"{sign}{whole}.{rest:012d}".rstrip("0").rstrip(".")


def holds(mark: Mark, conflict: Conflict[int] | None, lang: str) -> str:
    """What must hold for a number, in one sentence.

    Args:
        mark: the number, what is left for it, and the figures that exclude it.
        conflict: the shortest that it is in.
    """
    left = range_words(mark, lang)
    given = evidence_words(mark.evidence, lang)
    sums = (
        [] if conflict is None else [row for row in conflict.rows if row.name.startswith("parts")]
    )
    rule = rule_words(mark.number, bool(sums), mark.evidence, lang)
    tail = say(lang, f"，应为 {left}", f", which leaves {left}") if left else ""
    if not given:
        return say(lang, f"{rule}{tail}。", f"{rule}{tail}.")
    return say(lang, f"{rule}：{given}{tail}。", f"{rule}: {given}{tail}.")


def rule_words(
    number: PrintedNumber, sums: bool, evidence: Sequence[PrintedNumber], lang: str
) -> str:
    """Which identity it is."""
    measure, derived = split_measure(number.measure)
    same = (number.measure, number.period, number.dims, number.base, number.parts)
    if any((n.measure, n.period, n.dims, n.base, n.parts) == same for n in evidence):
        return say(lang, "同一数字在各处应相同", "the same figure is the same everywhere")
    if sums:
        return say(lang, "总计等于各部分之和", "a whole is the sum of its parts")
    match derived:
        case "growth":
            return say(lang, "增长率由两年的数字得出", "growth follows from the two years")
        case "share":
            return say(lang, "占比等于部分除以总体", "a share is the part over the whole")
        case "rank":
            return say(lang, "名次由数值得出", "ranks follow from the values")
        case "to_gdp":
            return say(lang, "比值等于成交额除以国内生产总值", "the ratio is value over product")
    if measure == "mean_value":
        return say(lang, "平均值等于成交额除以合同数", "a mean is value over number of contracts")
    return say(lang, "与其他数字相互制约", "other figures exclude it")


def evidence_words(evidence: Sequence[PrintedNumber], lang: str) -> str:
    """The figures that exclude a number, the first few of them."""
    named = say(lang, "；", "; ").join(number_words(n, lang) for n in evidence[:SHOWN])
    more = len(evidence) - SHOWN
    if more > 0:
        named += say(lang, f"；及另外 {more} 个数字", f"; and {more} more")
    return named


def holds_order(text: str, evidence: Sequence[PrintedNumber], lang: str) -> str:
    """For a list of places in order."""
    given = evidence_words(evidence, lang)
    return say(
        lang,
        f"所列顺序应与数值一致：{given}。",
        f"the order of the list follows the values: {given}.",
    )
