"""The words that the form of a book adds, Chinese and English: "Tables", "Snapshot", "Search".

Not here: words of a single table (`words`), titles and text, which come with the book.
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.tables.labels import Language


@dataclass(frozen=True, slots=True)
class BookWords:
    """Words of one language.

    Attributes:
        cutoff, software, edition: lines of the imprint; `snapshot` and `previous` name the
            snapshots by their role.
        measure, definition, printed_in: heads of the index of cells.
        no_data: stands in place of an empty table or figure.
    """

    tables: str
    figures: str
    cover: str
    notes: str
    index: str
    edition: str
    cutoff: str
    snapshot: str
    previous: str
    software: str
    measure: str
    definition: str
    printed_in: str
    no_data: str
    category: str
    home: str
    part_contents: str
    before: str
    after: str
    skip: str
    search: str
    search_hint: str
    nothing_found: str
    found: str
    other_language: str
    download: str
    show_data: str
    facts_hint: str
    number_id: str
    sheet_note: str


_ZH = BookWords(
    tables="表目录",
    figures="图目录",
    cover="封面",
    notes="说明",
    index="指标索引",
    edition="年度版",
    cutoff="数据截止日期",
    snapshot="本年快照",
    previous="上年快照",
    software="软件版本",
    measure="指标",
    definition="定义",
    printed_in="所在图表",
    no_data="无数据",
    category="类别",
    home="首页",
    part_contents="本部分内容",
    before="上一部分",
    after="下一部分",
    skip="跳到正文",
    search="搜索",
    search_hint="搜索标题、名称和数字",
    nothing_found="没有找到",
    found="找到 {} 处",
    other_language="English",
    download="下载 CSV",
    show_data="数据表",
    facts_hint="把鼠标移到数字上，或用 Tab 键和方向键走到数字上，可以看到它的定义、精确值和快照。",
    number_id="编号",
    sheet_note="每张表、每幅图占一个工作表；数字为数值，显示位数与印刷一致。",
)

_EN = BookWords(
    tables="Tables",
    figures="Figures",
    cover="Cover",
    notes="Notes",
    index="Index of measures",
    edition="Edition",
    cutoff="Cut-off date of the data",
    snapshot="Snapshot of the year",
    previous="Snapshot of the year before",
    software="Software",
    measure="Measure",
    definition="Definition",
    printed_in="Printed in",
    no_data="No data",
    category="Category",
    home="Home",
    part_contents="In this part",
    before="Previous part",
    after="Next part",
    skip="Skip to the text",
    search="Search",
    search_hint="Search titles, names and numbers",
    nothing_found="Nothing found",
    found="{} found",
    other_language="中文",
    download="Download CSV",
    show_data="Data table",
    facts_hint=(
        "Point at a number, or go to it with the Tab and arrow keys, to see its definition, "
        "its exact value and its snapshot."
    ),
    number_id="Cell",
    sheet_note=(
        "Each table and each figure has a sheet of its own. Numbers are numbers and show the "
        "digits that are printed."
    ),
)

_WORDS: dict[Language, BookWords] = {"zh": _ZH, "en": _EN}


def book_words(lang: Language) -> BookWords:
    """The words of a language."""
    return _WORDS[lang]
