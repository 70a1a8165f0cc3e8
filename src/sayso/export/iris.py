"""Names by which records are pointed at from outside: an IRI for an article, short ids for what is in it."""

import hashlib

from sayso.model import Record


def article_iri(record: Record) -> str:
    """The page's address where it is known and is http, else a URN of the text's digest."""
    url = record.article.url
    return url if url and url.startswith(("https://", "http://")) else text_iri(record)


def text_iri(record: Record) -> str:
    """A URN of the very text that offsets count in."""
    return f"urn:{record.article.id}"


def item_iri(record: Record, item: str) -> str:
    """A URN of one item of a record."""
    return f"{text_iri(record)}#{item}"


def digest(*parts: str) -> str:
    """A content-made id of 32 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
