"""Files, bytes and text to raw pages: size, kind and encoding settled, what is no text refused. Nothing is fetched."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sayso.errors import Code, InputRefused
from sayso.ingest.documents import document_lines, read_document
from sayso.ingest.encoding import decode, holdable
from sayso.ingest.html import read_html
from sayso.model import Diagnostic
from sayso.model.page import PageForm, RawPage
from sayso.settings import Settings

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound, picture or film file"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 20_000
_FEW_CONTROLS = 8
_MOST_CONTROLS = 0.02  # share of control characters from which a text is none: noise has a tenth, prose in any encoding nothing
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|section|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE)
_HEAD = 5000
_TEXT_REMEDY = "save the page as text or HTML"


def read_bytes(path: Path, settings: Settings) -> bytes:
    """The bytes of a file, read no further than the limit. Raises OSError, and InputRefused where there are more (S-TOO-LARGE)."""
    with path.open("rb") as file:
        return limited(file.read(settings.max_input_bytes + 1), settings, name=str(path))


def limited(content: bytes, settings: Settings, *, name: str = "") -> bytes:
    """The same bytes; raises InputRefused where they are more than the limit."""
    if len(content) > settings.max_input_bytes:
        problem = f"larger than {settings.max_input_bytes:,} bytes"
        raise InputRefused(Code.TOO_LARGE, problem, where=name, remedy="split it, or raise SAYSO_MAX_INPUT_BYTES")
    return content


def read_pages(content: bytes | str, settings: Settings, *, name: str = "") -> Iterator[RawPage | InputRefused]:
    """The raw pages in ``content``: one of a plain dump or of HTML, one a line of JSONL documents.

    What cannot be read comes as a refusal in its place, so that the rest of a batch goes on.
    """
    try:
        text, notes = _text_of(content, settings, name)
        documents = document_lines(text)
        if documents is None:
            yield _page(text, notes, settings, name)
            return
    except InputRefused as refusal:
        yield refusal
        return
    for number, line in documents:
        try:
            yield _document(line, notes, f"{name}, line {number}" if name else f"line {number}")
        except InputRefused as refusal:
            yield refusal


def _text_of(content: bytes | str, settings: Settings, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Decoded and holdable text; raises InputRefused for what is empty, too large or no text."""
    if isinstance(content, bytes):
        limited(content, settings, name=name)
        kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)
        if kind is not None:
            raise InputRefused(Code.BINARY, f"this is {kind}, not text", where=name, remedy=_TEXT_REMEDY)
        decoded = decode(content)
        text, notes = decoded.text, decoded.diagnostics
    else:
        if len(content) > settings.max_input_bytes:
            limited(content.encode("utf-8", "replace"), settings, name=name)
        text, notes = content, ()
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls > _FEW_CONTROLS and controls > _MOST_CONTROLS * len(sample):
        raise InputRefused(Code.BINARY, "too many control characters for a text", where=name, remedy=_TEXT_REMEDY)
    text, replaced = holdable(text.removeprefix("\ufeff") if isinstance(content, bytes) else text)
    if not "".join(text.split()).strip("\ufeff\ufffd\u200b"):
        raise InputRefused(Code.EMPTY, "there is no text in it", where=name, remedy="check that the page was saved whole")
    return text, notes + replaced


def _page(text: str, notes: tuple[Diagnostic, ...], settings: Settings, name: str) -> RawPage:
    if _MARKUP.match(text) is None and _ROOT.search(text, 0, _HEAD) is None:
        return RawPage(text=text, form=PageForm.DUMP, name=name, diagnostics=notes)
    page = read_html(text, settings, name=name)
    return replace(page, diagnostics=notes + page.diagnostics)


def _document(line: str, notes: tuple[Diagnostic, ...], name: str) -> RawPage:
    row = read_document(line, where=name)
    text, replaced = holdable(row["text"])
    if not text.strip():
        raise InputRefused(Code.EMPTY, "there is no text in it", where=name, remedy="leave the line out")
    published, url = (str(row[key]) if row.get(key) else None for key in ("published", "url"))
    return RawPage(text=text, form=PageForm.DOCUMENT, name=name, published=published, url=url, diagnostics=notes + replaced)
