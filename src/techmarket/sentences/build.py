"""Building the running text of a book: observations in, paragraphs out.

Not here: the order of sections in the book (`report`), text that is not computed (`edition_text`).
"""

from __future__ import annotations

from collections.abc import Mapping

from techmarket.editions import Edition
from techmarket.sentences.declared import Declarations
from techmarket.sentences.edition_facts import edition_facts
from techmarket.sentences.listing import fill
from techmarket.sentences.model import Paragraph
from techmarket.sentences.reading import declarations
from techmarket.sentences.saying import say_paragraph
from techmarket.sentences.scope import Filled, Scope
from techmarket.sentences.stated import Stated
from techmarket.tables.build import KnowsObservations
from techmarket.tables.labels import language


def build_text(
    observations: KnowsObservations,
    edition: Edition,
    lang: str,
    numbers: Mapping[tuple[str, str], str],
) -> Mapping[str, tuple[Paragraph, ...]]:
    """The computed paragraphs of an edition by the key of their section.

    Args:
        observations: answers every key.
        edition: whose report it is.
        lang: "zh" or "en".
        numbers: ("table" or "figure", key) to the number as printed in that language; a
            reference to what has no number is left out.

    Returns:
        A section about which nothing can be said is absent.

    Raises:
        TechmarketError: the language is unknown, a declaration cannot be meant, or a sentence
            claims what is not so.
    """
    return build_declared(declarations(edition), observations, edition, lang, numbers)


def build_declared(
    declared: Declarations,
    observations: KnowsObservations,
    edition: Edition,
    lang: str,
    numbers: Mapping[tuple[str, str], str],
) -> Mapping[str, tuple[Paragraph, ...]]:
    """The same of given declarations."""
    scope = filled_scope(declared, observations, edition, lang, numbers)
    sections: dict[str, list[Paragraph]] = {}
    for paragraph in declared.paragraphs:
        said = say_paragraph(paragraph, declared.items, scope)
        if said is not None:
            sections.setdefault(paragraph.section, []).append(said)
    return {section: tuple(said) for section, said in sections.items()}


def filled_scope(
    declared: Declarations,
    observations: KnowsObservations,
    edition: Edition,
    lang: str,
    numbers: Mapping[tuple[str, str], str],
) -> Scope:
    """What the phrases of a book see; its lists are filled in the order in which they stand."""
    lists: dict[str, Filled] = {}
    scope = Scope(
        stated=Stated(observations, edition.year),
        edition=edition,
        lang=language(lang),
        numbers=numbers,
        words=_words(declared, edition, part=is_part_of_year(observations)),
        whole_year=not is_part_of_year(observations),
        lists=lists,
        facts=edition_facts(edition),
    )
    for name, entry in declared.lists.items():
        lists[name] = fill(entry, scope)
    return scope


def _words(
    declared: Declarations, edition: Edition, *, part: bool
) -> Mapping[str, Mapping[str, str]]:
    """The words of the declarations, and those that follow from what the edition reports on and
    from whether its year is whole."""
    words = {**declared.words, "place": edition.place_name}
    if edition.scope is not None:
        words["territories"] = words["territories_of_place"]
    if part:
        words |= {name: words[f"{name}_of_part"] for name in ("period", "before", "against")}
    return words


def is_part_of_year(observations: KnowsObservations) -> bool:
    """Whether snapshots are cut off before the end of their years; of a place, in every role."""
    roles = getattr(observations, "of_role", None)
    if roles is not None:
        return any(is_part_of_year(of_role) for of_role in roles.values())
    return bool(getattr(observations, "part_of_year", False))
