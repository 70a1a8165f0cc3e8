"""What can be asked of the claims of a ledger."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sayso.across.claims import ClaimKind, Stance
from sayso.errors import Code, LedgerError
from sayso.model import Factuality, Status

OUTLET = "outlet"
"""Besides the kinds of source: the outlet's own word."""

PARAGRAPH, ARTICLE = "paragraph", "article"
"""Where the words that are asked for stand together."""

UNNAMED = "unnamed"
"""Besides the kinds of source: a chain in which somebody has no name, be it one, a group or nobody in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Filters that a claim must pass, all of them; None asks for nothing.

    ``words`` must all stand in the claim's paragraph, or near the claim where the paragraph is as long as a page; ``within`` an article it is
    enough that one stands there and the others somewhere in the story. ``entity`` is a name,
    whatever part it plays, ``about`` one that the claim's sentence names, ``source`` one of the innermost source; ``status`` is a kind of
    source, ``outlet`` for the outlet's own word, or ``unnamed`` where anybody in the chain has no name; ``label`` an event type, a unit or an
    attitude; ``place`` a name, of a country also every place in it; ``box`` south, west, north, east in degrees, in which places that are
    only known as a country do not count; ``since`` and ``until`` are days (YYYY-MM-DD), both included. ``every_version`` also looks at older
    versions of a page.
    """

    words: str | None = None
    within: str = PARAGRAPH
    entity: str | None = None
    about: str | None = None
    source: str | None = None
    status: str | None = None
    kind: str | None = None
    label: str | None = None
    place: str | None = None
    box: tuple[float, float, float, float] | None = None
    since: str | None = None
    until: str | None = None
    factuality: str | None = None
    stance: str | None = None
    outlet: str | None = None
    article: int | None = None
    incident: int | None = None
    every_version: bool = False
    limit: int | None = None

    def __post_init__(self) -> None:
        """Raises LedgerError (S-BAD-QUESTION) naming the filter that makes no sense."""
        _one_of("within", self.within, [PARAGRAPH, ARTICLE])
        _one_of("status", self.status, [*Status, OUTLET, UNNAMED])
        _one_of("kind", self.kind, list(ClaimKind))
        _one_of("factuality", self.factuality, list(Factuality))
        _one_of("stance", self.stance, list(Stance))
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None and not _is_day(day):
                raise _bad(f"{name} is {day!r}, which is no day", "write days as YYYY-MM-DD")
        if self.since and self.until and self.since > self.until:
            raise _bad(f"since {self.since} is after until {self.until}", "swap them")
        if self.box is not None:
            south, _, north, _ = self.box
            if not -90 <= south <= north <= 90:
                raise _bad("the box's latitudes make no sense", "give south, west, north, east in degrees")
        if self.limit is not None and self.limit < 1:
            raise _bad("the limit is less than 1", "leave it out to get everything")


def match_of(words: str) -> str | None:
    """An FTS5 expression that every word of ``words`` must match, each quoted; None where there is no word.

    What a reader types is never an expression of FTS5's own: a quotation mark, NEAR( or a minus sign is a word or nothing.
    """
    return " AND ".join(quoted_terms(words)) or None


def quoted_terms(words: str) -> list[str]:
    """Each of the words as an expression of FTS5 that means that word."""
    return [f'"{term.rstrip("*")}"{"*" if term.endswith("*") else ""}' for term in terms_of(words)]


def terms_of(words: str) -> list[str]:
    """The words that are looked for; one that ends with ``*`` stands for every word that begins so."""
    return re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*\*?", words)


def holds(text: str, words: str) -> bool:
    """Whether every one of ``words`` stands in ``text``, compared as the search does: without case and accents, as whole words."""
    bare = _bare(text)
    return all(_pattern(term).search(bare) for term in terms_of(words))


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=256)
def _pattern(term: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in re.findall(r"[^\W_]+", _bare(term))]
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(parts) + ("" if term.endswith("*") else r"(?![^\W_])"))


def _one_of(name: str, value: str | None, allowed: list[str]) -> None:
    if value is not None and value not in allowed:
        raise _bad(f"{name} is {value!r}", "choose one of " + ", ".join(map(str, allowed)))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _bad(problem: str, remedy: str) -> LedgerError:
    return LedgerError(Code.BAD_QUESTION, problem, remedy=remedy)
