"""What a check says of a record that is not as it should be.

A problem is a result, not an error: an import lists all problems of a file at once.
Not here: the checks (`constraints`, `rules`), and errors that stop a command
(`techmarket.errors`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a record.

    Attributes:
        rule: stable name of the constraint or rule ("length", "signed_before_registered").
        sentence_zh: the whole sentence in Chinese, with the value that is wrong.
        sentence_en: the whole sentence in English.
        fields: names of the fields concerned; empty while a constraint speaks of a bare value.
    """

    rule: str
    sentence_zh: str
    sentence_en: str
    fields: tuple[str, ...] = ()

    def sentence(self, lang: str) -> str:
        """The sentence in `lang`, "zh" or "en"."""
        return self.sentence_zh if lang == "zh" else self.sentence_en

    def of_field(self, name: str, label_zh: str, label_en: str) -> Problem:
        """The same problem, said of a field: the label stands before the sentence."""
        return replace(
            self,
            fields=(name,),
            sentence_zh=f"{label_zh}：{self.sentence_zh}",
            sentence_en=f"{label_en}: {self.sentence_en}",
        )
