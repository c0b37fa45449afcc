"""The words of the form itself, Chinese and English: "Contents", "Unit", "Source" and their like.

Not here: labels, titles, units and notes of the tables, which come with the built table.
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.editions.table_entries import UNIT_WORDS
from techmarket.figures.model import Series
from techmarket.observations.observation import Origin, Status
from techmarket.tables.labels import Language


@dataclass(frozen=True, slots=True)
class FormWords:
    """Words of one language.

    Attributes:
        html_lang: the language tag of a page.
        font: the typeface of a workbook.
        table, annex: what stands before the number of a table, and of one of the annex.
        colon: between a word and what it announces.
        status, origin: the words of the code for people.
    """

    html_lang: str
    font: str
    table: str
    annex: str
    colon: str
    contents: str
    number: str
    title: str
    unit: str
    note: str
    source: str
    skip: str
    back: str
    exact: str
    status_word: str
    origin_word: str
    status: dict[Status, str]
    origin: dict[Origin, str]


_ZH = FormWords(
    html_lang="zh-CN",
    font="Microsoft YaHei",
    table="表",
    annex="附表",
    colon="：",
    contents="目录",
    number="编号",
    title="名称",
    unit="单位",
    note="注",
    source="资料来源",
    skip="跳到第一张表",
    back="返回目录",
    exact="精确值",
    status_word="状态",
    origin_word="来源",
    status={
        Status.NORMAL: "有值",
        Status.ZERO: "零",
        Status.MISSING: "缺失",
        Status.NOT_APPLICABLE: "不适用",
        Status.NO_PRIOR: "无可比上年",
    },
    origin={
        Origin.COMPUTED: "计算",
        Origin.ANSWERED: "填报",
        Origin.CARRIED: "转载",
    },
)

_EN = FormWords(
    html_lang="en",
    font="Arial",
    table="Table ",
    annex="Annex Table ",
    colon=": ",
    contents="Contents",
    number="Number",
    title="Title",
    unit="Unit",
    note="Note",
    source="Source",
    skip="Skip to the first table",
    back="Back to contents",
    exact="Exact value",
    status_word="Status",
    origin_word="Origin",
    status={
        Status.NORMAL: "has a value",
        Status.ZERO: "zero",
        Status.MISSING: "missing",
        Status.NOT_APPLICABLE: "not applicable",
        Status.NO_PRIOR: "no prior value",
    },
    origin={
        Origin.COMPUTED: "computed",
        Origin.ANSWERED: "answered",
        Origin.CARRIED: "carried",
    },
)

_WORDS: dict[Language, FormWords] = {"zh": _ZH, "en": _EN}


def form_words(lang: Language) -> FormWords:
    """The words of a language."""
    return _WORDS[lang]


def printed_name(number: str, lang: Language) -> str:
    """The printed number in a language: "附表4" is Annex Table 4, "13a" is 表13a or Table 13a."""
    words = form_words(lang)
    bare = number.removeprefix(_ZH.annex).removeprefix(_ZH.table)
    if not bare[:1].isdigit():
        return number
    return f"{words.annex if number.startswith(_ZH.annex) else words.table}{bare}"


def notes_with_words(notes: tuple[str, ...], lang: Language) -> list[str]:
    """Notes as printed under a table: the word once, numbers when there is more than one.

    A note that brings its own word ("注：…") is left as it is.
    """
    words = form_words(lang)
    if any(note.startswith(words.note) for note in notes):
        return list(notes)
    if len(notes) < 2:
        return [f"{words.note}{words.colon}{note}" for note in notes]
    head = f"{words.note}{words.colon}"
    return [f"{head if place == 1 else ''}{place}. {note}" for place, note in enumerate(notes, 1)]


def source_with_word(source: str, lang: Language) -> list[str]:
    """The line under the notes that names the source; none for an empty one."""
    words = form_words(lang)
    if not source:
        return []
    return [source if source.startswith(words.source) else f"{words.source}{words.colon}{source}"]


def unit_word(unit: str, lang: Language) -> str:
    """A unit in a language: 亿元 is 100 million yuan."""
    return unit if lang == "zh" else UNIT_WORDS.get(unit, unit)


def series_heading(series: Series, lang: Language) -> str:
    """The heading of a column of figures: "成交额（亿元）", "Value (100 million yuan)"."""
    unit = unit_word(series.unit, lang)
    if not series.label or not unit:
        return series.label or unit
    return f"{series.label}（{unit}）" if lang == "zh" else f"{series.label} ({unit})"
