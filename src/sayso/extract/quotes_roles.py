"""Tells what a stretch in quotation marks is: speech, a word held at arm's length, or the title of a work."""

from typing import TYPE_CHECKING

from sayso.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORKS = frozenset(
    "album article book cartoon column comedy documentary drama episode essay exhibition film hit magazine memoir movie musical novel "
    "opera painting paper play podcast poem programme program sequel series show single sitcom song symphony thriller track video work".split()
)
_SMALL = frozenset("a an and as at but by for from in into of on or the to with".split())
_LONGEST_TITLE = 9
_LONGEST_SCARE = 3


def role_of(doc: "Doc", text: str, span: Span, inner: Span) -> str:
    """``title``, ``scare`` or ``speech`` for the quotation at ``span`` whose words are ``inner``.

    A title has every word capitalised and no comma or full stop at its end, and there is a work, a possessor or a preposition before it;
    a scare quote is up to three words without a verb of its own, inside a sentence and not behind a comma or colon.
    """
    words = inner.slice(text).split(maxsplit=_LONGEST_TITLE + 1)
    last = text[inner.end - 1]
    if (
        len(words) > _LONGEST_TITLE
        or last in ",!?"
        or (last == "." and span.end < len(text) and words and words[-1].count(".") == 1 and len(words) > _LONGEST_SCARE)
    ):
        return "speech"
    tokens = doc.char_span(inner.start, inner.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return "speech"
    before = doc[tokens.start - 2] if tokens.start > 1 else None
    if (
        _looks_like_title(words)
        and before is not None
        and (
            before.lower_ in _WORKS
            or before.tag_ in {"POS", "IN", "PRP$"}
            or before.lemma_ in {"sing", "watch", "read", "write", "publish"}
        )
        and (before.lower_ in _WORKS or len(words) > 1)
    ):
        return "title"
    if len(words) > _LONGEST_SCARE:
        return "speech"
    if before is not None and before.text in {",", ":"}:
        return "speech"
    after = text[span.end : span.end + 1]
    if after == "," and (before is None or before.is_punct or before.is_space):
        return "speech"
    starts_sentence = before is None or before.is_space or before.text in {".", "!", "?"}
    if starts_sentence and words[0][0].isupper():
        return "speech"
    return "scare"


def _looks_like_title(words: list[str]) -> bool:
    return words[0][:1].isupper() and all(word[:1].isupper() or word[:1].isdigit() or word.lower() in _SMALL for word in words)
