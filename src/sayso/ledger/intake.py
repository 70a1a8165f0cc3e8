"""What `sayso add` is given, one article after the other: pages, folders of pages, lines of documents, lines of records.

The reader of pages is imported only once there is a page: who adds records does not wait for it.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.errors import Code, InputRefused
from sayso.ingest.documents import read_document
from sayso.ledger.preparing import CHUNK, Helpers, RecordLine
from sayso.ledger.rows import packed_item, prepare
from sayso.model import Article, Record, Stated
from sayso.tables.across import AcrossRules, load_across_rules

if TYPE_CHECKING:
    from sayso.pipeline import Cleaned, Reader
    from sayso.settings import Settings

STANDARD = Path("-")
_GROUP = 8 * CHUNK
"""Items that are looked at together, so that a run of records can be shared out."""

_GIVEN = ("outlet", "title", "byline")
"""What a line of a document may say of its page, besides its date and url."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A page that is yet to be read: a file, or what standard input held."""

    content: Path | bytes
    where: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that somebody cut out of its page, with what he says of it."""

    text: str
    where: str
    published: str | None = None
    url: str | None = None
    given: tuple[tuple[str, str], ...] = ()


type Item = RecordLine | Document | PageFile | InputRefused


def items_of(paths: Iterable[Path], *, published: str | None = None) -> Iterator[Item]:
    """Everything under ``paths`` in order: folders by name, JSON Lines line by line, any other file as one page; ``-`` is standard input.

    ``published`` is the day that the caller vouches for where a page gives none of its own. What cannot be opened becomes a refusal.
    """
    for path in paths:
        try:
            if path.is_dir():
                inside = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
                yield from items_of(inside, published=published)
            else:
                with _opened(path) as source:
                    yield from _items(source, path, published)
        except OSError as error:
            yield InputRefused(Code.NOT_FOUND, error.strerror or "cannot be read", where=str(path), remedy="check the name")


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STANDARD else path.open("rb")


def _items(source: BinaryIO, path: Path, published: str | None) -> Iterator[Item]:
    where = "standard input" if path == STANDARD else str(path)
    first = source.readline()
    if not first.lstrip().startswith(b"{"):
        yield PageFile(content=first + source.read() if path == STANDARD else path, where=where, published=published)
        return
    for number, line in enumerate(_lines(first, source), 1):
        if line.strip():
            yield _line_item(line, f"{where}, line {number}", published)


def _lines(first: bytes, source: BinaryIO) -> Iterator[bytes]:
    yield first
    yield from source


def _line_item(line: bytes, where: str, published: str | None) -> Item:
    if b'"schema"' in line:
        return RecordLine(line=line, where=where)
    try:
        row = read_document(line, where=where)
    except InputRefused as refusal:
        return refusal
    return Document(
        text=row["text"],
        where=where,
        published=_word(row, "published") or _word(row, "dct") or _word(row, "date") or published,
        url=_word(row, "url"),
        given=tuple((name, value) for name in _GIVEN if (value := _word(row, name))),
    )


def _word(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value.strip() else None


def prepared_items(
    items: Iterable[Item], new_reader: "Callable[[], Reader]", *, helpers: int, made_by: str | None = None
) -> Iterator[bytes | InputRefused]:
    """Each item prepared and packed, or why it is refused, in order; ``made_by`` is noted with those that are read here.

    ``new_reader`` loads the language model; it is called only once something has to be read. With ``helpers`` lines of records are decoded
    and prepared by that many other processes.
    """
    rules = load_across_rules()
    reader: Reader | None = None
    with Helpers(helpers) as pool:
        for is_record, group in _grouped(items):
            if is_record:
                yield from pool.prepare(group)
                continue
            yield from pool.rest()
            reader = reader or new_reader()
            for result in _read(group, reader):
                yield result if isinstance(result, InputRefused) else prepare_safely(result, rules, made_by)
        yield from pool.rest()


def prepare_safely(record: Record, rules: AcrossRules, made_by: str | None) -> bytes | InputRefused:
    """A record prepared and packed, or its refusal as a value."""
    try:
        return packed_item(prepare(record, rules, made_by=made_by))
    except InputRefused as refusal:
        return refusal


def _grouped(items: Iterable[Item]) -> Iterator[tuple[bool, list[Any]]]:
    """Runs of record lines, and runs of what has to be read, each of bounded length."""
    group: list[Item] = []
    for item in items:
        is_record = isinstance(item, RecordLine)
        if group and (isinstance(group[0], RecordLine) != is_record or len(group) >= _GROUP):
            yield isinstance(group[0], RecordLine), group
            group = []
        group.append(item)
    if group:
        yield isinstance(group[0], RecordLine), group


def _read(group: "list[Document | PageFile | InputRefused]", reader: "Reader") -> Iterator[Record | InputRefused]:
    """The records of pages and documents, in order."""
    from sayso.pipeline import Cleaned

    for batch in batched(group, reader.settings.batch_articles):
        opened = [(cleaned, item) for item in batch for cleaned in _cleaned(item, reader.settings)]
        records = reader.records([cleaned for cleaned, _ in opened if isinstance(cleaned, Cleaned)])
        for cleaned, item in opened:
            if isinstance(cleaned, InputRefused):
                yield cleaned
                continue
            record = next(records)
            yield replace(record, article=_with_given(record.article, dict(item.given))) if isinstance(item, Document) else record


def _cleaned(item: Document | PageFile | InputRefused, settings: "Settings") -> "Iterable[Cleaned | InputRefused]":
    from sayso.pipeline import Page, open_pages, open_text

    if isinstance(item, InputRefused):
        return [item]
    if isinstance(item, Document):
        return [open_text(item.text, published=item.published, url=item.url)]
    opened = list(open_pages(Page(content=item.content, name=item.where), settings))
    if item.published and any(not isinstance(cleaned, InputRefused) and cleaned.article.published is None for cleaned in opened):
        return open_pages(Page(content=item.content, name=item.where, published=item.published), settings)
    return opened


def _with_given(article: Article, given: dict[str, str]) -> Article:
    """The article with what its line said of it, where the page itself was silent."""

    def stated(own: Stated | None, name: str) -> Stated | None:
        return own or (Stated(value=given[name], read_from="given") if name in given else None)

    return replace(
        article,
        outlet=stated(article.outlet, "outlet"),
        title=stated(article.title, "title"),
        byline=stated(article.byline, "byline"),
    )
