"""Finds mentions: names, descriptions and pronouns of persons, organisations, groups, places and things."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from spacy.attrs import POS

from sayso.annotate import ParsedArticle
from sayso.annotate.parsed import offsets, token_span, tokens_with
from sayso.extract.actors_borders import find_phrases, name_behind
from sayso.model import EntityKind, Mention, MentionForm, Place, Span, Time
from sayso.tables.actors import ActorRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find_mentions(parsed: ParsedArticle, places: tuple[Place, ...], times: tuple[Time, ...], rules: ActorRules) -> tuple[Mention, ...]:
    """Every mention of the story, in text order; ids are final, entities are not yet given."""
    phrases = find_phrases(parsed.doc, [place.span for place in places], [time.span for time in times], rules)
    names = _name_words(parsed.doc)
    text = parsed.article.text
    mentions: list[Mention] = []
    for number, (span, head) in enumerate(phrases, 1):
        words = span.slice(text)
        mentions.append(Mention(id=f"m{number}", span=span, text=words, form=_form(words, head, names, rules), head=token_span(head)))
    return tuple(mentions)


def given_mentions(parsed: ParsedArticle, spans: tuple[Span, ...], rules: ActorRules) -> tuple[Mention, ...]:
    """Exactly these spans as mentions, in their order: for measuring the grouping alone.

    A span outside the parsed story has no head of its own; its form is then read from its first letter.
    """
    starts = offsets(parsed.doc)
    names = _name_words(parsed.doc)
    mentions: list[Mention] = []
    for number, span in enumerate(spans, 1):
        text = span.slice(parsed.article.text)
        head = _head_in(parsed.doc, span, starts)
        form = MentionForm.NAME if text[:1].isupper() else MentionForm.NOMINAL
        if head is not None:
            form = _form(text, head, names, rules)
        mentions.append(Mention(id=f"m{number}", span=span, text=text, form=form, head=token_span(head) if head is not None else span))
    return tuple(mentions)


def _name_words(doc: "Doc") -> frozenset[str]:
    """The words that the model takes for names somewhere in the article: it errs most where a sentence opens."""
    return frozenset([word for token in tokens_with(doc, POS, "PROPN".__eq__) if (word := token.text)[:1].isupper()])


def _head_in(doc: "Doc", span: Span, starts: tuple[int, ...]) -> "Token | None":
    """The token of the span that the others hang on; a closing possessive or full stop never leads."""
    first = bisect_right(starts, span.start) - 1
    last = bisect_right(starts, span.end - 1) - 1
    if first < 0 or last < first or starts[first] + len(doc[first]) <= span.start:
        return None
    tokens = [token for token in doc[first : last + 1] if not token.is_space and not token.is_punct and token.tag_ != "POS"]
    roots = [token for token in tokens if token.head == token or not first <= token.head.i <= last]
    nouns = [token for token in roots if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    return name_behind(next(iter(nouns or roots or tokens), doc[first]), last)


def _form(text: str, head: "Token", names: frozenset[str], rules: ActorRules) -> MentionForm:
    """Pronouns by the table ("US" in capitals is a country), names by their head, everything else describes."""
    if text.lower() in rules.pronouns and not (text.isupper() and len(text) > 1):
        return MentionForm.PRONOUN
    if _is_office(head, rules):
        return MentionForm.NOMINAL
    if head.pos_ == "PROPN" or head.text in names:
        return MentionForm.NAME
    if head.ent_type_ in _NAMING and (head.pos_ == "NUM" or (head.text[:1].isupper() and head.pos_ != "NOUN")):
        return MentionForm.NAME
    return MentionForm.NOMINAL


def _is_office(head: "Token", rules: ActorRules) -> bool:
    """Whether a capitalised head is an office, not a surname that happens to be one ("the Prime Minister"; "Ada Bishop")."""
    row = rules.nouns.get(head.lower_)
    if row is None or row.kind is not EntityKind.PERSON:
        return False
    return bool(head.ent_type_ != "PERSON" or head.ent_iob_ == "B")


_NAMING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
