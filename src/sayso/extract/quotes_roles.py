"""Tells what a stretch in quotation marks is: speech, a word held at arm's length, or the title of a work."""

from typing import TYPE_CHECKING

from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORKS = frozenset(
    [
        "album",
        "article",
        "book",
        "cartoon",
        "column",
        "comedy",
        "documentary",
        "drama",
        "episode",
        "essay",
        "exhibition",
        "film",
        "hit",
        "magazine",
        "memoir",
        "movie",
        "musical",
        "novel",
        "opera",
        "painting",
        "paper",
        "play",
        "podcast",
        "poem",
        "programme",
        "program",
        "sequel",
        "series",
        "show",
        "single",
        "sitcom",
        "song",
        "symphony",
        "thriller",
        "track",
        "video",
        "work",
    ]
)
_SMALL = frozenset(["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"])
_WORK_VERBS = frozenset({"sing", "watch", "read", "write", "publish"})
_LONGEST_TITLE = 9
_LONGEST_SCARE = 3


def role_of(doc: "Doc", text: str, inner: Span) -> str:
    """``title``, ``scare`` or ``speech`` for the quotation whose words are ``inner``.

    A title has every word capitalised, and there is a work, a possessor or a preposition before it;
    a scare quote is up to three words without a verb of its own, inside a sentence and not behind a comma or colon.
    """
    words = inner.slice(text).split(maxsplit=_LONGEST_TITLE + 1)
    tokens = doc.char_span(inner.start, inner.end, alignment_mode="expand")
    if len(words) > _LONGEST_TITLE or tokens is None or not len(tokens):
        return "speech"
    before = _word_before(doc, tokens.start)
    if _looks_like_title(words) and before is not None and _leads_to_title(doc, before, len(words)):
        return "title"
    if len(words) > _LONGEST_SCARE or text[inner.end - 1] in ",!?":
        return "speech"
    if any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in tokens):
        return "speech"
    if before is None or before.is_space or before.text in {",", ":", ".", "!", "?"}:
        return "speech"
    return "scare"


def _word_before(doc: "Doc", start: int) -> "Token | None":
    """The token before the opening mark of a quotation whose words begin at ``start``."""
    index = start - 2
    while index > 0 and doc[index].is_space:
        index -= 1
    return doc[index] if index >= 0 else None


def _leads_to_title(doc: "Doc", before: "Token", words: int) -> bool:
    if before.text == "," and before.i:
        return doc[before.i - 1].lower_ in _WORKS
    if before.lower_ in _WORKS:
        return True
    return words > 1 and (before.tag_ in {"POS", "IN", "PRP$"} or before.lemma_ in _WORK_VERBS)


def _looks_like_title(words: list[str]) -> bool:
    return words[0][:1].isupper() and all(word[:1].isupper() or word[:1].isdigit() or word.lower() in _SMALL for word in words)
