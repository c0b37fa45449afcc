"""Why a snapshot that was asked for on the site was not made, in the reader's language.

The line says what is wrong in English; of that, people of the register meet a few. Not here:
carrying it out (`jobs`).
"""

from __future__ import annotations

from techmarket.web.pages.wording import Both, both

INTERNAL = "internal error"

_KNOWN = {
    "no contract was registered in the year of the cut-off": (
        "截止日期所在年度没有登记合同，无可冻结。"
    ),
    "a record of the register is not whole": "登记库中有合同缺少必填内容，请更正后再冻结。",
    "there is no space left on the disk": "磁盘空间不足，请系统管理员清理后再冻结。",
    "the register is too large for the memory that freezing may use": (
        "登记库超出冻结可用的内存，请系统管理员处理后再冻结。"
    ),
    "the cut-off date lies ahead": "截止日期不能晚于今天。",
}
_OTHERWISE = both(
    "冻结没有完成，登记库和已有的快照都没有改变。请再试一次；仍不成功的，请联系系统管理员查看日志。",
    "It was not made; the register and the snapshots so far are unchanged. Try again; if it fails "
    "again, ask the administrator of the site to look at the log.",
)


def in_words(failure: str) -> Both:
    """The words for a failure as it was written down.

    Args:
        failure: the sentence of a `TechmarketError`, or `INTERNAL`.
    """
    if failure == INTERNAL:
        return _OTHERWISE
    for what, zh in _KNOWN.items():
        if failure.startswith(what):
            return both(zh, _capital(failure))
    return both(_OTHERWISE.zh, _capital(failure))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
