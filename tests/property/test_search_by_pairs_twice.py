"""Looking for a part of a name, against reading through the names."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from techmarket.web.review.grams import grams_of, phrase_of

LETTERS = st.text("技术合同ab1（） -ＡＢ𠮷", max_size=8)


def plain(text: str) -> str:
    """Small letters and digits in one form: the full-width ones are the ordinary ones."""
    return "".join(
        one for one in text.replace("Ａ", "a").replace("Ｂ", "b").lower() if one.isalnum()
    )


@given(st.lists(LETTERS, max_size=4), LETTERS)
@example(["技术", "合同"], "术合")
@example(["技术合同"], "术合")
def test_a_phrase_is_found_where_a_name_has_it(names: list[str], part: str) -> None:
    """As a database finds it: the words of the phrase one after the other."""
    phrase = phrase_of(part).split()
    if len(plain(part)) < 2:
        assert phrase == []
        return
    words = grams_of(names).split()
    places = range(len(words) - len(phrase) + 1)
    found = any(words[place : place + len(phrase)] == phrase for place in places)
    assert found == any(plain(part) in plain(name) for name in names)


@given(LETTERS)
def test_words_are_latin_letters_and_digits(name: str) -> None:
    """No database takes them apart otherwise."""
    assert all(one.isascii() and one.isalnum() for one in grams_of([name]).split())
