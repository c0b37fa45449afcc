"""A declared paragraph becomes spans: what cannot be said is left out, what is false stops.

A piece in brackets is left out when a phrase in it has nothing to say; without brackets the
sentence is. A sentence whose condition (`when`) does not hold is left out; one whose claim does not
hold is an error. A paragraph without sentences is left out. Not here: the phrases (`phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from techmarket.errors import TechmarketError
from techmarket.observations.observation import Dims, Observation, Origin
from techmarket.sentences.conditions import holds
from techmarket.sentences.declared import DeclaredParagraph, Item, Sentence
from techmarket.sentences.grammar import Call, Node, Piece, Words
from techmarket.sentences.model import Paragraph, Reference, Source, Span
from techmarket.sentences.phrases import PHRASES
from techmarket.sentences.phrases.enumerations import joined
from techmarket.sentences.scope import Said, Scope, UnsayableError

_GAP = re.compile(r"\s+")


def say_paragraph(
    declared: DeclaredParagraph, items: Mapping[str, Item], scope: Scope
) -> Paragraph | None:
    """The paragraph in the language of the scope; `None` if nothing of it can be said.

    Raises:
        TechmarketError: a claim of a sentence is false.
    """
    spans: list[Span | Reference] = []
    for sentence in declared.sentences:
        said = say_sentence(sentence, items, scope)
        if said:
            spans += [Span(scope.pick("", " ")), *said] if spans else said
    if not spans:
        return None
    return Paragraph(declared.key, merged(spans), _source(spans))


def _source(spans: Iterable[Span | Reference]) -> Source:
    """Text of the edition, if all its numbers are carried by the edition; otherwise computed."""
    origins = {
        span.observation.origin
        for span in spans
        if isinstance(span, Span) and span.observation is not None
    }
    return Source.EDITION if origins == {Origin.CARRIED} else Source.COMPUTED


def say_sentence(sentence: Sentence, items: Mapping[str, Item], scope: Scope) -> Said:
    """The sentence; nothing where a condition does not hold or a phrase has nothing to say.

    Raises:
        TechmarketError: a claim is false.
    """
    if not all(holds(condition, scope) for condition in sentence.when):
        return ()
    for claim in sentence.claims:
        if not holds(claim, scope):
            raise TechmarketError(
                "a sentence claims what is not so",
                where=sentence.where,
                why=f"{claim.source} does not hold{_evidence(claim, scope)}",
                todo="reword the sentence, or say when it is to be said with a condition",
            )
    try:
        said = merged(_said(sentence.template[scope.lang], items, scope))
    except UnsayableError:
        return ()
    return _capital(said) if scope.lang == "en" else said


def _said(parts: tuple[Node, ...], items: Mapping[str, Item], scope: Scope) -> Said:
    spans: list[Span | Reference] = []
    for part in parts:
        if isinstance(part, Words):
            spans.append(Span(_spaced(part.text, scope)))
        elif isinstance(part, Piece):
            spans += _piece(part, items, scope)
        elif part.name == "each":
            spans += _each(part, items, scope)
        else:
            spans += PHRASES[part.name].say(part, scope)
    return tuple(spans)


def _piece(piece: Piece, items: Mapping[str, Item], scope: Scope) -> Said:
    try:
        return _said(piece.parts, items, scope)
    except UnsayableError:
        return ()


def _each(call: Call, items: Mapping[str, Item], scope: Scope) -> Said:
    item = items[call.words[0]]
    filled = scope.lists[item.of]
    said = [_said(item.template[scope.lang], items, scope.at(filled, p)) for p in filled.places]
    return joined(said, item.join, scope)


def _spaced(text: str, scope: Scope) -> str:
    """Lines of a file become one: no space in Chinese, one in English."""
    return _GAP.sub("" if scope.lang == "zh" else " ", text)


def merged(spans: Iterable[Span | Reference]) -> Said:
    """Words side by side are one span; double spaces between them are one; none is empty."""
    whole: list[Span | Reference] = []
    for span in spans:
        if not span.text:
            continue
        last = whole[-1] if whole else None
        if isinstance(span, Span) and span.key is None and isinstance(last, Span):
            text = span.text
            if last.text.endswith(" ") and text.startswith(" "):
                text = text.lstrip(" ")
            if last.key is None:
                whole[-1] = Span(last.text + text)
                continue
            span = Span(text)
        whole.append(span)
    return tuple(span for span in whole if span.text)


def _capital(said: Said) -> Said:
    if not said or not isinstance(said[0], Span):
        return said
    first = said[0]
    text = first.text[:1].upper() + first.text[1:]
    return (Span(text, first.key, first.observation), *said[1:])


def _evidence(claim: Call, scope: Scope) -> str:
    """The values at the places that a claim names."""
    told = []
    for tokens in (claim.place, *((claim.other[1],) if claim.other else ())):
        try:
            told.append(_told(scope.get("value", tokens), scope.dims(tokens)))
        except UnsayableError:
            continue
    return f" ({', '.join(told)})" if told else ""


def _told(observation: Observation, dims: Dims) -> str:
    place = ",".join(f"{name}={code}" for name, code in dims) or "the total"
    value = observation.status.value if observation.value is None else observation.value
    return f"value at {place}: {value}"
