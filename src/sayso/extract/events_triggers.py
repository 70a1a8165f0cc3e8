"""Finds the frame of a word: the most specific row of the lexicon whose conditions the parse meets."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.annotate.clauses import agent_of, conjuncts_of, is_passive, objects_of, own_subject, subject_of
from sayso.model import EventType
from sayso.tables.lexicon import EventRules, Frame, NounClass, Operator

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEASURES_LIMIT = 3
_DOER_ENDINGS = ("er", "or", "ist", "ian", "eer", "man", "woman")
DESCRIBING = frozenset({EventType.ASSAULT, EventType.COERCE, None})
"""Types whose participles tell of an event even before a noun: the wounded soldiers, the banned party."""
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "DATE", "LANGUAGE"})


def frame_of(token: "Token", rules: EventRules) -> Frame | None:
    """The frame that ``token`` triggers; a frame without a type is an idiom that triggers nothing; None: no row knows it."""
    lemma = token.lemma_.lower()
    pos = token.pos_
    if token.tag_.startswith("VB") and pos in {"VERB", "AUX"}:
        frames = rules.verbs.get(lemma) or rules.verbs.get(token.lower_)
        if token.tag_ == "VBG" and token.dep_ in {"nsubj", "nsubjpass", "pobj"} and token.lower_ in rules.nouns:
            frames = rules.nouns[token.lower_]
        if frames is not None and token.dep_ == "amod":
            frames = tuple(frame for frame in frames if frame.type in DESCRIBING)
    elif pos in {"NOUN", "PROPN"}:
        frames = rules.nouns.get(lemma)
        if frames is not None and ((pos == "PROPN" and token.ent_type_ in NAMES) or _only_describes(token, rules)):
            return None
    elif pos == "ADJ":
        frames = rules.adjectives.get(token.lower_)
    else:
        return None
    if frames is None:
        return None
    is_noun = pos in {"NOUN", "PROPN"}
    beside = _beside(token, is_noun=is_noun) if any(frame.rest for frame in frames) else frozenset[str]()
    for frame in frames:
        is_near = not frame.rest or frame.rest[-1 if is_noun else 0] in beside
        if is_near and _fits(token, frame, rules, is_noun=is_noun):
            return frame
    return None


def _beside(token: "Token", *, is_noun: bool) -> frozenset[str]:
    """The words and lemmas where a phrase goes on: right before a noun, behind a verb among its children. Most phrases end here."""
    if is_noun:
        near: Iterable[Token] = (token.nbor(-1),) if token.i else ()
    else:
        near = token.rights
    return frozenset(word for other in near for word in (other.lower_, other.lemma_.lower()))


def _only_describes(noun: "Token", rules: EventRules) -> bool:
    """Whether an event noun only says what another noun is of or about: torture chamber, a book on the siege."""
    head = noun.head
    if noun.dep_ == "pobj" and belongs(head.head, rules.classes["topics"]) and head.head.pos_ == "NOUN":
        return True
    if noun.dep_ not in {"compound", "nmod", "amod"} or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = head.lemma_.lower()
    return lemma not in rules.nouns and ("noun", lemma) not in rules.operators


def is_joint(token: "Token", rules: EventRules) -> bool:
    """Whether a verb says what several people or states do jointly."""
    if token.pos_ != "VERB" or not any(c.dep_ == "advmod" and c.lower_ in rules.classes["joint_adverbs"].words for c in token.children):
        return False
    subject = subject_of(token)
    return subject is not None and has_class((subject,), rules.classes["joint_subjects"], rules)


def event_objects(verb: "Token") -> "tuple[Token, ...]":
    """What a verb is done to: its objects; of a passive its subject; of a bare participle the noun it describes."""
    if verb.dep_ == "amod":
        return (verb.head,)
    if verb.dep_ == "pobj" and verb.head.lower_ == "among" and verb.head.head.lemma_ == "be":
        return tuple(child for child in verb.head.head.children if child.dep_ in {"nsubj", "attr"})  # among the injured were two nurses
    if is_passive(verb):
        if verb.dep_ == "acl":
            return (verb.head,)
        subject = (_inverted(verb) if own_subject(verb) is None else None) or subject_of(verb)
        rest = tuple(child for child in objects_of(verb) if child.pos_ != "ADJ")
        return rest if subject is None else (subject, *rest)
    found = tuple(child for child in objects_of(verb) if child.dep_ != "attr" and child.pos_ != "ADJ")
    if not found and verb.dep_ == "relcl":
        pronoun = next((c for c in verb.children if c.dep_ in {"dobj", "pobj"} and c.tag_ in {"WDT", "WP"}), None)
        return (verb.head,) if pronoun is not None else ()
    return tuple(verb.head if t.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else t for t in found)


def _inverted(verb: "Token") -> "Token | None":
    """The subject behind a passive that opens its sentence: "also hurt was a guard"."""
    auxiliary = next((child for child in verb.rights if child.dep_ == "auxpass"), None)
    return None if auxiliary is None else next((child for child in auxiliary.rights if child.dep_ in {"attr", "nsubj"}), None)


def class_words(token: "Token", rules: EventRules) -> "Iterator[Token]":
    """The words that may put a phrase into a class: its head, its compound's first half, its conjuncts, what a measure measures."""
    for member in conjuncts_of(token):
        head = member
        for _ in range(_MEASURES_LIMIT):
            yield head
            yield from (child for child in head.lefts if child.dep_ in {"compound", "nmod"} and child.pos_ != "PROPN")
            if not (head.like_num or belongs(head, rules.classes["measures"])):
                break
            inner = next(
                (g for c in head.children if c.dep_ == "prep" and c.lower_ in {"of", "per"} for g in c.children if g.dep_ == "pobj"), None
            )
            if inner is None:
                break
            head = inner
            yield from (c for c in inner.conjuncts if c.i > inner.i)


def belongs(token: "Token", noun_class: NounClass) -> bool:
    """Whether the word is in the class, by lemma, by its ending or by the label of the name it stands in."""
    if token.pos_ == "PROPN" and not token.ent_type_ and "GPE" in noun_class.entities:
        return True
    lemma = token.lemma_.lower()
    if lemma in noun_class.words or token.lower_ in noun_class.words or token.ent_type_ in noun_class.entities:
        return True
    if token.i > 1 and token.nbor(-1).text == "-" and f"{token.nbor(-2).lower_}-{lemma}" in noun_class.words:
        return True
    if token.pos_ == "NOUN" and noun_class.doers and lemma not in noun_class.besides:
        return len(lemma) > 4 and lemma.endswith(_DOER_ENDINGS)
    # A plural that opens a sentence is often taken for a name and then has no lemma.
    return token.tag_ in {"NNP", "NNPS"} and token.is_sent_start is True and token.lower_.removesuffix("s") in noun_class.words


def phrase_tokens(head: "Token", entry: Frame | Operator) -> "tuple[Token, ...] | None":
    """The tokens of the other words of a phrase: in a row before its head, or hanging on a verb or on one another; None: not there."""
    start = head.i - len(entry.before)
    if start < 0:
        return None
    before = tuple(head.doc[start : head.i]) if entry.before else ()
    if not all(_is_word(token, word) for token, word in zip(before, entry.before, strict=True)):
        return None
    found: tuple[Token, ...] = (head,)
    if len(entry.rest) > 1:  # put the army on alert: the preposition may hang on the object
        found = (head, *(child for child in head.rights if child.dep_ == "dobj"))
    held = len(found)
    for word in entry.rest:
        match = next((child for holder in found for child in holder.children if child.i > head.i and _is_word(child, word)), None)
        if match is None or _is_dated(match):
            return None
        found = (*found, match)
    return before + found[held:]


def _is_dated(preposition: "Token") -> bool:
    """Whether a preposition leads to a day: who was fired on Sunday was not fired on."""
    if preposition.dep_ != "prep" or preposition.lower_ == "for":
        return False
    return any(noun.dep_ == "pobj" and noun.ent_type_ in {"DATE", "TIME"} for noun in preposition.children)


def is_infinitive(verb: "Token") -> bool:
    """Whether a verb stands in the infinitive with to."""
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)


def is_for_clause(verb: "Token") -> bool:
    """Whether a verb is what somebody calls for: "for the prisoners to be freed", which parsers hang on as an adverbial."""
    return verb.dep_ in {"advcl", "acl", "relcl"} and any(child.dep_ == "mark" and child.lower_ == "for" for child in verb.children)


def has_class(tokens: "tuple[Token, ...]", noun_class: NounClass, rules: EventRules) -> bool:
    """Whether one of the phrases is in the class."""
    return any(belongs(word, noun_class) for token in tokens for word in class_words(token, rules))


def _is_word(token: "Token", word: str) -> bool:
    return bool(token.lower_ == word or token.lemma_.lower() == word)


def _fits(token: "Token", frame: Frame, rules: EventRules, *, is_noun: bool) -> bool:
    rest = phrase_tokens(token, frame) if frame.rest or frame.before else ()
    if rest is None:
        return False
    if frame.after and not any(_has_preposition(token, word, wanted, rules) for word, wanted in frame.after.items()):
        return False
    if frame.object is None and frame.unless is None and frame.subject is None and not frame.bare:
        return True
    objects = _noun_objects(token) if is_noun else event_objects(token) + tuple(noun for word in rest for noun in _governed(word))
    if frame.bare and (objects if is_noun else event_objects(token)):
        return False
    if frame.object is not None and not has_class(objects, frame.object, rules):
        return False
    if frame.unless is not None and has_class(objects, frame.unless, rules):
        return False
    if frame.subject is not None:
        subject = None if is_noun else _doer(token, frame)
        return subject is not None and has_class((subject,), frame.subject, rules)
    return True


def _doer(verb: "Token", frame: Frame) -> "Token | None":
    """Who does what the verb says; of a passive the agent, of a frame that its subject suffers the sufferer."""
    return agent_of(verb) if is_passive(verb) and not frame.suffers else subject_of(verb)


def _governed(preposition: "Token") -> "tuple[Token, ...]":
    return tuple(child for child in preposition.children if child.dep_ == "pobj")


def _noun_objects(noun: "Token") -> "tuple[Token, ...]":
    """What an event noun is done to: behind "of", its owner, its compound's first half."""
    behind = tuple(g for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "on", "for"} for g in c.children if g.dep_ == "pobj")
    return behind + tuple(c for c in noun.lefts if c.dep_ in {"poss", "compound", "amod", "nmod"})


def _has_preposition(token: "Token", word: str, wanted: NounClass | None, rules: EventRules) -> bool:
    if word == "infinitive":
        return any(child.dep_ in {"ccomp", "xcomp", "advcl"} and is_infinitive(child) for child in token.children)
    if word == "clause":
        return any(child.dep_ in {"ccomp", "xcomp"} for child in token.children)
    holders = [token, *(child for child in token.children if child.dep_ in {"dobj", "prep", "prt", "advmod", "agent"})]
    if token.dep_ == "dobj":
        holders.append(token.head)
    for holder in holders:
        for child in holder.children:
            if child.lower_ == word and child.dep_ in {"prep", "prt", "dative", "agent", "advmod", "mark", "aux"} and not _is_dated(child):
                if wanted is None:
                    return True
                nouns = tuple(grandchild for grandchild in child.children if grandchild.dep_ in {"pobj", "pcomp"})
                if has_class(nouns, wanted, rules):
                    return True
    return False
