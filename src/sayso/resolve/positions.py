"""Reads positions: who demands, supports, rejects or sets conditions for what."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle
from sayso.annotate.clauses import clause_head, conjuncts_of, own_subject, phrase_bounds, phrase_span, trimmed_span
from sayso.annotate.parsed import offsets
from sayso.model import Attitude, Attribution, EntityKind, Event, Mention, MentionForm, Position, Span
from sayso.resolve.layers import Layers
from sayso.resolve.positions_frames import StanceDraft, find_stances
from sayso.resolve.vouching import Vouching
from sayso.tables.stances import StanceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NEIGHBOURS = 8
"""Two readings of one position stand side by side once sorted by holder."""
_SETS_CONDITION = frozenset({"if", "provided", "only", "once", "unless", "until"})
_THIRD_PERSON = frozenset({"he", "she", "they", "all", "both", "everyone", "nobody"})
_ISSUE_QUOTES = '"“”‘«»„`'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A position before it has an id; ``cue`` is the character where the attitude shows."""

    holder: Span
    attitude: Attitude
    issue: Span
    cue: int
    rule: str
    condition: Span | None = None
    addressee: Span | None = None


def find_positions(events: tuple[Event, ...], layers: Layers, parsed: ParsedArticle, rules: StanceRules) -> tuple[Position, ...]:
    """Every position of the story in text order.

    A position hangs on the innermost attribution whose content holds both its holder and its attitude, and names the event at its
    cue. Holders that are things are left out.
    """
    vouching = Vouching.of(layers.attributions)
    read = (*_from_cues(parsed, rules), *_from_contents(layers.attributions, vouching, parsed, rules))
    found = [replace(item, issue=_before_source(item.issue, vouching, parsed.article.text)) for item in read]
    heads = sorted((mention.head.start, place) for place, mention in enumerate(layers.mentions))
    triggers = sorted((event.trigger.start, event.trigger.end, event.id) for event in events)
    persons = {entity.id for entity in layers.entities if entity.kind is EntityKind.PERSON}
    things = {entity.id for entity in layers.entities if entity.kind is EntityKind.OTHER}
    positions: list[Position] = []
    kept: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.holder.start, item.cue, item.issue)):
        mention = max(
            _headed_in(item.holder, heads, layers.mentions), key=lambda mention: mention.span.end - mention.span.start, default=None
        )
        is_thing = mention is not None and mention.entity in things and mention.form is MentionForm.NOMINAL
        if is_thing or _is_person(item.issue, persons, _headed_in(item.issue, heads, layers.mentions)):
            continue
        if any(_is_same(item, other) for other in kept[-_NEIGHBOURS:]):
            continue
        kept.append(item)
        position = _position(
            item,
            mention,
            len(kept),
            name=issue_name(item.issue.slice(parsed.article.text), rules),
            event=_event_at(item.cue, triggers),
            attribution=vouching.holding(item.cue, item.holder),
        )
        positions.append(position)
    return tuple(positions)


def _position(item: _Found, mention: Mention | None, number: int, *, name: str, event: str | None, attribution: str | None) -> Position:
    return Position(
        id=f"s{number}",
        holder=item.holder,
        mention=mention.id if mention is not None else None,
        attitude=item.attitude,
        issue=item.issue,
        issue_name=name,
        condition=item.condition,
        addressee=item.addressee,
        attribution=attribution,
        event=event,
        rule=item.rule,
    )


def _before_source(issue: Span, vouching: Vouching, text: str) -> Span:
    """An issue without the words of who reports it, where the parse hung them on it ("the talks, a close aide said").

    A content that starts with the issue and ends before it knows better, too.
    """
    chain = list(vouching.chain(issue.start))
    starts = [min(part.start for part in (*held.source, *held.cue)) for held in chain if held.source or held.cue]
    starts += [part.end for held in chain for part in held.content if part.start == issue.start]
    end = min((start for start in starts if issue.start < start < issue.end), default=issue.end)
    words = text[issue.start : end].rstrip().rstrip(",;:–—").rstrip() if end < issue.end else issue.slice(text)
    return Span(issue.start, issue.start + len(words)) if words else issue


def issue_name(words: str, rules: StanceRules) -> str:
    """The issue in lower case without quotation marks and leading determiners, one spelling for one thing."""
    name = " ".join("".join("" if character in _ISSUE_QUOTES else character for character in words.casefold()).split())
    for spelling, usual in rules.spellings.items():
        name = f" {name} ".replace(f" {spelling} ", f" {usual} ").strip()
    parts = name.split()
    while len(parts) > 1 and parts[0].strip("'’") in rules.leading:
        parts = parts[1:]
    return " ".join(parts).strip("'’")


def _from_cues(parsed: ParsedArticle, rules: StanceRules) -> Iterator[_Found]:
    """Positions from words of stance in the parse."""
    wished = -1
    for draft in find_stances(parsed.doc, rules):
        left, right = draft.issue
        if draft.cue.i <= wished:
            continue  # what somebody is asked to support is not yet supported
        wished = right if left > draft.cue.i else wished
        condition = _condition(draft, rules)
        if condition is not None and left < condition[0] <= right:
            right = condition[0] - 1
        attitude = draft.attitude
        if condition is not None and attitude is Attitude.SUPPORTS and parsed.doc[condition[0]].lower_ in _SETS_CONDITION:
            attitude = Attitude.CONDITIONS
        yield _Found(
            holder=_holder_span(draft.holder, draft.cue, parsed.article.text),
            attitude=attitude,
            issue=_trimmed(parsed.doc, left, right),
            cue=draft.cue.idx,
            rule=draft.row.id,
            condition=trimmed_span(parsed.doc, *condition) if condition is not None else None,
            addressee=phrase_span(draft.addressee, with_clauses=False) if draft.addressee is not None else None,
        )


def _trimmed(doc: "Doc", left: int, right: int) -> Span:
    """The characters of an issue without a conjunction or a lone quotation mark at its end."""
    while right > left and (doc[right].dep_ == "cc" or doc[right].is_space or (doc[right].is_punct and doc[right].text not in {")", "]"})):
        if doc[right].is_quote and sum(token.is_quote for token in doc[left : right + 1]) % 2 == 0:
            break
        right -= 1
    is_unclosed = sum(token.is_quote for token in doc[left : right + 1]) % 2 == 1
    if is_unclosed and right + 1 < len(doc) and doc[right + 1].is_quote:
        right += 1
    return trimmed_span(doc, left, right)


def _holder_span(holder: "Token", cue: "Token", text: str) -> Span:
    """The phrases of everyone who takes the stand together, with the bracket that closes one they open, without the clause of the cue."""
    first, last = (phrase_span(member, with_clauses=False) for member in (holder, conjuncts_of(holder)[-1]))
    span = Span(first.start, max(first.end, last.end))
    clause = clause_head(cue).left_edge
    if span.start < clause.idx < span.end:
        return trimmed_span(holder.doc, holder.left_edge.i, clause.i - 1)
    is_open = span.slice(text).count("(") > span.slice(text).count(")") and text[span.end : span.end + 1] == ")"
    return Span(span.start, span.end + 1) if is_open else span


def _condition(draft: StanceDraft, rules: StanceRules) -> tuple[int, int] | None:
    """The words of a condition on the stance or inside its issue ("without hostages being released first")."""
    left, right = draft.issue
    heads = [draft.cue, *draft.cue.doc[left : right + 1]]
    for head in heads:
        for child in head.rights:
            opener = child
            if child.dep_ == "advcl":
                opener = next((word for word in child.children if word.dep_ == "mark"), child)
            elif child.dep_ not in {"prep", "mark"}:
                continue
            if draft.attitude is Attitude.CONDITIONS and head == draft.cue and child.lower_ in {"on", "upon"}:
                return child.i + 1, child.right_edge.i
            if opener.lower_ in rules.conditions and opener.i > draft.cue.i:
                start = opener.i - 1 if opener.nbor(-1).lower_ == "only" else opener.i
                return start, child.right_edge.i
    return None


def _from_contents(attributions: Sequence[Attribution], vouching: Vouching, parsed: ParsedArticle, rules: StanceRules) -> Iterator[_Found]:
    """Demands that a source makes by saying what must be: "the town must be rebuilt, she said"."""
    starts = offsets(parsed.doc)
    for attribution in attributions:
        if not attribution.source or not attribution.is_claim:
            continue
        for part in attribution.content:
            for token in parsed.doc[bisect_left(starts, part.start) : bisect_left(starts, part.end)]:
                issue = _asked_for(token, rules)
                if issue is not None and vouching.at(token.idx) == attribution.id:
                    span = _trimmed(parsed.doc, *issue)
                    if part.contains(span):
                        yield _Found(
                            holder=attribution.source[0], attitude=Attitude.DEMANDS, issue=span, cue=token.idx, rule="stance.demand.content"
                        )


def _asked_for(token: "Token", rules: StanceRules) -> tuple[int, int] | None:
    """The words of what must be, where a token says so: a modal verb, or "needed" said of a subject."""
    verb = token.head
    if token.dep_ == "aux" and token.lower_ in rules.modals and not _is_subordinate(verb):
        subject = own_subject(verb)
        is_guess = token.lower_ == "must" and any(child.dep_ == "acomp" for child in verb.children)  # "he must be ill"
        if (
            is_guess
            or subject is None
            or (subject.pos_ == "PRON" and subject.lower_ not in _THIRD_PERSON)
            or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
        ):
            return None
        return subject.left_edge.i, verb.right_edge.i
    if token.lower_ in rules.needed and (token.dep_ == "acomp" or any(child.dep_ == "auxpass" for child in token.children)):
        subject = own_subject(token) or own_subject(verb)
        if subject is not None and subject.pos_ in {"NOUN", "PROPN"}:
            return phrase_bounds(subject)
    return None


def _is_subordinate(verb: "Token") -> bool:
    return verb.dep_ in {"advcl", "relcl", "acl"}


def _headed_in(span: Span, heads: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions whose head word lies in a span, in text order; ``heads`` are their starts and places, sorted."""
    first, last = bisect_left(heads, (span.start, -1)), bisect_left(heads, (span.end, -1))
    return [mentions[place] for _, place in heads[first:last] if span.contains(mentions[place].head)]


def _is_person(issue: Span, persons: set[str], mentions: Iterable[Mention]) -> bool:
    """Whether an issue is no more than the name or description of somebody."""
    return any(mention.entity in persons and mention.span.contains(issue) for mention in mentions)


def _event_at(offset: int, triggers: list[tuple[int, int, str]]) -> str | None:
    """The event whose trigger holds a character."""
    index = bisect_left(triggers, (offset + 1,)) - 1
    return triggers[index][2] if index >= 0 and triggers[index][0] <= offset < triggers[index][1] else None


def _is_same(item: _Found, other: _Found) -> bool:
    """Whether two readings are one position: one holder, one attitude, touching issues."""
    return item.attitude is other.attitude and item.holder.overlaps(other.holder) and item.issue.overlaps(other.issue)
