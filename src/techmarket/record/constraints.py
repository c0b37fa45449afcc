"""What one value must satisfy: each constraint says it in words and checks it.

A constraint describes itself (Chinese, English, JSON Schema keywords) and checks a value
at a date, so that the dictionary, the schema and the check cannot disagree. Not here:
what several fields must satisfy together (`rules`).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from techmarket.codes import UnknownCodeError, code_list
from techmarket.record.problem import Problem

Schema = dict[str, object]


class Constraint(ABC):
    """The shape of every constraint. A value checked is of the field's type and not `None`."""

    __slots__ = ()

    def words(self, lang: str) -> str:
        """The demand in words, a clause without full stop, "zh" or "en"."""
        return self._words(lang)

    def schema(self) -> Schema:
        """JSON Schema keywords that say the same, as far as they can."""
        return self._schema()

    def check(self, value: object, on: date) -> Problem | None:
        """What is wrong with the value at the date, or `None`."""
        return self._check(value, on)

    @abstractmethod
    def _words(self, lang: str) -> str: ...

    def _schema(self) -> Schema:
        return {}

    @abstractmethod
    def _check(self, value: object, on: date) -> Problem | None: ...


@dataclass(frozen=True, slots=True)
class NotEmpty(Constraint):
    """A text has something in it besides white space, and none at its ends."""

    def _words(self, lang: str) -> str:
        return "不空，首尾无空白" if lang == "zh" else "not empty, no white space at its ends"

    def _schema(self) -> Schema:
        return {"pattern": r"^\S(?:[\s\S]*\S)?$"}

    def _check(self, value: object, on: date) -> Problem | None:
        text = str(value)
        if text and text == text.strip():
            return None
        return Problem(
            "not_empty",
            f"“{text}”为空，或首尾有空白。",
            f"“{text}” is empty or has white space at its ends.",
        )


@dataclass(frozen=True, slots=True)
class Length(Constraint):
    """A text has at least `least` and at most `most` characters."""

    least: int
    most: int

    def _words(self, lang: str) -> str:
        if self.least == self.most:
            return f"{self.most} 个字符" if lang == "zh" else f"{self.most} characters"
        if lang == "zh":
            return f"{self.least} 至 {self.most} 个字符"
        return f"{self.least} to {self.most} characters"

    def _schema(self) -> Schema:
        return {"minLength": self.least, "maxLength": self.most}

    def _check(self, value: object, on: date) -> Problem | None:
        length = len(str(value))
        if self.least <= length <= self.most:
            return None
        return Problem(
            "length",
            f"“{value}”有 {length} 个字符，应为 {self.words('zh')}。",
            f"“{value}” has length {length}; it must have {self.words('en')}.",
        )


@dataclass(frozen=True, slots=True)
class Pattern(Constraint):
    """The whole text matches a regular expression that Python and ECMAScript read alike.

    Attributes:
        expression: without anchors; classes are written out (`[0-9]`, not `\\d`).
        words_zh, words_en: what the expression says.
    """

    expression: str
    words_zh: str
    words_en: str

    def _words(self, lang: str) -> str:
        return self.words_zh if lang == "zh" else self.words_en

    def _schema(self) -> Schema:
        return {"pattern": f"^(?:{self.expression})$"}

    def _check(self, value: object, on: date) -> Problem | None:
        if re.fullmatch(self.expression, str(value)):
            return None
        return Problem(
            "pattern",
            f"“{value}”的形式不对，应为：{self.words_zh}。",
            f"“{value}” has the wrong form; it must be: {self.words_en}.",
        )


@dataclass(frozen=True, slots=True)
class Exact(Constraint):
    """A decimal number written out exactly: digits with at most one point, above zero."""

    def _words(self, lang: str) -> str:
        if lang == "zh":
            return "大于零的精确小数，只有数字和至多一个小数点"
        return "an exact decimal number above zero: digits with at most one point"

    def _schema(self) -> Schema:
        return {"pattern": r"^(?=.*[1-9])(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"}

    def _check(self, value: object, on: date) -> Problem | None:
        if re.fullmatch(r"(?=.*[1-9])(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", str(value)):
            return None
        return Problem(
            "exact",
            f"“{value}”不是{self.words('zh')}。",
            f"“{value}” is not {self.words('en')}.",
        )


@dataclass(frozen=True, slots=True)
class Range(Constraint):
    """A number is at least `least` and at most `most`; `None` is no bound."""

    least: int | None = None
    most: int | None = None
    unit: str = ""

    def _words(self, lang: str) -> str:
        unit = f" {self.unit}" if self.unit else ""
        low = f"≥ {self.least}{unit}" if self.least is not None else ""
        high = f"≤ {self.most}{unit}" if self.most is not None else ""
        return ("，" if lang == "zh" else ", ").join(part for part in (low, high) if part)

    def _schema(self) -> Schema:
        bounds: Schema = {}
        if self.least is not None:
            bounds["minimum"] = self.least
        if self.most is not None:
            bounds["maximum"] = self.most
        return bounds

    def _check(self, value: object, on: date) -> Problem | None:
        if not isinstance(value, int):
            raise TypeError(f"a range is for integers, not for {type(value).__name__}")
        too_low = self.least is not None and value < self.least
        too_high = self.most is not None and value > self.most
        if not (too_low or too_high):
            return None
        return Problem(
            "range",
            f"{value} 超出范围，应为：{self.words('zh')}。",
            f"{value} is out of range; it must be: {self.words('en')}.",
        )


NOT_NEGATIVE = Range(least=0, unit="分")
"""Money may be zero, never below."""


@dataclass(frozen=True, slots=True)
class DateRange(Constraint):
    """A date lies between two dates, both included."""

    first: date
    last: date

    def _words(self, lang: str) -> str:
        joint = "至" if lang == "zh" else "to"
        return f"{self.first.isoformat()} {joint} {self.last.isoformat()}"

    def _check(self, value: object, on: date) -> Problem | None:
        if not isinstance(value, date):
            raise TypeError(f"a date range is for dates, not for {type(value).__name__}")
        if self.first <= value <= self.last:
            return None
        return Problem(
            "date_range",
            f"{value.isoformat()} 不在 {self.words('zh')} 之间。",
            f"{value.isoformat()} is not in {self.words('en')}.",
        )


PLAUSIBLE_DATE = DateRange(date(1985, 1, 1), date(2099, 12, 31))
"""The technology market was opened in 1985; later than 2099 is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class CodeOf(Constraint):
    """A code of a list, valid at the date of the fact.

    Attributes:
        list_name: name of the code list.
        too_coarse: codes that only group others; a record needs one of those below them.
    """

    list_name: str
    too_coarse: frozenset[str] = frozenset()

    def _words(self, lang: str) -> str:
        coarse = ("、" if lang == "zh" else ", ").join(sorted(self.too_coarse))
        if lang == "zh":
            text = f"代码表 {self.list_name} 中在当日有效的代码"
            return text + (f"，但不是汇总代码 {coarse}" if coarse else "")
        text = f"a code of the list {self.list_name}, valid on the day"
        return text + (f", but none of the grouping codes {coarse}" if coarse else "")

    def _schema(self) -> Schema:
        return {"not": {"enum": sorted(self.too_coarse)}} if self.too_coarse else {}

    def _check(self, value: object, on: date) -> Problem | None:
        try:
            code_list(self.list_name).resolve(str(value), on)
        except UnknownCodeError as error:
            day = on.isoformat()
            near = [f"{row.code} {row.label_zh}" for row in error.nearest]
            return Problem(
                "code",
                f"“{value}”不是代码表 {self.list_name} 在 {day} 有效的代码；"
                f"最接近的有 {'、'.join(near)}。",
                f"“{value}” is not a code of {self.list_name} on {day}; "
                f"the nearest are {', '.join(near)}.",
            )
        if value not in self.too_coarse:
            return None
        return Problem(
            "too_coarse",
            f"“{value}”是汇总代码，应填写它下面的一个代码。",
            f"“{value}” only groups other codes; give one of those below it.",
        )


@dataclass(frozen=True, slots=True)
class OneOf(Constraint):
    """A text is one of a few words that the record itself defines.

    Attributes:
        labels: word to its meaning in Chinese and in English, in the order of forms.
    """

    labels: tuple[tuple[str, str, str], ...]

    def _words(self, lang: str) -> str:
        meanings = [f"{word} ({zh if lang == 'zh' else en})" for word, zh, en in self.labels]
        return ("其中之一：" if lang == "zh" else "one of: ") + ", ".join(meanings)

    def _schema(self) -> Schema:
        return {"enum": [word for word, _, _ in self.labels]}

    def _check(self, value: object, on: date) -> Problem | None:
        known = [word for word, _, _ in self.labels]
        if value in known:
            return None
        return Problem(
            "one_of",
            f"“{value}”不是 {'、'.join(known)} 之一。",
            f"“{value}” is not one of {', '.join(known)}.",
        )


@dataclass(frozen=True, slots=True)
class CheckCharacters(Constraint):
    """A text made by a published standard, with its form and its check characters.

    Attributes:
        checker: returns what is wrong, or `None` (`identifiers.check_*`).
        form: regular expression of the form, for the schema; it cannot say the check itself.
        words_zh, words_en: the demand in words.
    """

    checker: Callable[[str], Problem | None]
    form: str
    words_zh: str
    words_en: str

    def _words(self, lang: str) -> str:
        return self.words_zh if lang == "zh" else self.words_en

    def _schema(self) -> Schema:
        return {"pattern": f"^(?:{self.form})$"}

    def _check(self, value: object, on: date) -> Problem | None:
        return self.checker(str(value))
