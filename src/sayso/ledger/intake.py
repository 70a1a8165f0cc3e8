"""What `sayso add` is given, one article after the other: pages, folders of pages, lines of documents, lines of records."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import batched
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO, Self

import msgspec

from sayso.errors import Code, InputRefused
from sayso.export.json_record import decode_record
from sayso.ledger.collector import no_collector
from sayso.ledger.rows import Prepared, packed_item, prepare, unpacked_item
from sayso.model import Article, Record, Stated
from sayso.pipeline import Cleaned, Page, Reader, open_text
from sayso.tables.across import AcrossRules, load_across_rules

STANDARD = Path("-")
_CHUNK = 32
"""Records that a helper process takes at a time."""

_AHEAD = 6
"""Chunks that helpers keep while the writer asks for more lines."""

_GIVEN = ("outlet", "title", "byline")
"""What a line of a document may say of its page, besides its date and url."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A line that holds a record, not yet decoded."""

    line: bytes
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that somebody cut out of its page, with what he says of it."""

    text: str
    where: str
    published: str | None = None
    url: str | None = None
    given: tuple[tuple[str, str], ...] = ()


type Item = RecordLine | Document | Page | InputRefused


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
                    yield from _items(source, "standard input" if path == STANDARD else str(path), published)
        except OSError as error:
            yield InputRefused(Code.NOT_FOUND, error.strerror or "cannot be read", where=str(path), remedy="check the name")


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STANDARD else path.open("rb")


def _items(source: BinaryIO, where: str, published: str | None) -> Iterator[Item]:
    first = source.readline()
    if not first.lstrip().startswith(b"{"):
        yield Page(content=first + source.read(), name=where, published=published)
        return
    for number, line in enumerate(_lines(first, source), 1):
        if line.strip():
            yield _line_item(line, f"{where}, line {number}", published)


def _lines(first: bytes, source: BinaryIO) -> Iterator[bytes]:
    yield first
    yield from source


def _line_item(line: bytes, where: str, published: str | None) -> Item:
    if b'"schema"' in line[:64]:
        return RecordLine(line=line, where=where)
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return InputRefused(Code.BAD_JSON, f"this is not JSON: {error}", where=where, remedy="write one JSON object a line")
    if "schema" in row:
        return RecordLine(line=line, where=where)
    if isinstance(row.get("text"), str):
        return Document(
            text=row["text"],
            where=where,
            published=_word(row, "published") or _word(row, "dct") or _word(row, "date") or published,
            url=_word(row, "url"),
            given=tuple((name, value) for name in _GIVEN if (value := _word(row, name))),
        )
    if isinstance(row.get("html"), str):
        return Page(content=row["html"].encode("utf-8", "replace"), name=where, published=_word(row, "published"), url=_word(row, "url"))
    return InputRefused(Code.BAD_JSON, 'a line with neither "text" nor "html"', where=where, remedy="see `sayso add --help`")


def _word(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value.strip() else None


def prepared_items(items: Iterable[Item], new_reader: Callable[[], Reader], *, helpers: int) -> Iterator[Prepared | InputRefused]:
    """Each item ready to be written, or why it is refused, in order.

    ``new_reader`` loads the language model; it is called only once something has to be read. With ``helpers`` lines of records are decoded
    and prepared by that many other processes.
    """
    rules = load_across_rules()
    reader: Reader | None = None
    with _Helpers(helpers) as pool:
        for is_record, group in _grouped(items):
            if is_record:
                yield from pool.prepare(group)
                continue
            yield from pool.rest()
            reader = reader or new_reader()
            for result in _read(group, reader):
                yield result if isinstance(result, InputRefused) else prepare_safely(result, rules)
        yield from pool.rest()


def prepare_safely(record: Record, rules: AcrossRules) -> Prepared | InputRefused:
    """`prepare`, with its refusal as a value."""
    try:
        return prepare(record, rules)
    except InputRefused as refusal:
        return refusal


def _grouped(items: Iterable[Item]) -> Iterator[tuple[bool, list[Any]]]:
    """Runs of record lines, and runs of what has to be read, each of bounded length."""
    group: list[Item] = []
    for item in items:
        is_record = isinstance(item, RecordLine)
        if group and (isinstance(group[0], RecordLine) != is_record or len(group) >= 8 * _CHUNK):
            yield isinstance(group[0], RecordLine), group
            group = []
        group.append(item)
    if group:
        yield isinstance(group[0], RecordLine), group


def _read(group: list[Document | Page | InputRefused], reader: Reader) -> Iterator[Record | InputRefused]:
    """The records of pages and documents, in order."""
    for batch in batched(group, reader.settings.batch_articles):
        opened = [open_text(item.text, published=item.published, url=item.url) if isinstance(item, Document) else item for item in batch]
        documents = reader.records(item for item in opened if isinstance(item, Cleaned))
        pages = reader.stream(item for item in opened if not isinstance(item, Cleaned))
        for item in batch:
            if isinstance(item, Document):
                record = next(documents)
                yield replace(record, article=_with_given(record.article, dict(item.given)))
            else:
                yield next(pages)


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


class _Helpers:
    """Processes that decode and prepare lines of records; none where not asked for, or until there is enough to do."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[list[bytes | _Refusal]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def prepare(self, lines: list[RecordLine]) -> Iterator[Prepared | InputRefused]:
        """Lines prepared, in order; the last ones stay with the helpers, who have work while others are written, until asked for `rest`."""
        if self._number == 0 or (self._pool is None and len(lines) < 4 * _CHUNK):
            yield from _outcomes(prepare_lines(lines))
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._number, mp_context=get_context("spawn"))
        for chunk in batched(lines, _CHUNK):
            self._waiting.append(self._pool.submit(prepare_lines, list(chunk)))
        yield from self.rest(_AHEAD)

    def rest(self, ahead: int = 0) -> Iterator[Prepared | InputRefused]:
        """What the helpers have been given, in order, until no more than ``ahead`` chunks are left with them."""
        while len(self._waiting) > ahead:
            yield from _outcomes(self._waiting.popleft().result())


type _Refusal = tuple[str, str, str, str]
"""Code, problem, place and remedy: what of an `InputRefused` travels between processes."""


def prepare_lines(lines: list[RecordLine]) -> list[bytes | _Refusal]:
    """Lines of records prepared and packed, or refused."""
    rules = load_across_rules()
    results: list[bytes | _Refusal] = []
    with no_collector():
        for item in lines:
            try:
                results.append(packed_item(prepare(decode_record(item.line), rules, item.line)))
            except InputRefused as refusal:
                results.append((str(refusal.code), refusal.problem, item.where, refusal.remedy))
    return results


def _outcomes(results: list[bytes | _Refusal]) -> list[Prepared | InputRefused]:
    with no_collector():
        return [
            unpacked_item(result)
            if isinstance(result, bytes)
            else InputRefused(result[0], result[1], where=result[2], remedy=result[3])
            for result in results
        ]


def helpers_for_this_machine() -> int:
    """Helpers beside the writing process where there is a second core: two keep it busy, and the writer fills the gaps."""
    return 2 if (os.cpu_count() or 1) > 1 else 0
