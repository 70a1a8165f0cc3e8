"""The codes of a record in a reader's words, for everything that is printed for a person."""

from collections.abc import Sequence
from itertools import groupby

from sayso.model import Factuality, Modality

OWN_WORD = "its own word"
"""Instead of a chain of sources where the outlet itself says so."""

NOBODY = "nobody named"
"""Instead of a name where a source is implied only: "it is said"."""

_FACTUALITY = {
    Factuality.CT_PLUS: "",
    Factuality.PR_PLUS: "probable",
    Factuality.PS_PLUS: "possible",
    Factuality.CT_MINUS: "not so",
    Factuality.PR_MINUS: "probably not",
    Factuality.PS_MINUS: "possibly not",
    Factuality.UU: "left open",
}
_MODALITY = {
    Modality.ASSERTED: "",
    Modality.PLANNED: "planned",
    Modality.DENIED: "denied",
    Modality.HYPOTHETICAL: "hypothetical",
    Modality.HISTORICAL: "earlier",
}
_IMPLIED = {Modality.PLANNED: {"probable", "left open"}, Modality.DENIED: {"not so"}, Modality.HYPOTHETICAL: {"left open"}}
"""What need not be said beside a modality."""

_MODIFIERS = {
    "at_least": "at least ",
    "more_than": "more than ",
    "about": "about ",
    "nearly": "nearly ",
    "up_to": "up to ",
}


def certainty(factuality: str, modality: str) -> str:
    """How sure its source is, in words; empty where it is simply said to be so."""
    how = _MODALITY[Modality(modality)]
    sure = _FACTUALITY[Factuality(factuality)]
    return ", ".join(word for word in (how, "" if sure in _IMPLIED.get(Modality(modality), ()) else sure) if word)


def amount(number: float | None, lower: float | None, upper: float | None, modifier: str | None) -> str:
    """A figure with its hedge: "at least 31", "30 to 60", "2,000 or more"; a question mark where it has no number at all."""
    if number is not None:
        return _MODIFIERS.get(modifier or "", "") + _number(number)
    if lower is not None and upper is not None:
        return f"{_number(lower)} to {_number(upper)}"
    if lower is not None:
        return f"{_number(lower)} or more"
    return f"up to {_number(upper)}" if upper is not None else "?"


def chain_of(names: Sequence[str]) -> str:
    """A chain of sources from the outlet inwards, the outlet left out; who quotes himself stands once."""
    named = (name or NOBODY for name in names)
    return " > ".join(name for name, _ in groupby(named)) or OWN_WORD


def day_printed(published: str | None) -> str:
    """The day of publication without its time of day, or "undated"."""
    return (published or "")[: len("2031-05-14")] or "undated"


def plain_line(text: str) -> str:
    """One line: white space folded, control characters (terminal escapes among them) dropped."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def excerpt(text: str, words: str, room: int) -> str:
    """``text`` on one line, cut to about ``room`` characters around ``words``, with dots where it is cut."""
    line, sought = plain_line(text), plain_line(words)
    if len(line) <= room:
        return line
    at = max(line.find(sought[: room // 2]), 0)
    start = max(0, min(at - max(0, room - len(sought)) // 2, len(line) - room))
    end = min(len(line), start + room)
    if start:
        start = line.find(" ", start, at) + 1 or start
    if end < len(line):
        end = max(line.rfind(" ", at, end), start + room // 2)
    return ("... " if start else "") + line[start:end].strip() + (" ..." if end < len(line) else "")


def _number(number: float) -> str:
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.10g}"
