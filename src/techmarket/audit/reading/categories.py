"""Names of categories and places: from a label to codes, in the light of what stands around it.

A label is looked up among all labels of the code lists (Chinese, short, English) and among
`synonyms.csv`. Labels are not unique (计算机软件 is a kind of intellectual property and a technical
field), so that a look-up may be told the list and the parent. Not here: headers and measures
(`words`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from techmarket.audit.reading.labels import clean_label
from techmarket.audit.reading.lexicon import Found, Lexicon
from techmarket.audit.reading.words import rows
from techmarket.codes.code_lists import code_list
from techmarket.codes.region_groups import region_groups

LISTS = (
    "contract_type", "ip_type", "technical_field", "objective", "plan_source", "party_kind",
    "value_class", "exchange_kind", "region", "institution_legal_form",
)  # fmt: skip
"""Lists whose labels are known, in the order in which an ambiguous label is tried."""

OTHER = ("其他", "其它", "Other")
"""Labels that mean nothing without the category above them."""


@dataclass(frozen=True, slots=True)
class Category:
    """A code of a list: `("contract_type", "21")`; a region group is `("region", "group:east")`."""

    list: str
    code: str


@cache
def all_categories() -> Lexicon[Category]:
    """Every label of every list with its categories."""
    entries: list[tuple[str, Category]] = []
    for row in rows("synonyms.csv"):
        entries.append((row["word"], Category(row["list"], row["code"])))
    for name in LISTS:
        for code in sorted(code_list(name).codes(), key=lambda code: _rank(name, code.code)):
            category = Category(name, code.code)
            labels = {clean_label(code.label_zh), clean_label(code.short_zh), code.label_en}
            entries += [(label, category) for label in labels if label]
    for group, label_zh, label_en in _group_labels():
        entries += [(label_zh, Category("region", group)), (label_en, Category("region", group))]
    return Lexicon(entries)


def _group_labels() -> list[tuple[str, str, str]]:
    known = {
        (f"group:{group.name}", group.label_zh, group.label_en)
        for year in (2013, 2019, 2020)
        for group in region_groups(year).values()
    }
    return sorted(known)


def _rank(name: str, code: str) -> tuple[int, str]:
    """Provinces before cities before counties, so that 吉林 is first the province."""
    if name != "region":
        return 0, ""
    return (0 if code.endswith("0000") else 1 if code.endswith("00") else 2), code


def candidates(label: str) -> tuple[Category, ...]:
    """All categories with that label; empty if no list knows it."""
    return all_categories().get(clean_label(label))


def category(label: str, prefer: str = "", under: str = "") -> Category | None:
    """The category of a label.

    Args:
        label: as printed.
        prefer: the list that is meant; others are not considered. "" considers all.
        under: a code of that list; a label below it is taken before others, and 其他 only below it.
    """
    known = [one for one in candidates(label) if not prefer or one.list == prefer]
    if under:
        below = [one for one in known if is_below(one, under)]
        if below:
            return below[0]
    if clean_label(label) in OTHER:
        return None
    return known[0] if known else None


def is_below(one: Category, parent: str) -> bool:
    """Whether a category lies strictly below a code of its own list."""
    if one.code == parent:
        return False
    if one.list == "region":
        return (
            not one.code.startswith("group:")
            and parent.endswith("00")
            and one.code.startswith(parent[:2] if parent.endswith("0000") else parent[:4])
        )
    known = code_list(one.list)
    return parent in known and one.code in known and parent in known.ancestors(one.code)


@cache
def spoken() -> Lexicon[Category]:
    """The labels that are looked for inside sentences: counties only by names of three characters
    or more, and no label that is a common word."""
    return Lexicon(
        (word, category)
        for word, category in _all_entries()
        if word.casefold() not in {"other", "其他", "其它", "计划外", "国防"}
        and not (category.list == "region" and category.code[-2:] != "00" and len(word) < 3)
        and len(word) > 1
        and (category.list != "institution_legal_form" or word in _said_aloud())
        and word not in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    )


@cache
def _said_aloud() -> frozenset[str]:
    """The words of `synonyms.csv`: of forms of institutions no others are looked for in sentences,
    where 企业 is a party."""
    return frozenset(row["word"].casefold() for row in rows("synonyms.csv"))


def _all_entries() -> list[tuple[str, Category]]:
    known = all_categories()
    return [(word, one) for word in known.words() for one in known.get(word)]


def named_in(text: str) -> list[Found[Category]]:
    """The categories named inside a text, from left to right."""
    return spoken().scan(text)
