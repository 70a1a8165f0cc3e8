"""Climbs from a trigger through the parse and collects the words in whose scope it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.annotate.clauses import has_finite_form, own_subject
from sayso.model import Spans, TimeFrame
from sayso.tables.hedges import HedgeRules, OperatorRow

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

_CLIMB_LIMIT = 12
_VERBAL = frozenset({"VERB", "AUX"})
_INDEFINITE = frozenset({"a", "an", "no", "any", "some", "another", "more", "further"})
_HOLDING_PREPOSITIONS = frozenset({"of", "for", "to", "on", "about", "over", "against", "at", "in", "with", "from", "as"})
_VERB_PREPOSITIONS = frozenset({"of", "for", "on", "to", "about", "against", "from", "over"})
_UNREAL = frozenset({"would", "'d", "could", "might"})
_ORDINALS = frozenset({"first", "second", "third", "last", "only", "latest", "next", "youngest", "oldest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A row of the table and the word of the text that it was found by; ``time`` is the row's, or what the verb group makes of it."""

    row: OperatorRow
    word: "Token"
    time: TimeFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One move up the parse: what the edge says, the word it leads to (None: nothing above counts), and whether that word's own mood counts."""

    finding: Finding | None = None
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
            found += [finding for finding in _mood(node, rules) if finding.word.i not in seen and not (is_open and finding.row.flips)]
        step = _step(node, rules)
        if step.finding is not None:
            found.append(step.finding)
        if step.head is None:
            break
        came_from, node, has_mood = node.i, step.head, step.has_mood
        if content is not None and not any(part.start <= node.idx < part.end for part in content):
            found += [finding for finding in _mood(node, rules) if finding.row.flips] if step.finding is not None else []
            break
    return found


def _finding(row: OperatorRow | None, word: "Token") -> Finding | None:
    return None if row is None else Finding(row=row, word=word, time=TimeFrame(row.time) if row.time else None)


def _mood(node: "Token", rules: HedgeRules) -> Iterator[Finding]:
    """What stands on the word itself: negation, modals, hedging adverbs, conjunctions, modifiers."""
    if node.pos_ in _VERBAL or any(child.dep_ == "aux" for child in node.children):
        yield from _verb_mood(node, rules)
    else:
        yield from _noun_mood(node, rules)


def _verb_mood(verb: "Token", rules: HedgeRules) -> Iterator[Finding]:
    children = list(verb.children)
    has_perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in children)
    for child in children:
        word = child.lower_
        if child.dep_ == "neg" or (child.dep_ in {"advmod", "preconj"} and word in rules.adverbs):
            if word in rules.adverbs and not _is_unmarked(child, rules):
                yield Finding(row=rules.adverbs[word], word=child)
        elif child.dep_ == "aux" and word in rules.auxiliaries:
            yield _modal(rules.auxiliaries[word], child, rules, has_perfect=has_perfect)
        elif child.dep_ == "advcl" and (mark := _condition(child, rules)) is not None and any(c.lower_ in _UNREAL for c in children):
            yield Finding(row=rules.marks["if"], word=mark)
        elif child.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_nobody(child, rules):
            yield Finding(row=rules.adverbs["not"], word=child)
        elif child.dep_ in {"mark", "advmod"} and word in rules.marks:
            yield Finding(row=rules.marks[word], word=child)
    if _is_headline_future(verb):
        yield Finding(row=rules.future, word=verb, time=TimeFrame.FUTURE)
    if verb.dep_ == "ROOT":
        if verb.tag_ == "VB" and own_subject(verb) is None and not any(child.dep_ == "aux" for child in children):
            yield Finding(row=rules.infinitive, word=verb, time=TimeFrame.FUTURE)
        elif _is_open_question(verb):
            yield Finding(row=rules.marks["whether"], word=verb.sent[-1])


def _condition(clause: "Token", rules: HedgeRules) -> "Token | None":
    """The word that makes an adverbial clause a condition."""
    return next((child for child in clause.children if child.dep_ == "mark" and child.lower_ in rules.marks), None)


def _is_nobody(noun: "Token", rules: HedgeRules) -> bool:
    """Whether a subject or object denies its verb: "nobody", "no envoy"."""
    return noun.lower_ in rules.nobody or any(child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in noun.children)


def _modal(row: OperatorRow, word: "Token", rules: HedgeRules, *, has_perfect: bool) -> Finding:
    """A modal verb; before "have" it looks back ("may have fired"), and "would have" tells what did not come about."""
    if has_perfect and row == rules.auxiliaries["would"]:
        return Finding(row=rules.infinitive, word=word, time=TimeFrame.NON_FUTURE)
    if has_perfect and word.lower_ not in {"will", "'ll", "shall"}:
        return Finding(row=row, word=word, time=TimeFrame.NON_FUTURE)
    looks_ahead = row.time or row.certainty == "POSSIBLE"
    return Finding(row=row, word=word, time=TimeFrame.FUTURE if looks_ahead else None)


def _is_unmarked(word: "Token", rules: HedgeRules) -> bool:
    """Whether a negation denies nothing: "not only", "no doubt"."""
    return word.i + 1 < len(word.doc) and word.nbor().lower_ in rules.unmarked


def _is_headline_future(verb: "Token") -> bool:
    """Whether an infinitive is a sentence by itself: "Minister to visit port"."""
    return verb.dep_ == "ROOT" and verb.tag_ in {"VB", "VBN"} and _has_to(verb)


def _has_to(node: "Token") -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in node.children)


def _is_open_question(verb: "Token") -> bool:
    """Whether a sentence asks if something is so; a question with who or how takes it for granted."""
    sentence = verb.sent
    closing = next((token for token in reversed(sentence[-3:]) if not token.is_space and not token.is_quote), None)
    return closing is not None and closing.text == "?" and not any(token.tag_ in {"WP", "WRB", "WDT", "WP$"} for token in sentence[:4])


def _noun_mood(noun: "Token", rules: HedgeRules) -> Iterator[Finding]:
    for child in noun.children:
        word = child.lower_
        if child.dep_ in {"det", "amod", "compound", "neg", "advmod", "nmod"}:
            row = rules.modifiers.get(word) or (rules.adverbs.get(word) if child.dep_ in {"neg", "advmod"} else None)
            if row is not None and not _is_unmarked(child, rules) and child.i < noun.i:
                found = _finding(row, child)
                if found is not None:
                    yield found
            if child.dep_ == "amod":
                yield from (
                    Finding(row=rules.adverbs[word.lower_], word=word)
                    for word in child.children
                    if word.dep_ == "neg" and word.lower_ in rules.adverbs
                )
        elif child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN" and _is_about_noun(child):
            is_open = any(_has_to(inner) for inner in child.children)
            found = _finding((rules.complements if is_open else rules.objects).get(_phrasal(child)), child)
            if found is not None:
                yield found


def _is_about_noun(participle: "Token") -> bool:
    """Whether a participle or passive relative clause has the noun as its object ("a visit planned for May", "a visit that was cancelled")."""
    if participle.dep_ == "acl":
        return not any(child.dep_ in {"aux", "nsubj"} for child in participle.children)
    return any(child.dep_ == "nsubjpass" and child.tag_ in {"WDT", "WP"} for child in participle.children)


def _phrasal(verb: "Token") -> str:
    """The lemma of a verb with its particle ("call off")."""
    particle = next((child for child in verb.children if child.dep_ == "prt"), None)
    return verb.lemma_.lower() if particle is None else f"{verb.lemma_.lower()} {particle.lower_}"


def _step(node: "Token", rules: HedgeRules) -> _Step:
    """The next move up from a word."""
    role, head = node.dep_, node.head
    if head == node:
        return _Step()
    if role == "conj":
        return _conjunct_step(node, head)
    if role in {"xcomp", "ccomp", "acl", "relcl", "advcl", "pcomp"} and not (role == "pcomp" and node.pos_ not in _VERBAL):
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
        return _Step(finding=_finding(row, head), head=head if row is not None else None)
    return _purpose(node, rules) if node.pos_ in _VERBAL and _has_to(node) else _Step()


def _conjunct_step(node: "Token", head: "Token") -> _Step:
    """A coordinated word shares what stands over the first; its mood too, where it has no subject and no auxiliary of its own."""
    is_bare = own_subject(node) is None and not any(child.dep_ in {"aux", "neg"} for child in node.children)
    same_form = node.tag_ == head.tag_ or (node.tag_ not in {"VBD", "VBZ", "VBP"} and any(child.dep_ == "aux" for child in head.children))
    if node.pos_ in _VERBAL or head.tag_ == "VB":
        return _Step(head=head, has_mood=is_bare and same_form)
    return _Step(head=head, has_mood=False)


def _clause_step(node: "Token", head: "Token", rules: HedgeRules) -> _Step:
    """Out of a clause: by the word that holds it, by its infinitive, or not at all."""
    has_to = _has_to(node)
    if node.dep_ == "pcomp":
        return _preposition_step(head, rules)
    if node.dep_ in {"acl", "relcl"}:
        return _noun_clause_step(node, head, rules, has_to=has_to)
    if node.dep_ == "advcl":
        return _Step(finding=_complement(head, rules)) if has_to and _is_held(head, rules) else _purpose(node, rules) if has_to else _Step()
    if node.dep_ == "ccomp" and not has_to:
        is_told = head.lemma_.lower() in rules.speech and has_finite_form(node)
        finding = None if is_told else _complement(head, rules)
        is_through = finding is not None or head.lemma_.lower() in rules.implicative
        return _Step(finding=finding, head=head if is_through else None)
    lemma = head.lemma_.lower()
    if (lemma == "be" and has_to) or (lemma == "go" and head.tag_ == "VBG" and has_to):
        return _Step(finding=Finding(row=rules.future, word=head, time=TimeFrame.FUTURE), head=head)
    if lemma == "have" and has_to:
        return _had_to(head, rules)
    finding = None if lemma in rules.implicative and node.tag_ == "VBG" else _complement(head, rules)
    if finding is not None or lemma in rules.implicative:
        if finding is not None and finding.time is None and has_to and finding.word.pos_ == "ADJ":
            finding = replace(finding, time=TimeFrame.FUTURE)
        return _Step(finding=finding, head=head)
    return _purpose(node, rules) if has_to else _Step(head=head)


def _had_to(verb: "Token", rules: HedgeRules) -> _Step:
    """The step over "has to leave", a duty, and "has yet to leave", a thing not done."""
    yet = next((child for child in verb.children if child.lower_ == "yet"), None)
    if yet is not None:
        return _Step(finding=Finding(row=rules.adverbs["not"], word=yet))
    return _Step(finding=_finding(rules.auxiliaries["must"], verb), head=verb)


def _is_held(head: "Token", rules: HedgeRules) -> bool:
    return head.lemma_.lower() in rules.complements and head.tag_ != "VBD"


def _complement(head: "Token", rules: HedgeRules) -> Finding | None:
    """The effect of a verb or adjective on its clause; of a copula that of its adjective."""
    if head.lemma_ == "be":
        predicate = next((child for child in head.children if child.dep_ == "acomp"), None)
        return _finding(rules.complements.get(predicate.lemma_.lower()), predicate) if predicate is not None else None
    return _finding(rules.complements.get(_phrasal(head)), head)


def _purpose(node: "Token", rules: HedgeRules) -> _Step:
    """An infinitive that nothing holds tells what somebody means to do, or how something came out."""
    if node.lemma_.lower() in rules.outcomes:
        return _Step()
    return _Step(finding=Finding(row=rules.infinitive, word=node, time=TimeFrame.FUTURE))


def _noun_clause_step(node: "Token", head: "Token", rules: HedgeRules, *, has_to: bool) -> _Step:
    """Out of a clause on a noun: "plans to visit", "fears that"; relative clauses stand by themselves."""
    has_that = any(child.dep_ == "mark" for child in node.children)
    if not has_to and not has_that:
        return _Step()
    lemma = head.lemma_.lower()
    row = _first(lemma, rules.nouns, rules.clause_nouns)
    if lemma == "order" and head.dep_ == "pobj" and head.head.lower_ == "in":
        return _purpose(node, rules)
    if row is not None:
        return _Step(finding=_finding(row, head), head=head)
    if has_to and head.dep_ == "ROOT":
        return _Step(finding=Finding(row=rules.future, word=node, time=TimeFrame.FUTURE))
    if not has_to or any(child.lower_ in _ORDINALS for child in head.children) or head.lower_ in _ORDINALS:
        return _Step()
    return _purpose(node, rules)


def _object_step(node: "Token", head: "Token", rules: HedgeRules) -> _Step:
    """From an object or passive subject to its verb."""
    lemma = _phrasal(head)
    finding = _finding(rules.objects.get(lemma), head)
    if finding is not None:
        return _Step(finding=finding, head=head)
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
        return _Step(finding=_finding(row, predicate) if predicate is not None else None, head=head if row is not None else None)
    following = head.nbor().lower_ if head.i + 1 < len(head.doc) else ""
    row = rules.subjects.get(head.lemma_.lower()) or rules.subjects.get(f"{head.lemma_.lower()} {following}")
    if row is not None or head.lemma_.lower() in rules.occurrence:
        return _Step(finding=_finding(row, head), head=head)
    return _Step()


def _first(word: str, *indexes: Mapping[str, OperatorRow]) -> OperatorRow | None:
    return next((index[word] for index in indexes if word in index), None)


def _preposition_step(preposition: "Token", rules: HedgeRules) -> _Step:
    """From behind a preposition to the noun, verb or adjective that it belongs to."""
    row = rules.prepositions.get(preposition.lower_)
    if row is not None:
        return _Step(finding=_finding(row, preposition))
    head = preposition.head
    if preposition.lower_ == "by" and head.pos_ in _VERBAL and any(child.dep_ == "pcomp" for child in preposition.children):
        return _Step(head=head)
    if preposition.lower_ not in _HOLDING_PREPOSITIONS or head == preposition:
        return _Step()
    lemma = head.lemma_.lower()
    if head.pos_ in {"NOUN", "PROPN"}:
        row = rules.nouns.get(lemma)
        if row is not None:
            return _Step(finding=_finding(row, head), head=head)
        return _Step(head=head if preposition.lower_ == "of" else None)
    row = rules.complements.get(_phrasal(head)) if preposition.lower_ in _VERB_PREPOSITIONS else None
    if row is not None and (preposition.lower_ != "to" or row.certainty == "CERTAIN" or head.pos_ == "ADJ"):
        return _Step(finding=_finding(row, head), head=head)
    return _Step(head=head if lemma in rules.occurrence and preposition.lower_ in {"in", "of"} else None)
