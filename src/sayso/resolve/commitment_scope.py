"""Climbs from a trigger through the parse and collects the words in whose scope it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.annotate.clauses import has_finite_form, own_subject
from sayso.model import Spans, TimeFrame
from sayso.resolve.commitment_mood import VERBAL, Finding, finding_of, has_to, mood_of, phrasal
from sayso.tables.hedges import HedgeRules, OperatorRow

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

_CLIMB_LIMIT = 12
_INDEFINITE = frozenset({"a", "an", "no", "any", "some", "another", "more", "further"})
_HOLDING_PREPOSITIONS = frozenset({"of", "for", "to", "on", "about", "over", "against", "at", "in", "with", "from", "as"})
_VERB_PREPOSITIONS = frozenset({"of", "for", "on", "to", "about", "against", "from", "over"})
_WILL = frozenset({"will", "'ll", "shall"})
_ORDINALS = frozenset({"first", "second", "third", "last", "only", "few", "latest", "next", "youngest", "oldest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One move up the parse: what the edge says, the word it leads to (None: nothing above counts), and whether that word's own mood counts."""

    found: tuple[Finding, ...] = ()
    head: "Token | None" = None
    has_mood: bool = True


def findings_of(words: "DocSpan", content: Spans | None, rules: HedgeRules) -> list[Finding]:
    """What stands over a trigger, nearest first.

    ``content`` is what the innermost source says: the climb ends at the word that introduces it, whose own effect counts
    (denied, expects) but not what others say about it.
    """
    found: list[Finding] = []
    node, came_from, has_mood = words.root, -1, True
    for _ in range(_CLIMB_LIMIT):
        if has_mood:
            # who does not ask for something does not say that it will not be
            is_open = any(finding.row.certainty == "UNDERSPECIFIED" for finding in found)
            seen = {finding.word.i for finding in found} | {came_from}
            found += [finding for finding in mood_of(node, rules) if finding.word.i not in seen and not (is_open and finding.row.flips)]
        step = _step(node, rules)
        found += step.found
        if step.head is None:
            break
        came_from, node, has_mood = node.i, step.head, step.has_mood
        if content is not None and not any(part.start <= node.idx < part.end for part in content):
            found += [finding for finding in mood_of(node, rules) if finding.row.flips and step.found]
            break
    return found


def _step(node: "Token", rules: HedgeRules) -> _Step:
    """The next move up from a word."""
    role, head = node.dep_, node.head
    if head == node:
        return _Step()
    if role == "conj":
        return _conjunct_step(node, head)
    if role in {"xcomp", "ccomp", "acl", "relcl", "advcl", "pcomp"} and not (role == "pcomp" and node.pos_ not in VERBAL):
        return _clause_step(node, head, rules)
    if role in {"dobj", "nsubjpass"}:
        return _object_step(node, head, rules)
    if role == "nsubj":
        return _subject_step(head, rules)
    if role in {"pobj", "pcomp"}:
        return _preposition_step(head, rules)
    if role in {"attr", "acomp", "oprd"}:
        return _Step(head=head)
    if role in {"compound", "nmod", "poss"} and head.pos_ in {"NOUN", "PROPN"}:
        row = rules.nouns.get(head.lemma_.lower()) if role != "poss" else None
        return _Step(found=finding_of(row, head), head=head if row is not None else None)
    return _purpose(node, rules) if node.pos_ in VERBAL and has_to(node) else _Step()


def _conjunct_step(node: "Token", head: "Token") -> _Step:
    """A coordinated word shares what stands over the first; its mood too, where it has no subject and no auxiliary of its own."""
    is_bare = own_subject(node) is None and not any(child.dep_ in {"aux", "neg"} for child in node.children)
    same_form = node.tag_ == head.tag_ or (node.tag_ not in {"VBD", "VBZ", "VBP"} and any(child.dep_ == "aux" for child in head.children))
    if node.pos_ in VERBAL or head.tag_ == "VB":
        return _Step(head=head, has_mood=is_bare and same_form)
    return _Step(head=head, has_mood=False)


def _clause_step(node: "Token", head: "Token", rules: HedgeRules) -> _Step:
    """Out of a clause: by the word that holds it, by its infinitive, or not at all."""
    is_infinitive = has_to(node)
    if node.dep_ == "pcomp":
        return _preposition_step(head, rules)
    if node.dep_ in {"acl", "relcl"}:
        return _noun_clause_step(node, head, rules, is_infinitive=is_infinitive)
    if node.dep_ == "advcl":
        return (
            _Step(found=_complement(head, rules))
            if is_infinitive and _is_held(head, rules)
            else _purpose(node, rules)
            if is_infinitive
            else _Step()
        )
    if node.dep_ == "ccomp" and not is_infinitive:
        is_told = head.lemma_.lower() in rules.speech and has_finite_form(node)
        found = () if is_told else _complement(head, rules)
        is_through = bool(found) or head.lemma_.lower() in rules.implicative
        return _Step(found=found, head=head if is_through else None)
    lemma = head.lemma_.lower()
    if (lemma == "be" and is_infinitive) or (lemma == "go" and head.tag_ == "VBG" and is_infinitive):
        return _Step(found=finding_of(rules.future, head), head=head)
    if lemma == "have" and is_infinitive:
        return _had_to(head, rules)
    found = () if lemma in rules.implicative and node.tag_ == "VBG" else _complement(head, rules)
    if found or lemma in rules.implicative:
        if is_infinitive:
            found = tuple(replace(item, time=item.time or TimeFrame.FUTURE) if item.word.pos_ == "ADJ" else item for item in found)
        return _Step(found=found, head=head)
    return _purpose(node, rules) if is_infinitive else _Step(head=head)


def _had_to(verb: "Token", rules: HedgeRules) -> _Step:
    """The step over "has to leave", a duty, and "has yet to leave", a thing not done."""
    yet = next((child for child in verb.children if child.lower_ == "yet"), None)
    if yet is not None:
        return _Step(found=finding_of(rules.adverbs["not"], yet))
    return _Step(found=finding_of(rules.auxiliaries["must"], verb), head=verb)


def _is_held(head: "Token", rules: HedgeRules) -> bool:
    return head.lemma_.lower() in rules.complements and head.tag_ != "VBD"


def _complement(head: "Token", rules: HedgeRules) -> tuple[Finding, ...]:
    """The effect of a verb or adjective on its clause; of a copula that of its adjective."""
    if head.lemma_ == "be":
        predicate = next((child for child in head.children if child.dep_ == "acomp"), None)
        return finding_of(rules.complements.get(predicate.lemma_.lower()), predicate) if predicate is not None else ()
    return finding_of(rules.complements.get(phrasal(head)), head)


def _purpose(node: "Token", rules: HedgeRules) -> _Step:
    """An infinitive that nothing holds tells what somebody means to do, or how something came out."""
    if node.lemma_.lower() in rules.outcomes:
        return _Step()
    if node.head.lemma_.lower() in rules.travels and any(child.dep_ == "aux" and child.lower_ in _WILL for child in node.head.children):
        return _Step(head=node.head)
    return _Step(found=finding_of(rules.infinitive, node))


def _noun_clause_step(node: "Token", head: "Token", rules: HedgeRules, *, is_infinitive: bool) -> _Step:
    """Out of a clause on a noun: "plans to visit", "fears that"; relative clauses stand by themselves."""
    has_that = any(child.dep_ == "mark" for child in node.children)
    if not is_infinitive and not has_that:
        return _Step()
    lemma = head.lemma_.lower()
    row = _first(lemma, rules.nouns, rules.clause_nouns)
    if lemma == "order" and head.dep_ == "pobj" and head.head.lower_ == "in":
        return _purpose(node, rules)
    if row is not None:
        return _Step(found=finding_of(row, head), head=head)
    if is_infinitive and head.dep_ == "ROOT":
        return _Step(found=finding_of(rules.future, node))
    if not is_infinitive or any(child.lower_ in _ORDINALS for child in head.children) or head.lower_ in _ORDINALS:
        return _Step()
    return _purpose(node, rules)


def _object_step(node: "Token", head: "Token", rules: HedgeRules) -> _Step:
    """From an object or passive subject to its verb."""
    lemma = phrasal(head)
    is_taken_up = lemma in rules.takes_up and node.lemma_.lower() in rules.nouns
    found = () if is_taken_up else finding_of(rules.objects.get(lemma), head)
    if found:
        return _Step(found=found, head=head)
    if lemma in rules.about or (lemma not in rules.occurrence and not _is_indefinite(node)):
        return _Step()
    return _Step(head=head)


def _is_indefinite(noun: "Token") -> bool:
    """Whether a noun is new: without a determiner that points to something known."""
    return all(child.lower_ in _INDEFINITE for child in noun.children if child.dep_ in {"det", "poss"})


def _subject_step(head: "Token", rules: HedgeRules) -> _Step:
    """From a subject to its verb: by what is said of it, or where the verb only says that it takes place."""
    if head.lemma_ == "be":
        predicate = next((child for child in head.children if child.dep_ in {"acomp", "attr"}), None)
        word = predicate.lemma_.lower() if predicate is not None else ""
        row = _first(word, rules.modifiers, rules.complements, rules.nouns)
        return _Step(found=finding_of(row, predicate) if predicate is not None else (), head=head if row is not None else None)
    following = head.nbor().lower_ if head.i + 1 < len(head.doc) else ""
    row = rules.subjects.get(head.lemma_.lower()) or rules.subjects.get(f"{head.lemma_.lower()} {following}")
    if row is not None or head.lemma_.lower() in rules.occurrence:
        return _Step(found=finding_of(row, head), head=head)
    return _Step()


def _first(word: str, *indexes: Mapping[str, OperatorRow]) -> OperatorRow | None:
    return next((index[word] for index in indexes if word in index), None)


def _preposition_step(preposition: "Token", rules: HedgeRules) -> _Step:
    """From behind a preposition to the noun, verb or adjective that it belongs to."""
    row = rules.prepositions.get(preposition.lower_)
    if row is not None:
        return _Step(found=finding_of(row, preposition))
    head = preposition.head
    if preposition.lower_ == "by" and head.pos_ in VERBAL and any(child.dep_ == "pcomp" for child in preposition.children):
        return _Step(head=head)
    if preposition.lower_ not in _HOLDING_PREPOSITIONS or head == preposition:
        return _Step()
    lemma = head.lemma_.lower()
    if head.pos_ in {"NOUN", "PROPN"}:
        row = rules.nouns.get(lemma)
        if row is not None:
            return _Step(found=finding_of(row, head), head=head)
        return _Step(head=head if preposition.lower_ == "of" else None)
    row = rules.complements.get(phrasal(head)) if preposition.lower_ in _VERB_PREPOSITIONS else None
    if row is not None and (preposition.lower_ != "to" or row.certainty in {"CERTAIN", "PROBABLE"} or head.pos_ == "ADJ"):
        return _Step(found=finding_of(row, head), head=head)
    return _Step(head=head if lemma in rules.occurrence and preposition.lower_ in {"in", "of"} else None)
