"""What speaks for and against a gazetteer name being a place in its sentence: named features for the linear filter."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.places_names import Name
from sayso.extract.places_spans import titled_tokens
from sayso.gazetteer import NameForm
from sayso.tables.places import PlaceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

type Feature = tuple[str, float]

_NAMED_LABELS = frozenset({"GPE", "LOC", "NORP", "FAC", "ORG", "PERSON"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the features of one document look up, counted once."""

    doc: "Doc"
    rules: PlaceRules
    labels: dict[int, str]
    lower_words: frozenset[str]
    surnames: frozenset[str]
    votes: Counter[tuple[str, str]]
    mentions: Counter[str]

    @staticmethod
    def of(doc: "Doc", words: Sequence[str], names: list[Name], rules: PlaceRules) -> "Context":
        """Index the document: which entity covers a token, which words also stand in lower case, what the recogniser says of each name."""
        entities = {index: entity for entity in doc.ents for index in range(entity.start, entity.end)}
        people = (entity for entity in doc.ents if entity.label_ == "PERSON" and entity.end - entity.start > 1)
        labels = {name.start: entity_class(name, doc, entities) for name in names}
        return Context(
            doc=doc,
            rules=rules,
            labels=labels,
            lower_words=frozenset(word for word in set(words) if word.islower()),
            surnames=frozenset(
                [entity[-1].lower_ if entity[-1].tag_ != "POS" else entity[-2].lower_ for entity in people]
                + [doc[index].lower_ for index in titled_tokens(doc, words, rules)]
            ),
            votes=Counter((name.key, labels[name.start]) for name in names),
            mentions=Counter(name.key for name in names),
        )


def entity_class(name: Name, doc: "Doc", entities: "dict[int, DocSpan]") -> str:
    """How the recogniser sees the name: the label of the entity over it, ``+`` where that begins before or goes on behind."""
    entity = next((entities[i] for i in range(name.start, name.end) if i in entities), None)
    if entity is None:
        return "none"
    if entity.label_ not in _NAMED_LABELS:
        return "other"
    start = entity.start + (doc[entity.start].lower_ == "the")
    end = entity.end - (doc[entity.end - 1].tag_ == "POS")
    if name.start <= start and end <= name.end:
        return str(entity.label_)
    if entity.label_ not in {"ORG", "PERSON"}:
        return f"{entity.label_}+"
    if name.start <= start:
        return f"{entity.label_}+first"
    return f"{entity.label_}+last" if end <= name.end else f"{entity.label_}+inside"


def is_in_organisation(name: Name, context: Context) -> bool:
    """Whether the name is part of an organisation's: inside what the recogniser calls one, or before a capitalised "University", "Council"."""
    following = context.doc[name.end] if name.end < len(context.doc) else None
    body = following is not None and following.text[:1].isupper() and following.lower_ in context.rules.cues["body"]
    return body or context.labels[name.start].startswith("ORG+")


def features_of(name: Name, context: Context) -> Iterator[Feature]:
    """The features of one name; those that are 0 are left out."""
    size = name.size
    label = context.labels[name.start]
    yield "bias", 1.0
    yield f"size {size}", 1.0
    yield f"label {label}", 1.0
    if label.split("+")[0] in {"ORG", "PERSON", "none"}:
        yield f"{label.split('+')[0]} {size}", 1.0
    yield from _name_features(name, context, size)
    yield from _document_features(name, context)
    yield from _left_features(name, context, label)
    yield from _right_features(name, context, size)


def _name_features(name: Name, context: Context, size: str) -> Iterator[Feature]:
    best = name.best
    words = context.doc[name.start : name.end]
    if size == "small":
        yield "population", math.log10(best.population + 1) / 6
        if not best.kind.startswith(("ADM1", "PPL")):
            yield f"kind {'ADM2' if best.kind == 'ADM2' else 'nature'}", 1.0
    if best.form == NameForm.ALIAS:
        yield "alias only", 1.0
    if best.form == NameForm.BARE:
        yield "bare only", 1.0
    if len(words) > 1:
        yield "words", 1.0
    if name.key.startswith("="):
        yield "abbreviation", 1.0
    if words.text.isupper() and len(words.text) > 3:
        yield "upper", 1.0
    if not words[-1].tag_.startswith("NNP"):
        yield f"no proper noun {size}", 1.0
    if len(words) == 1 and words.text.lower() in context.lower_words:
        yield "lower elsewhere", 1.0
    if words[0].is_sent_start and len(words) == 1:
        yield "sentence start", 1.0
    if name.containers:
        yield "contained", 1.0
    if name.is_container:
        yield "container", 1.0
    yield "namesakes", math.log10(len(name.candidates))


def _document_features(name: Name, context: Context) -> Iterator[Feature]:
    others = context.mentions[name.key] - 1
    if others > 0:
        own = context.labels[name.start]
        places = sum(context.votes[name.key, label] - (label == own) for label in ("GPE", "LOC"))
        yield "elsewhere place", places / others
        people = sum(context.votes[name.key, label] - (label == own) for label in ("PERSON", "PERSON+first", "PERSON+last"))
        yield "elsewhere person", people / others
        bodies = sum(context.votes[name.key, label] - (label == own) for label in ("ORG", "ORG+first"))
        yield "elsewhere body", bodies / others
    if context.doc[name.end - 1].lower_ in context.surnames and name.end - name.start == 1:
        yield "surname", 1.0


def _left_features(name: Name, context: Context, label: str) -> Iterator[Feature]:
    doc, cues = context.doc, context.rules.cues
    position = name.start - 1
    if position >= 0 and doc[position].lower_ == "the":
        position -= 1
    if position < 0 or doc[name.start].is_sent_start:
        return
    before = doc[position]
    if before.lower_ in cues["direction"]:
        yield "direction before", 1.0
    elif before.lower_ in cues["locative"]:
        preposition = "in" if before.lower_ == "in" else "preposition"
        yield f"{preposition} before", 1.0
        if label in {"PERSON", "ORG"}:  # people and bodies seldom stand there: the recogniser may be wrong
            yield f"{preposition} before {label}", 1.0
    elif before.lower_ == "of":
        of_name = position > 0 and doc[position - 1].text[:1].isupper() and not doc[position - 1].is_sent_start
        yield ("of behind name" if of_name else "of before"), 1.0
    elif before.text[:1].isupper() and before.is_alpha and not before.is_sent_start:
        yield "name before", 1.0
    elif before.text in {"(", "-", "–"}:
        yield "bracket before", 1.0


def _right_features(name: Name, context: Context, size: str) -> Iterator[Feature]:
    doc, cues = context.doc, context.rules.cues
    if name.end >= len(doc) or doc[name.end].is_sent_start:
        return
    after = doc[name.end]
    if after.text in {"'s", "’s"}:
        yield f"possessive {size}", 1.0
        return
    capital = after.text[:1].isupper()
    if after.lower_ in cues["division"] or (not capital and after.lower_ in cues["facility"]):
        yield "division behind", 1.0
    elif capital and after.lower_ in cues["street"]:
        yield "street behind", 1.0
    elif capital and after.lower_ in cues["body"]:
        yield "body behind", 1.0
    elif capital and after.lower_ in cues["nature"]:
        yield "nature behind", 1.0
    elif capital and after.is_alpha:
        yield "name behind", 1.0
    elif after.text in {"-", "–", "—"}:
        yield "hyphen behind", 1.0
    elif after.pos_ in {"VERB", "AUX"}:
        yield "verb behind", 1.0
