"""What kind of source a noun phrase names: person, institution, metonym, document, group, anonymous; or a mere thing."""

from typing import TYPE_CHECKING

from sayso.extract.attributions_draft import Draft, Page
from sayso.model import EntityKind, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_INDEFINITE = frozenset({"a", "an", "one", "another", "some"})
_BODIES = frozenset({EntityKind.GOVERNMENT, EntityKind.INSTITUTION, EntityKind.ORGANISATION, EntityKind.ARMED_GROUP})
_LIKE_NAMES = frozenset({"who", "us", "it"})
"""Pronouns that are names when they stand in capitals."""
_SOME_OF = frozenset({"number", "group", "range", "host"})
"""Words that before "of" only count those whom they mean: "a number of doctors"."""

_NAMED = frozenset({"PERSON", "ORG", "GPE"})
_PLURALS = frozenset({"NNS", "NNPS"})

_LONGEST_NAMED = 30

_DOERS = ("er", "or", "ist", "ian", "ant", "ent", "man", "woman", "person", "ee", "eer", "ary", "member")
_THINGS = ("tion", "sion", "ment", "ness", "ity", "ing", "ism", "ance", "ence", "age", "ure", "hip", "dom")


def status_of(page: Page, draft: Draft) -> Status:
    """The status of the draft's source; a noun that names no known kind of source is taken for a person by role."""
    if draft.holder is None or not draft.source:
        return Status.IMPERSONAL
    known = known_status(page, draft.holder)
    if known in {Status.INSTITUTION, Status.METONYM} and draft.holder.pos_ == "PROPN" and _has_office(page, draft):
        return Status.PERSON
    if known is not None:
        return known
    if any(page.tokens[index].ent_type_ == "PERSON" for index in range(*draft.source[0])):
        return Status.PERSON
    if draft.holder.tag_ in _PLURALS:
        return Status.GROUP
    return Status.ANONYMOUS if _is_indefinite(draft.holder) else Status.PERSON


def _has_office(page: Page, draft: Draft) -> bool:
    """Whether an apposition behind the name says that it is a person's ("Orlin, ambassador to the islands")."""
    start, end = draft.source[0]
    comma = next((index for index in range(start, end) if page.lower[index] == ","), end)
    return any(page.rules.kinds.get(page.lower[index]) is EntityKind.PERSON for index in range(comma, end))


def known_status(page: Page, holder: "Token") -> Status | None:
    """What the words of a noun phrase say of their own; None where they name a thing or nothing known."""
    lower = holder.lower_
    told = page.rules.statuses.get(lower) if lower not in _LIKE_NAMES or not holder.is_upper else None
    if told is None and page.rules.statuses.get(_singular(lower)) is Status.DOCUMENT:
        told = Status.DOCUMENT
    if lower in _SOME_OF and holder.i + 1 < len(page.tokens) and page.lower[holder.i + 1] == "of":
        return Status.GROUP
    if told is Status.ANONYMOUS and lower == "one" and holder.i + 1 < len(page.tokens) and page.lower[holder.i + 1] == "of":
        return Status.GROUP
    name = page.names.get(holder.text, holder.ent_type_) if holder.pos_ == "PROPN" else holder.ent_type_
    if name == "PERSON" and told is None:
        return Status.PERSON
    if told is Status.METONYM and name == "ORG":
        return Status.INSTITUTION  # "the United Nations"
    kind = _kind_of(page, holder)
    if told is not None and not (told is Status.DOCUMENT and kind in _BODIES):
        return told
    if kind is EntityKind.PERSON:
        return _person(holder)
    if kind is EntityKind.CROWD or holder.ent_type_ == "NORP":
        return Status.GROUP
    if kind is EntityKind.UNNAMED_SOURCE:
        return Status.ANONYMOUS
    if kind in _BODIES or name == "ORG":
        return Status.GROUP if holder.tag_ == "NNS" and kind in _BODIES else Status.INSTITUTION
    if name in {"GPE", "LOC", "FAC"}:
        return Status.METONYM
    if holder.pos_ == "PROPN":
        return Status.PERSON
    return None


def is_thing(page: Page, holder: "Token") -> bool:
    """Whether a noun names neither a known kind of source nor, by its ending, somebody who does something."""
    if holder.ent_type_ not in _NAMED and _singular(holder.lower_) in page.rules.things:
        return True
    if known_status(page, holder) is not None or holder.pos_ not in {"NOUN", "PROPN"} or holder.is_title:
        return False
    word = _singular(holder.lower_)
    return word.endswith(_THINGS) or (holder.tag_ == "NN" and not word.endswith(_DOERS))


def may_be_somebody(page: Page, noun: "Token") -> bool:
    """Whether a noun names somebody, or nothing known whose ending would make it a thing."""
    status = known_status(page, noun)
    if status is None:
        return noun.pos_ in {"NOUN", "PROPN"} and not _singular(noun.lower_).endswith(_THINGS)
    return status is not Status.DOCUMENT


def _person(holder: "Token") -> Status:
    if holder.tag_ in _PLURALS:
        return Status.GROUP
    return Status.ANONYMOUS if _is_indefinite(holder) and not _is_named(holder) else Status.PERSON


def _is_named(holder: "Token") -> bool:
    """Whether a phrase holds its person's own name; in "a spokesman for Ines Kolbright" it is somebody else's."""
    if holder.right_edge.i - holder.left_edge.i >= _LONGEST_NAMED:
        return False
    return any(token.ent_type_ == "PERSON" for part in holder.children if part.dep_ != "prep" for token in part.subtree) or (
        holder.ent_type_ == "PERSON"
    )


def _kind_of(page: Page, holder: "Token") -> EntityKind | None:
    if holder.i:
        pair = f"{page.lower[holder.i - 1]} {holder.lower_}"
        kind = page.rules.kinds.get(pair)
        if kind is not None:
            return kind
    return page.rules.kinds.get(holder.lower_) or page.rules.kinds.get(_singular(holder.lower_))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word.removesuffix("s")


def _is_indefinite(noun: "Token") -> bool:
    return any(child.lower_ in _INDEFINITE for child in noun.lefts)
