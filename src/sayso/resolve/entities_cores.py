"""The words of a name without its titles, and what stands before it."""

from typing import TYPE_CHECKING

from sayso.model import EntityKind
from sayso.tables.actors import ActorRules, Gender

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

type Core = "tuple[Token, ...]"

_LINKS = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "&",
        "de",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "al",
        "bin",
        "ibn",
        "du",
        "da",
        "dos",
        "el",
        "-",
        "’",
        "'s",
    }
)
_OPENERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"})
_TITLE_WORDS = 3
"""A title is looked up by so many words before the name."""


def noun_core(doc: "Doc", first: int, head: "Token") -> Core:
    """A description from behind its determiner to its head."""
    start = first
    while start < head.i and (doc[start].lower_ in _OPENERS or doc[start].is_punct):
        start += 1
    return tuple(doc[start : head.i + 1])


def name_core(doc: "Doc", borders: tuple[int, int], head: "Token", rules: ActorRules) -> Core:
    """The run of name words around the head of the mention with these borders, titles and determiners off.

    Of a person it is what the model marks; else it goes left and right over capitals and the small words between them.
    """
    first, last = borders
    left = right = head.i
    if head.ent_type_ == "PERSON":
        while left > first and doc[left].ent_iob_ == "I":
            left -= 1
        while right < last and doc[right + 1].ent_iob_ == "I":
            right += 1
    else:
        while left > first and _goes_left(doc, left - 1, first):
            left -= 1
        while right < last and _goes_right(doc, right + 1, last):
            right += 1
    while left < right and (doc[left].lower_ in _OPENERS or doc[left].pos_ == "NUM"):
        left += 1
    left = _behind_titles(doc, left, right, rules)
    while right > left and (doc[right].tag_ == "POS" or doc[right].is_punct or doc[right].lower_ in _LINKS):
        right -= 1
    return tuple(doc[left : right + 1])


def title_before(core: Core, first: int, rules: ActorRules) -> tuple[bool, Gender | None]:
    """Whether a title stands right before a name, in its mention (which starts at token ``first``) or just before; its gender."""
    doc = core[0].doc
    position = core[0].i - 1
    if position < max(0, first - 1):
        return False, None
    before = doc[position]
    if before.lower_ in rules.address:
        return before.text[:1].isupper(), rules.address[before.lower_]
    row = rules.noun([doc[i].lower_ for i in range(max(0, position - _TITLE_WORDS + 1), position + 1)])
    return (True, row.gender) if row is not None and row.kind is EntityKind.PERSON else (False, None)


def _goes_left(doc: "Doc", position: int, first: int) -> bool:
    """Whether the token left of a name word still belongs to the name."""
    token = doc[position]
    if _is_capital(token):
        return True
    return token.lower_ in _LINKS and position > first and token.tag_ != "POS" and _is_capital(doc[position - 1])


def _goes_right(doc: "Doc", position: int, last: int) -> bool:
    token = doc[position]
    if _is_capital(token):
        return True
    if token.lower_ not in _LINKS or token.tag_ == "POS" or position >= last:
        return False
    following = doc[position + 1]
    return _is_capital(following) or following.lower_ == "the"


def _is_capital(token: "Token") -> bool:
    return bool(token.text[:1].isupper() or (token.like_num and not token.is_alpha))


def _behind_titles(doc: "Doc", left: int, right: int, rules: ActorRules) -> int:
    """Where the name starts when titles ("Foreign Minister", "Mr") open the run; "General Motors" keeps its first word."""
    start = left
    for position in range(left, right):
        if doc[position].ent_type_ == "ORG" and doc[position + 1].ent_iob_ == "I":
            break
        words = [doc[i].lower_ for i in range(max(left, position - _TITLE_WORDS), position + 1)]
        row = rules.noun(words)
        if words[-1] in rules.address or words[-1] in rules.qualifiers or (row is not None and row.kind is EntityKind.PERSON):
            start = position + 1
    return left if start < right and doc[start].lower_ == "of" else start
