"""Declaring sentences: what is refused before anything is said, and what a false claim does."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from declared_sentences import FILE, YI, declared, edition_2013, known, paragraph, say
from techmarket.editions.folders import EditionFolders
from techmarket.errors import TechmarketError
from techmarket.sentences.build import build_text
from techmarket.sentences.conditions import CONDITIONS
from techmarket.sentences.phrases import PHRASES
from techmarket.sentences.reading import declarations

WHERE = f"{FILE}, p, sentence 1"


def refusal(
    zh: str = "好。",
    en: str = "Good.",
    lists: Mapping[str, Mapping[str, object]] | None = None,
    items: Mapping[str, Mapping[str, object]] | None = None,
    **sentence: object,
) -> str:
    with pytest.raises(TechmarketError) as refused:
        declared([{"zh": zh, "en": en, **sentence}], lists, items)
    return str(refused.value)


@pytest.mark.parametrize(
    ("zh", "mark"), [("{amount。", "{"), ("amount}。", "}"), ("[好。", "["), ("好]。", "]")]
)
def test_every_brace_and_bracket_has_a_partner(zh: str, mark: str) -> None:
    """A mark without its partner is told with the file and the sentence."""
    assert refusal(zh) == (
        f"the mark {mark} has no partner in a sentence ({WHERE}); "
        "close every brace and every bracket."
    )


def test_a_phrase_has_a_name_and_two_places_at_most() -> None:
    """What it is about, and one other: a whole, another side, what is taken away."""
    assert refusal("{ }。") == (f"a phrase is empty ({WHERE}); name a phrase between the braces.")
    assert refusal("{share a=1 of b=1 than c=1}。") == (
        f"a phrase has more than two places ({WHERE}): {{share a=1 of b=1 than c=1}}; "
        "say one of of, than, minus once."
    )


def test_both_languages_say_the_same() -> None:
    """English that leaves out a number of the Chinese, or the other way round, is refused."""
    assert refusal("{amount}和{count}。", "{amount}.") == (
        f"the two languages of a sentence do not say the same ({WHERE}): only one of them has "
        "{count}; say the same phrases in both."
    )


@pytest.mark.parametrize(("zh", "en", "lang", "stop"), [
    ("好", "Good.", "zh", "。"), ("好。", "Good", "en", "."),
    ("好{amount}", "{amount}.", "zh", "。"),
])  # fmt: skip
def test_a_sentence_ends_with_a_full_stop(zh: str, en: str, lang: str, stop: str) -> None:
    """In each language its own, and not in a piece that may be left out."""
    assert refusal(zh, en) == (
        f"a sentence has no full stop at its end ({WHERE}, {lang}); end it with {stop}."
    )


@pytest.mark.parametrize(
    ("zh", "lists", "items", "when", "message"),
    [
        ("{sum}。", {}, {}, [],
         f"there is no phrase 'sum' for a sentence ({WHERE}, zh); choose one "
         "of " + ", ".join(("each", *PHRASES)) + "."),
        ("{names all}。", {"some": {"of": "contract_type=*"}}, {}, [],
         f"there is no list 'all' for a sentence ({WHERE}, zh); choose one of some."),
        ("{amount @all}。", {"some": {"of": "contract_type=*"}}, {}, [],
         f"there is no list 'all' for a sentence ({WHERE}, zh); choose one of some."),
        ("{each line}。", {}, {}, [],
         f"there is no item 'line' for a sentence ({WHERE}, zh); choose one of its code list."),
        ("{amount contract_type=99}。", {}, {}, [], "there is no code of contract_type '99' for a "
         f"sentence ({WHERE}, zh); choose one of its code list."),
        ("{see table:nothing}。", {}, {}, [], None),
        ("{see page:9}。", {}, {}, [], "there is no kind of reference 'page' for a sentence "
         f"({WHERE}, zh); choose one of figure, table."),
        ("{word nothing}。", {}, {}, [],
         f"there is no word 'nothing' for a sentence ({WHERE}, zh); choose one of place."),
        ("{year next}。", {}, {}, [],
         f"there is no number 'next' for a sentence ({WHERE}, zh); choose one of -1, 10."),
        ("好。", {}, {}, ["grows"],
         f"there is no condition 'grows' for a sentence ({WHERE}); choose "
         "one of " + ", ".join(("not", *CONDITIONS)) + "."),
        ("好。", {"a": {"of": "contract_type=*", "by": "name"}}, {}, [],
         "there is no order 'name' for a sentence (list a); choose one of value, contracts, "
         "sellers, institutions, growth, fall, balance, code."),
        ("好。", {"a": {"of": "contract_type=@b/*"}, "b": {"of": "contract_type=*"}}, {}, [],
         "there is no list 'b' for a sentence (list a); choose one of its code list."),
        ("好。", {}, {"i": {"of": "a", "zh": "", "en": ""}}, [],
         "there is no list 'a' for a sentence (item i); choose one of its code list."),
        ("好。", {"a": {"of": "contract_type=*"}},
         {"i": {"of": "a", "zh": "", "en": "", "join": "/"}}, [],
         "there is no mark to join by '/' for a sentence (item i); choose one of 、, ，, ；."),
    ],
)  # fmt: skip
def test_every_name_exists(
    zh: str,
    lists: Mapping[str, Mapping[str, object]],
    items: Mapping[str, Mapping[str, object]],
    when: list[str],
    message: str | None,
) -> None:
    """An undefined key in a sentence is told with the file, the sentence and what there is."""
    told = refusal(zh, lists=lists, items=items, when=when)
    if message is None:
        assert told.startswith(f"there is no table 'nothing' for a sentence ({WHERE}, zh); choose")
    else:
        assert told == message


def test_a_dimension_that_contracts_do_not_have() -> None:
    """A place is in the dimensions of contracts and institutions, and in no other."""
    assert refusal("{amount colour=1}。").startswith(
        f"there is no dimension 'colour' for a sentence ({WHERE}, zh); choose one of buyer_kind"
    )


def test_an_item_stands_in_a_list() -> None:
    """`@` is the place of an item, and a sentence outside of a list has none."""
    assert refusal("{amount @}。") == (
        f"a sentence speaks of an item outside of a list ({WHERE}, zh): {{amount @}}; "
        "name a place or a list in the place of @."
    )


@pytest.mark.parametrize(
    "phrase",
    ["year contract_type=1", "balance contract_type=1",
     "share contract_type=1 than contract_type=2",
     "names", "label +l", "label contract_type=1 ip_type=1", "rank contract_type=1", "count now",
     "share sellers +l"],
)  # fmt: skip
def test_a_phrase_is_called_as_it_is_defined(phrase: str) -> None:
    """A rank of places taken together, or distinct sellers added up, would have no meaning."""
    told = refusal("{" + phrase + "}。", lists={"l": {"of": "contract_type=*"}})
    name = phrase.split()[0]
    assert told == (
        f"a phrase is not called as it is defined ({WHERE}, zh): {{{phrase}}}; "
        f"see the definition of {name}."
    )


def test_a_list_says_which_places_it_has() -> None:
    """By one dimension whose codes differ; and its name cannot be taken for a measure."""
    assert refusal(lists={"a": {"of": "contract_type=1"}}) == (
        "a list does not say which places it has (list a): contract_type=1; "
        'end the code of one dimension with "*", as in contract_type=1/*.'
    )
    assert refusal(lists={"value": {"of": "contract_type=*"}}) == (
        "a list has the name of a measure (list value); give it another name."
    )


def test_a_field_holds_what_it_should() -> None:
    """A text where a list of texts belongs is told, and not read letter by letter."""
    assert refusal(when="rises") == (
        f"the field 'when' of a sentence of text does not hold a list of texts ({WHERE}): 'rises'; "
        "correct it."
    )
    assert refusal(lists={"a": {"of": "contract_type=*", "top": 0}}) == (
        "the field 'top' of a list of text does not hold a number from 1 on (list a): 0; "
        "correct it."
    )


def test_places_that_overlap_are_not_taken_together() -> None:
    """The eastern region and the Bohai rim share provinces: their contracts would count twice."""
    lists = {"areas": {"of": "seller_region=*", "only": ["group:east", "group:bohai"]}}
    numbers = {f"value:2013:seller_region=group:{name}": YI for name in ("east", "bohai")}
    with pytest.raises(TechmarketError) as refused:
        say("{amount +areas}。", "{amount +areas}.", numbers, lists)
    assert str(refused.value) == (
        "places that overlap are taken together in a sentence (list areas): group:east, "
        "group:bohai; take together places of which no contract is in two."
    )


CLAIM = {
    "zh": "技术服务居首位。",
    "en": "Technical service came first.",
    "claim": ["greater contract_type=4 than contract_type=1"],
}


def test_a_false_sentence_does_not_build() -> None:
    """Words that presuppose something claim it; when it is not so, the build stops and says why."""
    numbers = {"value:2013:contract_type=1": 5, "value:2013:contract_type=4": 5}
    with pytest.raises(TechmarketError) as false:
        paragraph(declared([CLAIM]), known(numbers))
    assert str(false.value) == (
        f"a sentence claims what is not so ({WHERE}): greater contract_type=4 than contract_type=1 "
        "does not hold (value at contract_type=4: 5, value at contract_type=1: 5); reword the "
        "sentence, or say when it is to be said with a condition."
    )
    true = paragraph(declared([CLAIM]), known(numbers | {"value:2013:contract_type=4": 6}))
    assert true is not None
    assert true.text == "技术服务居首位。"


def test_a_claim_about_what_is_not_known_is_false() -> None:
    """What nobody can know is not claimed."""
    with pytest.raises(TechmarketError, match="a sentence claims what is not so"):
        paragraph(declared([CLAIM]), known({}))


def test_a_condition_leaves_a_sentence_out() -> None:
    """`when` decides whether a sentence is said; of two that exclude each other one is."""
    sentences = [
        {"zh": "增长了。", "en": "It rose.", "when": ["rises"]},
        {"zh": "没有增长。", "en": "It did not rise.", "when": ["not rises", "known"]},
    ]
    fell = known({"value:2013:": 1, "value:2012:": 2})
    said = paragraph(declared(sentences), fell, "en")
    assert said is not None
    assert said.text == "It did not rise."
    assert paragraph(declared(sentences), known({})) is None


def with_file(folder: Path, text: str) -> object:
    """The 2013 edition with a file of sentences of its own, and nothing else."""
    (folder / "text").mkdir(exist_ok=True)
    (folder / "text" / "sentences.toml").write_text(text, encoding="utf-8")
    own: Traversable = folder
    return edition_2013(folders=EditionFolders(own))


OWN = """
leave_out = ["chronicle.year_end"]
[[paragraphs]]
key = "overview.value"
section = "overview"
[[paragraphs.sentences]]
zh = "成交额{amount}。"
en = "Value: {amount}."
"""


def test_an_edition_changes_and_leaves_out_paragraphs(tmp_path: Path) -> None:
    """A paragraph of the edition takes the place of the one with its key."""
    edition = with_file(tmp_path, OWN)
    text = build_text(known({"value:2013:": YI}), edition, "zh", {})  # type: ignore[arg-type]
    assert [p.text for p in text["overview"]] == ["成交额1.00亿元。"]
    assert "chronicle" not in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('leave_out = ["x"]', "there is no paragraph 'x' to leave out (sentences.toml); "
         "name the key of a paragraph."),
        ("[[paragraphs]]\nkey = 'a'\nsection = 'a'\nsentences = []\n" * 2,
         "there are two paragraphs 'a' in one file (sentences.toml); "
         "give one of them another key."),
        ("[words.gift]\nzh = '礼物'", "there is no word gift in the language 'en' for a sentence "
         "(words); choose one of zh, en."),
        ("colour = 1", "the key 'colour' is not known (sentences.toml); the keys are for, lists, "
         "items, paragraphs, words, leave_out."),
        ("[[paragraphs]]\nsection = 'a'",
         "the key 'key' is missing (sentences.toml); add it."),
    ],
)  # fmt: skip
def test_a_file_of_sentences_that_cannot_be_meant(tmp_path: Path, text: str, message: str) -> None:
    """Unknown fields, missing ones, and keys that are given twice or name nothing."""
    with pytest.raises(TechmarketError) as refused:
        declarations(with_file(tmp_path, text))  # type: ignore[arg-type]
    assert str(refused.value) == message
