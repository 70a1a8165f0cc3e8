"""The words of a name without its titles, and what stands before it."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import owns_in_name
from sayso.model import EntityKind
from sayso.resolve.entities_story import Story
from sayso.tables.actors import ActorRules, Gender

if TYPE_CHECKING:
    from spacy.tokens import Token

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


def noun_start(story: Story, first: int, head: int) -> int:
    """Where a description starts behind its determiner."""
    start = first
    while start < head and (story.lower[start] in _OPENERS or story.tokens[start].is_punct):
        start += 1
    return start


def name_borders(story: Story, borders: tuple[int, int], head: int, rules: ActorRules) -> tuple[int, int]:
    """First and last token of the name around the head of the mention with these borders, titles and determiners off.

    Of a person it is what the model marks; else it goes left and right over capitals and the small words between them.
    """
    first, last = borders
    left = right = head
    if story.tokens[head].ent_type_ == "PERSON":
        while left > first and story.tokens[left].ent_iob_ == "I":
            left -= 1
        while right < last and story.tokens[right + 1].ent_iob_ == "I":
            right += 1
    else:
        while left > first and _goes_left(story, left - 1, first, rules):
            left -= 1
        while right < last and _goes_right(story, right + 1, last):
            right += 1
    while left < right and (story.lower[left] in _OPENERS or story.tokens[left].pos_ == "NUM"):
        left += 1
    left = _behind_titles(story, left, right, rules)
    while right > left and (story.tokens[right].tag_ == "POS" or story.tokens[right].is_punct or story.lower[right] in _LINKS):
        right -= 1
    return left, right


def title_before(story: Story, start: int, first: int, rules: ActorRules) -> tuple[bool, Gender | None]:
    """Whether a title stands right before the name at token ``start``, in its mention (from ``first`` on) or just before; its gender."""
    position = start - 1
    if position < max(0, first - 1):
        return False, None
    before = story.tokens[position]
    if before.lower_ in rules.address:
        return before.text[:1].isupper(), rules.address[before.lower_]
    row = rules.noun(story.lower[max(0, position - _TITLE_WORDS + 1) : position + 1])
    return (True, row.gender) if row is not None and row.kind is EntityKind.PERSON else (False, None)


def _goes_left(story: Story, position: int, first: int, rules: ActorRules) -> bool:
    """Whether the token left of a name word still belongs to the name."""
    token = story.tokens[position]
    if _is_capital(token):
        return True
    if token.tag_ == "POS":
        return position > first and owns_in_name(story.tokens[position - 1], rules.parts)
    return token.lower_ in _LINKS and position > first and token.tag_ != "POS" and _is_capital(story.tokens[position - 1])


def _goes_right(story: Story, position: int, last: int) -> bool:
    token = story.tokens[position]
    if _is_capital(token):
        return True
    if token.lower_ not in _LINKS or token.tag_ == "POS" or position >= last:
        return False
    following = story.tokens[position + 1]
    return _is_capital(following) or following.lower_ == "the"


def _is_capital(token: "Token") -> bool:
    return bool(token.text[:1].isupper() or (token.like_num and not token.is_alpha))


def _behind_titles(story: Story, left: int, right: int, rules: ActorRules) -> int:
    """Where the name starts when titles ("Foreign Minister", "Mr") open the run; "General Motors" keeps its first word."""
    start = left
    for position in range(left, right):
        if story.tokens[position].ent_type_ == "ORG" and story.tokens[position + 1].ent_iob_ == "I":
            break
        words = story.lower[max(left, position - _TITLE_WORDS) : position + 1]
        row = rules.noun(words)
        if words[-1] in rules.address or words[-1] in rules.qualifiers or (row is not None and row.kind is EntityKind.PERSON):
            start = position + 1
    return left if start < right and story.lower[start] == "of" else start
