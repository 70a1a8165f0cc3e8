"""The working value of this layer: an event as words of a parse, before it becomes spans."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

type Tokens = "tuple[Token, ...]"
"""Head words of phrases, in text order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event mention in the making.

    ``trigger`` is the word that names it; ``anchor`` the word that carries it in the sentence: the verb of a light-verb phrase,
    else the trigger. ``mutual``: the frame has two sides, ``reciprocal``: both were found, as two actors or as actor and target. ``under`` counts the events above it that take it as their content; ``words`` are the other words
    of its phrase; ``rule`` is a row's id.
    """

    trigger: "Token"
    anchor: "Token"
    type: EventType
    rule: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    actors: "tuple[Token, ...]" = ()
    targets: "tuple[Token, ...]" = ()
    slots: tuple[str, ...] = ()
    mutual: bool = False
    reciprocal: bool = False
    weight: float = 1.0
    under: int = 0
    words: "tuple[Token, ...]" = ()
    needs: str = ""


_NUMBERS = frozenset({"dozen", "score", "hundred", "thousand", "million", "several", "many"})
_DAYS = frozenset({"DATE", "TIME", "ORDINAL"})


def is_borne_out(draft: Draft) -> bool:
    """Whether the event has the roles that its row needs."""
    match draft.needs:
        case "actor":
            return bool(draft.actors)
        case "target":
            return bool(draft.targets)
        case "role":
            return bool(draft.actors or draft.targets)
        case "both":
            return is_several((*draft.actors, *draft.targets)) if draft.mutual else bool(draft.actors and draft.targets)
        case "figure":
            return any(is_counted(token) for token in (*draft.targets, draft.trigger)) or _is_told_in_figures(draft.trigger)
        case _:
            return True


def figures_behind(verb: "Token") -> "tuple[Token, ...]":
    """The counted nouns and bare numbers behind a verb: its objects and what its prepositions hold, days left out."""
    found: list[Token] = []
    for child in verb.rights:
        if child.dep_ in {"dobj", "attr", "oprd", "ccomp"}:
            found += [child, *(g for g in child.children if g.dep_ == "nsubj")]
        elif child.dep_ in {"prep", "prt"}:
            found += [noun for noun in child.children if noun.dep_ == "pobj"]
    return tuple(token for token in found if token.ent_type_ not in _DAYS and is_counted(token))


def _is_told_in_figures(trigger: "Token") -> bool:
    """Whether an event noun is the subject of a verb that carries its figure: the toll rose to 84."""
    word = trigger
    if word.dep_ == "pobj" and word.head.dep_ == "prep":
        word = word.head.head
    behind = figures_behind(word.head) if trigger.pos_ == "NOUN" and word.dep_ == "nsubj" else ()
    return any(token.like_num or any(left.like_num for left in token.lefts) for token in behind)


def is_several(tokens: Tokens) -> bool:
    """Whether more than one takes part: two phrases, or one that names several ("the ministers met")."""
    return len(tokens) > 1 or any(token.tag_ in {"NNS", "NNPS"} or token.lower_ in {"we", "they", "both"} for token in tokens)


def is_counted(token: "Token") -> bool:
    """Whether a phrase carries a number, or is one."""
    return any(word.like_num or word.lemma_.lower() in _NUMBERS for word in (token, *token.lefts))
