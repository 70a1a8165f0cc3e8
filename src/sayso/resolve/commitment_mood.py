"""What stands on a word itself and changes what is committed to: negation, modals, hedges, conditions, modifiers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.annotate.clauses import own_subject
from sayso.model import TimeFrame
from sayso.tables.hedges import HedgeRules, OperatorRow

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
_UNREAL = frozenset({"would", "'d", "could", "might", "can"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A row of the table and the word of the text that it was found by; ``time`` is the row's, or what the verb group makes of it."""

    row: OperatorRow
    word: "Token"
    time: TimeFrame | None = None


def finding_of(row: OperatorRow | None, word: "Token") -> tuple[Finding, ...]:
    """The effect of a row at a word, none where there is no row."""
    return () if row is None else (Finding(row=row, word=word, time=TimeFrame(row.time) if row.time else None),)


def mood_of(node: "Token", rules: HedgeRules) -> Iterator[Finding]:
    """What stands on the word itself: negation, modals, hedging adverbs, conjunctions, modifiers."""
    if node.pos_ in VERBAL or any(child.dep_ == "aux" for child in node.children):
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
        elif child.dep_ in {"mark", "advmod"} and word in rules.ahead and verb.tag_ in {"VBZ", "VBP"}:
            yield from finding_of(rules.future, child)
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
    """Whether a subject or object denies its verb: "nobody", "no envoy", "not one of the envoys", "not a single envoy"."""
    if noun.lower_ in rules.nobody or any(child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in noun.children):
        return True
    first = noun.left_edge.i
    first -= first > 0 and noun.doc[first].lower_ != "not" and noun.doc[first - 1].lower_ == "not"
    words = [token.lower_ for token in noun.doc[first : first + 3]]
    return words[:2] == ["not", "one"] or words == ["not", "a", "single"]


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
    return verb.dep_ == "ROOT" and verb.tag_ in {"VB", "VBN"} and has_to(verb)


def has_to(node: "Token") -> bool:
    """Whether a verb is an infinitive with "to"."""
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
                yield from finding_of(row, child)
            if child.dep_ == "amod":
                for negation in child.children:
                    if negation.dep_ == "neg":
                        yield from finding_of(rules.adverbs.get(negation.lower_), negation)
        elif child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN" and _is_about_noun(child):
            is_open = any(has_to(inner) for inner in child.children)
            yield from finding_of((rules.complements if is_open else rules.objects).get(phrasal(child)), child)


def _is_about_noun(participle: "Token") -> bool:
    """Whether a participle or passive relative clause has the noun as its object ("a visit planned for May", "a visit that was cancelled")."""
    if participle.dep_ == "acl":
        return not any(child.dep_ in {"aux", "nsubj"} for child in participle.children)
    return any(child.dep_ == "nsubjpass" and child.tag_ in {"WDT", "WP"} for child in participle.children)


def phrasal(verb: "Token") -> str:
    """The lemma of a verb with its particle ("call off")."""
    particle = next((child for child in verb.children if child.dep_ == "prt" or child.lower_ == "forward"), None)
    return verb.lemma_.lower() if particle is None else f"{verb.lemma_.lower()} {particle.lower_}"
