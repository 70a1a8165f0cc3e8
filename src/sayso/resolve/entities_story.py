"""The tokens of a story beside what is asked of them most, as plain tuples.

A step on a spaCy document, and above all a slice of it, makes new objects; grouping takes thousands of them in an article.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import DEP, LOWER

from sayso.annotate.parsed import column, offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """``tokens`` of the document, their ``offsets`` in the text, ``lower`` case words and ``dep`` labels, by token index."""

    tokens: "tuple[Token, ...]"
    offsets: tuple[int, ...]
    lower: tuple[str, ...]
    dep: tuple[str, ...]

    def words(self, first: int, last: int) -> str:
        """The text of the tokens ``first`` to ``last``, both included, on one line."""
        opening = "".join([token.text_with_ws for token in self.tokens[first:last]])
        return f"{opening}{self.tokens[last].text}".replace("\n", " ")


def read_story(doc: "Doc") -> Story:
    """The story of one parsed document."""
    return Story(tokens=tuple(doc), offsets=offsets(doc), lower=column(doc, LOWER), dep=column(doc, DEP))
