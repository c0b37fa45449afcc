"""The words that stand on the pages of a printed book besides its text: Contents, continued.

Not here: words that other formats need as well (`render.words`).
"""

from __future__ import annotations

from techmarket.tables.labels import Language

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "contents": "目录",
        "tables": "表目录",
        "figures": "图目录",
        "unit": "单位：",
        "continued": "（续）",
        "measure": "指标",
        "definition": "定义",
        "printed_in": "所在表、图",
        "empty": "本表无数据。",
        "nothing": "无。",
        "separator": "、",
        "made": "本书由下列数据编成",
        "edition": "版本",
        "cutoff": "截止日期",
        "snapshot": "本年快照",
        "previous": "上年快照",
        "software": "软件版本",
    },
    "en": {
        "contents": "Contents",
        "tables": "Tables",
        "figures": "Figures",
        "unit": "Unit: ",
        "continued": " (continued)",
        "measure": "Measure",
        "definition": "Definition",
        "printed_in": "Printed in",
        "empty": "This table has no data.",
        "nothing": "None.",
        "separator": ", ",
        "made": "What this book was made from",
        "edition": "Edition",
        "cutoff": "Cut-off date",
        "snapshot": "Snapshot of the year",
        "previous": "Snapshot of the year before",
        "software": "Version of the software",
    },
}


def page_words(lang: Language) -> dict[str, str]:
    """The words of a language."""
    return dict(_WORDS[lang])
