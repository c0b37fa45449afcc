"""Phrases that say one number: counts, values, shares, differences.

Not here: directions (`directions`) and lists (`enumerations`).
"""

from __future__ import annotations

from fractions import Fraction

from techmarket.codes.thresholds import threshold as threshold_on
from techmarket.sentences.conditions import measure_in
from techmarket.sentences.grammar import Call
from techmarket.sentences.model import Span
from techmarket.sentences.phrases.enumerations import in_words
from techmarket.sentences.phrases.printed import (
    counted,
    money,
    number,
    percent,
    there,
    with_value,
    words,
)
from techmarket.sentences.scope import Said, Scope, UnsayableError
from techmarket.sentences.stated import number_of
from techmarket.tables.cell import in_unit, rounded


def year(call: Call, scope: Scope) -> Said:
    """`year [offset]`: the year of the data, or so many years from it: 2013."""
    return words(str(scope.year + int(call.words[0] if call.words else 0)))


def count(call: Call, scope: Scope) -> Said:
    """`count [measure] place`: a count with its unit: 294929项, 294,929 contracts."""
    return counted(scope.get(measure_in(call, "contracts"), call.place), scope)


def tally(call: Call, scope: Scope) -> Said:
    """`tally [measure] place`: a count without its noun in English: 294929项, 294,929."""
    said = count(call, scope)
    return said if scope.lang == "zh" else said[:1]


def amount(call: Call, scope: Scope) -> Said:
    """`amount [measure] place`: a value with its unit: 7469.13亿元, 746.913 billion yuan."""
    return money(scope.get(measure_in(call), call.place), scope)


def mean(call: Call, scope: Scope) -> Said:
    """`mean place`: the mean value of a contract: 253.25万元, 2.5325 million yuan."""
    return money(scope.get("mean_value", call.place), scope, mean=True)


def share(call: Call, scope: Scope) -> Said:
    """`share [measure] place of place`: part of a whole: 45.75%.

    Without `of` the whole is the total. What would print as 0.00 is said to be less than 0.01%.
    """
    measure = f"{measure_in(call)}.share"
    found = there(scope.get(measure, call.place, scope.dims(call.second("of") or ())))
    text = percent(found)
    if text == "0.00":
        return (Span(scope.pick("不足", "less than ")), number("0.01", found), Span("%"))
    return (number(text, found), Span("%"))


def to_gdp(call: Call, scope: Scope) -> Said:
    """`to_gdp`: value divided by gross domestic product: 1.31%."""
    found = there(scope.get("value.to_gdp", ()))
    return (number(percent(found), found), Span("%"))


def points(call: Call, scope: Scope) -> Said:
    """`points [measure] place of place`: how far a share moved: 提高1.20个百分点, up 1.20 points.

    `points value.to_gdp` is of the ratio to gross domestic product. What prints as 0.00 is said
    to be almost unchanged.
    """
    if "value.to_gdp" in call.words:
        found = scope.stated.change("value.to_gdp")
    else:
        base = scope.dims(call.second("of") or ())
        found = scope.stated.change(f"{measure_in(call)}.share", scope.dims(call.place), base)
    moved = number_of(with_value(found))
    text = percent(found)
    if text == "0.00":
        return (number(scope.pick("基本持平", "almost unchanged"), found),)
    up = scope.pick("提高", "up ") if moved > 0 else scope.pick("下降", "down ")
    unit = scope.pick("个百分点", " percentage points")
    return (Span(up, found.key, found), number(text, found), Span(unit))


def balance(call: Call, scope: Scope) -> Said:
    """`balance place minus place`: the difference of two values: 1906.31亿元; without sign."""
    minus = call.second("minus") or ()
    return money(scope.stated.balance(scope.dims(call.place), scope.dims(minus)), scope)


ZH_TENTHS = "零一二三四五六七八九十"
OVER = Fraction(1, 2)
"""Up to how much above a tenth a share is said to be over it."""
NEARLY = Fraction(4, 5)
"""From how much above the tenth before a share is said to be nearly the next."""


def tenths(call: Call, scope: Scope) -> Said:
    """`tenths place of place`: a share in round tenths: 近六成, nearly 60%.

    With t the share times ten and n its whole part: t = n is "n成", up to n + 0.5 is "n成以上"
    (over n tenths), from n + 0.8 on "近(n+1)成" (nearly n + 1 tenths); between, and below a tenth,
    it is no round share and is not said, except that all is "全部" (all).
    """
    found = there(scope.get("value.share", call.place, scope.dims(call.second("of") or ())))
    text = in_tenths(number_of(found), scope.lang)
    if not text:
        raise UnsayableError("the share is not near a tenth")
    return (number(text, found),)


def in_tenths(share: Fraction, lang: str) -> str:
    """The words of `tenths` for an exact share above 0 and up to 1; "" where it is not round."""
    zh = lang == "zh"
    whole, rest = divmod(share * 10, 1)
    if share == 1:
        return "全部" if zh else "all"
    if rest >= NEARLY and whole >= 1:
        return f"近{ZH_TENTHS[whole + 1]}成" if zh else f"nearly {whole + 1}0%"
    if whole < 1 or rest > OVER:
        return ""
    if rest == 0:
        return f"{ZH_TENTHS[whole]}成" if zh else f"{whole}0%"
    return f"{ZH_TENTHS[whole]}成以上" if zh else f"over {whole}0%"


def name(call: Call, scope: Scope) -> Said:
    """`name place`: the name of the seller at a position (`position=1`)."""
    found = there(scope.get("seller.name", call.place))
    return (number(str(found.value), found),)


def threshold(call: Call, scope: Scope) -> Said:
    """`threshold`: from which value on a contract is major at the end of the year: 1000万元."""
    fen = threshold_on("major_contract_value", scope.edition.last_day)
    text, unit = (
        (rounded(in_unit(fen, "万元"), 0), "万元")
        if scope.lang == "zh"
        else (rounded(Fraction(fen, 10**8), 0), " million yuan")
    )
    return words(text + unit)


def years_from(call: Call, scope: Scope) -> Said:
    """`years_from n place`: years in a row with a value of n 亿元 at least: 连续2年.

    Said from two years on. Where it is so in all years that are known, they are at least so many.
    """
    found, at_least = scope.stated.years_from(int(call.words[0]), scope.dims(call.place))
    if number_of(found) < 2:
        raise UnsayableError("one year is no row")
    shown = number(in_words(int(number_of(found)), scope), found)
    zh, en = ("至少连续", "for at least ") if at_least else ("连续", "for ")
    return (Span(scope.pick(zh, en)), shown, Span(scope.pick("年", " years in a row")))


def milestone(call: Call, scope: Scope) -> Said:
    """`milestone place`: the round value that was passed: 突破7000亿元, passed 700 billion yuan.

    A round value is one digit and noughts, from one hundred million yuan on. It is passed where
    the value of the year has reached it and that of the year before had not; where an earlier year
    that is known had, it is passed again (再次突破).
    """
    dims = scope.dims(call.place)
    found = there(scope.stated.milestone(dims))
    reached = number_of(found)
    again = any(value >= reached for _, value in scope.stated.history(dims)[2:])
    text, unit = _round_money(int(reached), scope.lang)
    verb = scope.pick("突破", "passed ")
    verb = scope.pick("再次突破", "again passed ") if again else verb
    return (Span(verb), number(text, found), Span(unit))


def _round_money(fen: int, lang: str) -> tuple[str, str]:
    hundred_million = fen // 10**10
    if lang == "zh":
        return str(hundred_million), "亿元"
    if hundred_million < 10:
        return f"{hundred_million}00", " million yuan"
    return f"{hundred_million // 10:,}", " billion yuan"


def run(call: Call, scope: Scope) -> Said:
    """`run place`: years in a row in one direction: 连续3年增长, risen 3 years in a row.

    Said from two years on. Where the run reaches back to the first year that is known, it is said
    since when (自2002年以来逐年增长), because it may be longer.
    """
    found, direction, since = scope.stated.run(scope.dims(call.place))
    if number_of(there(found)) < 2:
        raise UnsayableError("one year is no run")
    zh, en = ("增长", "risen") if direction > 0 else ("下降", "fallen")
    years = number(in_words(int(number_of(found)), scope), found)
    if since is None:
        return (Span(scope.pick("连续", f"{en} for ")), years,
                Span(scope.pick(f"年{zh}", " years in a row")))  # fmt: skip
    if scope.lang == "zh":
        return (Span(f"自{since}年以来连续"), years, Span(f"年{zh}"))
    return (Span(f"{en} every year since {since}, "), years, Span(" years in a row"))
