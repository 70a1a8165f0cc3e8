"""What an export is made of: how to cite it, and what its format could not hold."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from sayso.model import Record


@dataclass(slots=True)
class Tally:
    """What was written and what was left out, counted while an export is written."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Inputs:
    """The articles that went into an export, counted and digested while they pass."""

    articles: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def seen(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records unchanged."""
        for record in records:
            self.articles += 1
            self._digest.update(record.article.id.encode() + b"\n")
            yield record

    @property
    def digest(self) -> str:
        """sha256 over the ids of the articles in their order; an id is itself the digest of a text."""
        return self._digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """How to cite an export. ``date`` is given by the caller: sayso itself never looks at a clock."""

    format: str
    version: str
    rules: str
    articles: int
    inputs: str
    date: str | None
    written: int
    left_out: dict[str, int]

    @property
    def cite(self) -> str:
        """One line to put under a table or a map."""
        when = f", {self.date}" if self.date else ""
        return f"sayso {self.version} (rules {self.rules}), {self.articles} articles (sha256 {self.inputs[:12]}), {self.format}{when}"

    def as_json(self) -> bytes:
        """The manifest as indented JSON, with the line to cite."""
        return msgspec.json.format(msgspec.json.encode({**msgspec.to_builtins(self), "cite": self.cite}), indent=2) + b"\n"
