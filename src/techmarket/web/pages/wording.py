"""A text in Chinese and in English, shown in the language of whoever reads it.

Both stand side by side where the text is used, so that none can lack a translation. Not here:
labels of codes and fields, which are declared with them (`codes`, `record`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language


def language() -> str:
    """The language of the present request: "zh" or "en"."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages; as a string it is the one of the present request.

    Attributes:
        zh, en: the text.
    """

    zh: str
    en: str

    def __str__(self) -> str:
        """The text in the language of the request."""
        return self.zh if language() == "zh" else self.en

    def format(self, **values: object) -> Both:
        """The text with its places `{name}` filled; values that are `Both` in each language."""
        filled = [
            text.format(
                **{
                    name: getattr(value, lang) if isinstance(value, Both) else value
                    for name, value in values.items()
                }
            )
            for lang, text in (("zh", self.zh), ("en", self.en))
        ]
        return Both(*filled)


def both(zh: str, en: str) -> Both:
    """A text in both languages."""
    return Both(zh, en)
