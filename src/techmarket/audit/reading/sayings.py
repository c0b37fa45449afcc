"""The sentences of doubts, in Chinese and English.

Not here: when they are said.
"""

from __future__ import annotations

from enum import Enum


class Saying(Enum):
    """Each sentence once: (zh, en); numbers in braces are filled in."""

    ROW_ENDS = (
        "这一行少了{0}个数，表可能被截断。",
        "The row ends {0} values early; the table may have been cut off.",
    )
    BEYOND = (
        "这个数在最后一列之后，没有表头。",
        "This stands behind the last column, under no header.",
    )
    STRAY = (
        "这个数在名称的位置上，不属于任何一列。",
        "This number stands where a label is expected and belongs to no column.",
    )
    UNKNOWN_LABEL = (
        "没有代码表认得这个名称，按原文保留。",
        "No code list knows this label; it is kept as it is printed.",
    )
    NO_NUMBER = (
        "这里应当是数，却是文字。",
        "A number is expected here and this is none.",
    )
    NOISE = (
        "像是认错了字的数，或为{0}；未作为数采用。",
        "This looks like a number misread, perhaps {0}; it is not taken as a number.",
    )
    NOISE_ONLY = (
        "像是认错了字的数，看不出原来是多少；未作为数采用。",
        "This looks like a number misread and it cannot be told which; it is not taken as one.",
    )
    STUB_AGAINST_TITLE = (
        "表头与标题（{0}）说的不是同一方，按标题理解。",
        "The header names another side than the title ({0}); the title is followed.",
    )
    NO_HEADER = (
        "第{0}列没有表头。",
        "Column {0} has no header.",
    )
    NO_MEASURE = (
        "看不出这一列是什么指标。",
        "It cannot be told what this column measures.",
    )
    NO_UNIT = (
        "没有说明金额的单位，这一列的数不作为金额采用。",
        "No unit of money is stated; the numbers of this column are not taken as amounts.",
    )
    SAME_HEADER = (
        "两列的表头相同，分不清各是什么，这些列的数不作判断。",
        "Two columns have the same header and cannot be told apart; their numbers are left open.",
    )
    HEADER_OPEN = (
        "表头不足以分清这一列是什么，这一列的数不作判断。",
        "The header does not say enough of this column; its numbers are left open.",
    )
    NO_SIDE = (
        "没有说明是卖方、买方还是登记地：地区按登记地、机构类别按卖方理解。",
        "Nothing says seller, buyer or registration: regions are taken as those of registration, "
        "kinds of party as sellers.",
    )
    CROSSED = (
        "行与列的分类相同，没有说明哪边是买方：行按买方、列按卖方理解，除非别的表说明相反。",
        "Rows and columns are of one list and nothing says which are the buyers: rows are taken "
        "as buyers and columns as sellers unless other tables say otherwise.",
    )
    SIDE_FOUND = (
        "行与列哪边是买方，由本文件其他表确定。",
        "Which side is the buyers is settled by other tables of the document.",
    )
    FIGURE_UNKNOWN = (
        "看不出这个数说的是什么。",
        "It cannot be told what this number is of.",
    )
    TABLE_QUOTED = (
        "这张表（{0}行）把本文件的数字与另一文件的数字并列，不作判断。",
        "This table ({0} rows) sets figures of another document beside its own; it is not judged.",
    )
    FIGURE_QUOTED = (
        "这是引用的数字，不作为本文件的数字判断。",
        "This figure is quoted; it is not judged as one of the document.",
    )
    NOTES_UNREAD = (
        "英文文件中的文字表（注释、清单）没有读：{0}张。",
        "Tables of notes in an English document are not read: {0}.",
    )
    NOT_CHINESE = (
        "文件是英文的：文字中的{0}个数字有{1}个没有读懂；请审核中文版。",
        "The document is in English: of {0} figures in its text {1} were not understood; audit "
        "the Chinese edition.",
    )
    NOT_NUMBERED = (
        "英文文件中没有编号的表（{0}个数字）未作判断：它们是图的数据或清单。",
        "Tables without a number in an English document ({0} numbers) are not judged: they are the "
        "data of figures, or lists.",
    )
    NO_CELL_ID = (
        "文件没有说明这个数是什么指标（缺cell_id）。",
        "The file does not say what this number is of (no cell_id).",
    )
    PAGE_UNREAD = (
        "这一部分读不出来：{0}",
        "This part could not be read: {0}",
    )


def sentence(saying: Saying, lang: str, *values: object) -> str:
    """The sentence in a language, with its values."""
    zh, en = saying.value
    return (en if lang == "en" else zh).format(*values)
