"""What can be wrong with a cell or a row before any rule about contracts is asked.

They have ids, sentences and a severity like the rules of `checks`, and are told in the same lists.
Not here: the rules about what a value means (`checks`), and finding the cells (`typed_columns`).
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.checks.check_rule import Severity


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """One thing that can be wrong with what stands in a file.

    Attributes:
        id: stable and literal, "import.date_is_readable".
        severity: hard keeps the row out.
        words_zh, words_en: the rule as a sentence, with its full stop.
    """

    id: str
    severity: Severity
    words_zh: str
    words_en: str

    def words(self, lang: str) -> str:
        """The rule in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en


def _hard(name: str, zh: str, en: str) -> ReadingRule:
    return ReadingRule(f"import.{name}", Severity.HARD, zh, en)


def _soft(name: str, zh: str, en: str) -> ReadingRule:
    return ReadingRule(f"import.{name}", Severity.SOFT, zh, en)


DATE = _hard("date_is_readable", "日期可以读懂。", "A date can be read as a day.")
AMOUNT = _hard(
    "amount_is_readable",
    "金额写作数，最多精确到分。",
    "An amount is written as a number, down to the 分 at most.",
)
NUMBER = _hard("number_is_readable", "数值是十进制数。", "A number is written in decimal digits.")
CODE = _hard(
    "code_is_known",
    "代码项填写代码表中的代码或名称。",
    "A coded field holds a code or a label of its list.",
)
LABEL = _hard(
    "label_is_of_one_code",
    "名称只对应代码表中的一个代码。",
    "A label belongs to one code of its list.",
)
WORD = _hard(
    "choice_is_known",
    "选项是规定的几项之一。",
    "A choice is one of those that there are.",
)
DIGITS = _hard(
    "digits_are_kept",
    "编号和代码按文本保存：电子表格的数值只保留 15 位。",
    "A number or identifier is kept as text: a spreadsheet keeps 15 digits of a numeric cell.",
)
BYTES = _hard(
    "bytes_are_of_the_encoding",
    "每个单元格都按文件的编码书写。",
    "Every cell is written in the encoding of the file.",
)
ROW = _hard(
    "row_has_the_columns_of_the_header",
    "每行的列数与表头相同。",
    "A row has as many columns as the header.",
)
FORMULA = _soft(
    "cell_holds_a_value",
    "单元格填写数值；公式按上次保存的结果读取。",
    "A cell holds a value; of a formula the result that was last saved is read.",
)
ERROR_VALUE = _hard(
    "cell_is_no_error",
    "单元格不是公式错误（如 #N/A）。",
    "A cell is not the error of a formula, such as #N/A.",
)
LONG = _hard(
    "cell_is_not_too_long",
    "单元格不超过 32,767 个字符。",
    "A cell has at most 32,767 characters.",
)
PARTY_KNOWN = _hard(
    "party_is_known",
    "注册号在登记库或同时导入的当事人中。",
    "A party number is in the register or among the parties of the same import.",
)
PARTY_SOUND = _hard(
    "party_is_sound",
    "合同的当事人没有必须改正的错误。",
    "A party of a contract has no error that must be put right.",
)
PARTY_ALIKE = _soft(
    "party_is_the_same_everywhere",
    "同一当事人的名称、性质、行政区划处处相同。",
    "A party has the same name, kind and region wherever it stands.",
)
NUMBER_NEW = _hard(
    "number_is_not_in_the_register",
    "合同登记编号尚不在登记库中。",
    "A registration number is not in the register yet.",
)
CONTRACT_NEW = _soft(
    "contract_is_not_in_the_register",
    "卖方、买方、项目名称、成交金额和签订日期都相同的合同尚不在登记库中。",
    "A contract of the same seller, buyer, project name, value and signing date is not in the "
    "register yet.",
)
PARTY_NEW = _soft(
    "party_is_not_in_the_register",
    "当事人的注册号尚不在登记库中；已有的保留原登记。",
    "A party number is not in the register yet; one that is there stays as it is.",
)
REPAIR_FITS = _soft(
    "repair_fits_its_cell",
    "接受的修改只用于检查后没有再改动的单元格。",
    "A repair that was accepted is made only in a cell that has not changed since the check.",
)

READING_RULES: tuple[ReadingRule, ...] = (
    DATE,
    AMOUNT,
    NUMBER,
    CODE,
    LABEL,
    WORD,
    DIGITS,
    BYTES,
    ROW,
    FORMULA,
    ERROR_VALUE,
    LONG,
    PARTY_KNOWN,
    PARTY_SOUND,
    PARTY_ALIKE,
    NUMBER_NEW,
    CONTRACT_NEW,
    PARTY_NEW,
    REPAIR_FITS,
)
"""All of them, in the order in which they are told."""
