"""Bytes to text: the encoding a page states, or the one its bytes fit."""

import re
from dataclasses import dataclass

from sayso.errors import Code
from sayso.model import Diagnostic

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_STATED = re.compile(rb"(?:<\?xml[^>]{0,200}encoding|<meta[^>]{0,200}charset)\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 200_000
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")
_MOJIBAKE = re.compile("â€[™œ\x9d“”˜]|Ã[©¨¤¶¼±]|Â[ ·»«]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was in, and what is to be said about that."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text of ``content``: by byte order mark, stated charset, UTF-8, UTF-16 without a mark, or the best guess; never an exception.

    Bytes that do not fit become replacement characters. Everything but clean UTF-8 gets a note that names the encoding.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding, is_stated=True)
    stated = _stated_encoding(content)
    if stated is not None and _fits(content, stated):
        return _decoded(content, stated, is_stated=True)
    wide = _wide_encoding(content)
    if wide is not None:
        return _decoded(content, wide, is_stated=False)
    if _fits(content, "utf-8"):
        return _decoded(content, "utf-8", is_stated=False)
    return _decoded(content, _guess(content), is_stated=False)


def holdable(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """``text`` with NUL and lone surrogates replaced, a code point for a code point, and a note where there were any."""
    replaced, count = _UNHOLDABLE.subn(_REPLACED, text)
    if not count:
        return text, ()
    noun = "character" if count == 1 else "characters"
    return replaced, (Diagnostic(code=Code.REPLACED_CHARACTERS, message=f"{count:,} {noun} that no text can hold replaced, one for one"),)


def holdable_value[Text: (str, str | None)](value: Text) -> Text:
    """The same replacements in a statement about a page, such as its address, of which no note is made; None stays None."""
    return holdable(value)[0] if value is not None else value


def _stated_encoding(content: bytes) -> str | None:
    match = _STATED.search(content, 0, _HEAD)
    return match[1].decode("ascii").lower() if match else None


def _fits(content: bytes, encoding: str) -> bool:
    """Whether all bytes are valid in ``encoding``; one that Python does not know, or that is no text encoding, does not fit."""
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    return True


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: most text has a zero in every second byte."""
    sample = content[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else None


def _guess(content: bytes) -> str:
    """UTF-8 with a few broken bytes, or what charset-normalizer finds most plausible."""
    broken = content.decode("utf-8", "replace").count(_REPLACED)
    beyond = sum(byte > 0x7F for byte in content[:_SAMPLE])
    if broken * 10 < beyond:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def _decoded(content: bytes, encoding: str, *, is_stated: bool) -> Decoded:
    text = content.decode(encoding, "replace")
    broken = text.count(_REPLACED) - (content.count(_REPLACED.encode()) if encoding == "utf-8" else 0)
    notes = []
    if broken > 0:
        notes.append(f"read as {encoding}; {broken:,} byte sequences do not fit and were replaced")
    elif not is_stated and encoding != "utf-8":
        notes.append(f"read as {encoding}, which was guessed")
    if len(_MOJIBAKE.findall(text[:_SAMPLE])) >= 3:
        notes.append("some words look as if they had been decoded wrongly before they came here; they were left as they are")
    return Decoded(text=text, encoding=encoding, diagnostics=tuple(Diagnostic(code=Code.ENCODING, message=note) for note in notes))
