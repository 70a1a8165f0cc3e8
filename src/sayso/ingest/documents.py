"""JSONL of documents: a line to the document it holds."""

import json
from typing import Any

from sayso.errors import Code, InputRefused
from sayso.ingest.encoding import holdable_value

type Document = dict[str, Any]
"""``{"id", "text", "published"?, "url"?}`` and whatever else the line holds; only ``text`` is sure to be there."""

_REMEDY = 'one JSON object {"id", "text", "published"?, "url"?} a line'
_FIRST_LINES = 5  # a line may be cut off; five in a row are not


def read_document(line: str | bytes, *, where: str = "") -> Document:
    """The document of one line.

    A lone surrogate (JSON may spell one) is what no text can hold: it stays in ``text``, whose reader replaces and tells it, and is replaced
    in every other statement. Raises InputRefused (S-BAD-JSON) where the line is no JSON object with a text.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputRefused(Code.BAD_JSON, f"this is not JSON: {error}", where=where, remedy=_REMEDY) from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputRefused(Code.BAD_JSON, 'there is no "text" in it', where=where, remedy=_REMEDY)
    return {name: value if name == "text" or not isinstance(value, str) else holdable_value(value) for name, value in row.items()}


def document_lines(text: str) -> list[tuple[int, str]] | None:
    """The numbered lines with words where ``text`` is JSONL of documents, None where it is not.

    It is where it begins like an object and one of its first lines is a document: a cut line does not make a page of the others.
    """
    if not text.lstrip().startswith("{"):
        return None
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return lines if any(map(_is_document, (line for _, line in lines[:_FIRST_LINES]))) else None


def _is_document(line: str) -> bool:
    try:
        read_document(line)
    except InputRefused:
        return False
    return True
