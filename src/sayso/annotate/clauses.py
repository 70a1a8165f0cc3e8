"""Clause grammar over the dependency parse: who is the subject of a verb, how far a noun phrase goes.

Labels are those of spaCy's English pipelines (ClearNLP style: nsubj, dobj, pobj, agent, relcl, acl, xcomp, ccomp, advcl).
"""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
QUESTION_WORDS = frozenset({"what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"})
"""Words that open an indirect question."""
_CLIMB_LIMIT = 12
"""Clauses nest a few deep in news; a longer climb is a broken parse."""
_PHRASE_CLIMB_LIMIT = 30
"""Noun phrases nest deeper than clauses."""
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "csubj", "parataxis", "pcomp"})
PLACE_PREPOSITIONS = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "along",
        "off",
        "across",
        "around",
        "over",
        "throughout",
        "within",
        "into",
        "through",
        "from",
        "to",
        "towards",
        "toward",
    ]
)
"""Prepositions behind which a name is where something is or goes."""
_OF_PLACE = PLACE_PREPOSITIONS | {"under", "by"}


def own_subject(verb: "Token") -> "Token | None":
    """The subject that hangs on the verb itself, expletives left out."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS and child.dep_ != "expl"), None)


def subject_of(verb: "Token") -> "Token | None":
    """The subject of a verb, its own or the one it shares with the clause it hangs on.

    Inherits through coordination (said and added), participles and infinitives (adding, to warn), adverbial clauses without a
    subject (by saying) and relative clauses (the mayor, who said; the mayor quoted). A relative pronoun gives way to its noun.
    None where the text leaves it open.
    """
    token = verb
    for _ in range(_CLIMB_LIMIT):
        subject = own_subject(token)
        if subject is not None:
            return _antecedent(subject, token)
        head = token.head
        if head == token:
            return None
        if token.dep_ == "advcl" and token.tag_ == "VBG" and is_passive(head):
            agent = agent_of(head)
            if agent is not None and agent.i == token.i - 1:
                return agent  # "was met by gunmen firing rifles": who fires stands right before
        if token.dep_ in {"conj", "xcomp", "advcl", "pcomp", "prep", "aux", "auxpass", "acomp", "dep"} or (
            token.dep_ == "ccomp" and not has_finite_form(token)
        ):
            if token.dep_ == "pcomp" and head.lower_ in {"of", "from", "for", "into"}:
                blamed = _object_before(head)
                if blamed is not None:
                    return blamed
            if token.dep_ == "xcomp":
                controller = _controller(head, token)
                if controller is not None:
                    return controller
            token = head
            continue
        if token.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if token.tag_ == "VBN" and token.dep_ == "acl":
                return head if token.lemma_ in _BLAMING and token != verb else None  # "soldiers accused of burning the farm"
            if token.tag_ == "VB" and token.dep_ == "acl":
                return _possessor(head) or _light_verb_subject(head)
            return _called(head) if token.tag_ == "VB" else head
        return None
    return None


def is_passive(verb: "Token") -> bool:
    """Whether the verb is passive: by its auxiliary, its subject's label, or as a bare past participle ("a plan rejected", "Asked why, he")."""
    if any(child.dep_ in {"auxpass", "nsubjpass", "csubjpass"} for child in verb.children):
        return True
    if any(child.dep_ == "agent" for child in verb.children) and not any(child.dep_ == "aux" for child in verb.children):
        return True  # "The suspect, shot dead by guards, ..."
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and own_subject(verb) is None and not any(c.dep_ == "aux" for c in verb.children):
        return is_passive(verb.head) if verb.head != verb else False
    is_bare = verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children)
    return is_bare and (verb.dep_ in {"acl", "amod"} or (verb.dep_ == "advcl" and verb.i < verb.head.i))


def agent_of(verb: "Token") -> "Token | None":
    """The noun of the by-phrase of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and is_passive(verb)):
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def objects_of(verb: "Token") -> "Iterator[Token]":
    """The direct and indirect objects and object complements that hang on the verb, in text order."""
    return (child for child in verb.children if child.dep_ in OBJECTS)


def prepositional_object(head: "Token", *prepositions: str) -> "Token | None":
    """The noun behind the first of ``prepositions`` (lower case) that hangs on ``head``."""
    for wanted in prepositions:
        for child in head.children:
            if child.dep_ in {"prep", "agent", "dative", "prt"} and child.lower_ == wanted:
                for grandchild in child.children:
                    if grandchild.dep_ in {"pobj", "pcomp"}:
                        return grandchild
    return None


def has_finite_form(verb: "Token") -> bool:
    """Whether the verb group has a tense: a finite form of its own or a finite auxiliary."""
    return verb.tag_ in {"VBD", "VBZ", "VBP", "MD"} or any(
        child.dep_ in {"aux", "auxpass"} and child.tag_ in {"MD", "VBD", "VBZ", "VBP"} for child in verb.children
    )


def is_negated(verb: "Token") -> bool:
    """Whether a negation hangs on the verb."""
    return any(child.dep_ == "neg" for child in verb.children)


def conjuncts_of(token: "Token") -> "tuple[Token, ...]":
    """The token and everything coordinated with it, in text order."""
    return tuple(sorted({token, *token.conjuncts}, key=lambda member: member.i))


def clause_head(token: "Token") -> "Token":
    """The verb of the innermost clause that a token stands in, or the root above it where no verb does."""
    for _ in range(_PHRASE_CLIMB_LIMIT):
        if token.head == token or (token.pos_ in {"VERB", "AUX"} and token.dep_ in _CLAUSES):
            return token
        token = token.head
    return token


def is_locative(token: "Token") -> bool:
    """Whether a name stands behind a preposition of place, directly or deeper in its phrase ("in the town of Torvanna")."""
    for _ in range(_CLIMB_LIMIT):
        if token.dep_ == "pobj":
            if token.head.lower_ in _OF_PLACE:
                return True
            if token.head.lower_ != "of":
                return False
            token = token.head.head
        elif token.dep_ in {"appos", "conj"}:
            token = token.head
        else:
            return False
    return False


def phrase_span(head: "Token", *, with_clauses: bool = True) -> Span:
    """The characters of the noun phrase of ``head``: determiner to apposition, white space and closing punctuation trimmed.

    Coordinated nouns behind the head stay out. Without clauses, relative and participial clauses stay out too, and so does
    everything behind them.
    """
    left, right = phrase_bounds(head, with_clauses=with_clauses)
    return trimmed_span(head.doc, left, right)


def phrase_bounds(head: "Token", *, with_clauses: bool = True) -> tuple[int, int]:
    """First and last token index of the noun phrase of ``head``, both included."""
    left, right = head.left_edge.i, head.i
    cut = {"cc", "conj", "punct"} if with_clauses else {"cc", "conj", "punct", "relcl", "acl", "advcl"}
    for child in head.rights:
        if child.dep_ in cut:
            if child.dep_ != "punct":
                break
            continue
        right = max(right, child.right_edge.i)
    return left, right


def owns_in_name(owner: "Token", classes: Container[str]) -> bool:
    """Whether a plural owner is part of the name behind it, whose next word is one of ``classes`` ("the Torvanna Lawyers' Union").

    "Norway's Coast Guard" is Norway's, and "the Walkers' Alder Records" the Walkers': whose it is belongs to no name.
    """
    if owner.i + 2 >= len(owner.doc) or not owner.text[:1].isupper():
        return False
    mark, behind = owner.nbor(1), owner.nbor(2)
    if mark.tag_ != "POS" or not behind.text[:1].isupper() or behind.lower_ not in classes:
        return False
    return owner.tag_ in {"NNS", "NNPS"} or owner.lower_ in _PLURALS or mark.text in {"'", "\u2019"}


_PLURALS = frozenset({"children", "men", "people", "women"})
"""Plurals that the tagger takes for names when they have a capital."""


def trimmed_span(doc: "Doc", left: int, right: int) -> Span:
    """Characters of the tokens ``left`` to ``right`` (both included) without white space, commas, colons or dashes at the ends."""
    first, last = doc[left], doc[right]
    while left < right and (first.is_space or first.text in _LOOSE):
        left += 1
        first = doc[left]
    while right > left and (last.is_space or last.text in _LOOSE):
        right -= 1
        last = doc[right]
    return Span(first.idx, last.idx + len(last))


_LOOSE = frozenset({",", ";", ":", "-", "\u2013", "\u2014", "--"})


def _antecedent(subject: "Token", verb: "Token") -> "Token":
    """The noun that a relative pronoun stands for, else the subject itself."""
    if subject.tag_ not in {"WP", "WDT"} or verb.dep_ != "relcl":
        return subject
    noun = verb.head
    if (
        subject.lower_ == "who"
        and noun.ent_type_ in {"GPE", "LOC", "FAC"}
        and noun.dep_ == "pobj"
        and noun.head.head.pos_ in {"NOUN", "PROPN"}
    ):
        return noun.head.head  # "its neighbours in Jordan, who": places are no who
    return noun


def _called(noun: "Token") -> "Token":
    """Who is called by a noun behind "be": in "Norra is the latest country to cut ties" Norra; else the noun itself."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return noun
    subject = own_subject(noun.head)
    return noun if subject is None or subject.pos_ not in {"NOUN", "PROPN"} else subject


def _controller(verb: "Token", infinitive: "Token") -> "Token | None":
    """The object that controls an infinitive ("urged the army to leave": the army); None where the subject does."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and child.i < infinitive.i and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            return child
    return None


_BLAMING = frozenset({"accuse", "suspect", "convict", "acquit", "charge", "blame", "clear"})
"""Verbs whose object did, or is said to have done, what a gerund behind it says."""


def _object_before(preposition: "Token") -> "Token | None":
    """The object that does what the gerund behind ``preposition`` says ("accused the army of burning farms": the army)."""
    verb = preposition.head
    if verb.dep_ == "dobj" and verb.head.lemma_ in _BLAMING:
        return verb
    if verb.pos_ != "VERB" or is_passive(verb):
        return None
    for child in verb.children:
        if child.dep_ != "dobj" or child.i > preposition.i:
            continue
        if verb.lemma_ in _BLAMING or child.ent_type_ or child.pos_ in {"PROPN", "PRON"} or child.tag_ == "NNS":
            return child
    return None


def _possessor(noun: "Token") -> "Token | None":
    return next((child for child in noun.children if child.dep_ == "poss"), None)


def _light_verb_subject(noun: "Token") -> "Token | None":
    """Subject of the verb whose object ``noun`` is ("made a vow to leave": who made it)."""
    if noun.dep_ in {"dobj", "attr"} and noun.head.pos_ == "VERB":
        return subject_of(noun.head)
    return None
