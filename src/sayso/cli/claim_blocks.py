"""Claims for a terminal: a short block each, what is told in the same words on the same word in one block."""

import shutil
import textwrap
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sayso.ledger.queries import FoundClaim

_INDENT = "    "
_LINES = 2
"""Lines of an article's words; `sayso show claim` and --json give them whole."""

_NARROWEST = 40


def print_claims(claims: "Iterable[FoundClaim]", heading: str = "", note: "Callable[[FoundClaim], str]" = lambda _: "") -> int:
    """Print claims as they come; neighbours of the same words, sources and ``note`` share a block. Returns how many claims there were."""
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    number = 0

    def same_block(claim: "FoundClaim") -> tuple[object, ...]:
        return *_told(claim), note(claim)

    for _, group in groupby(claims, same_block):
        block = list(group)
        if heading and not number:
            typer.echo(heading)
        number += len(block)
        typer.echo("\n".join(_lines(block, note(block[0]), width)))
    return number


def by_words(claims: "Iterable[FoundClaim]") -> "list[FoundClaim]":
    """The claims in their order, but each moved up to the first that is told in the same words on the same word."""
    groups: dict[tuple[object, ...], list[FoundClaim]] = {}
    for claim in claims:
        groups.setdefault(_told(claim), []).append(claim)
    return [claim for group in groups.values() for claim in group]


def plain_line(text: str) -> str:
    """One line without control characters, terminal escapes among them."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def _told(claim: "FoundClaim") -> tuple[object, ...]:
    return claim.passage, claim.chain


def _lines(block: "Sequence[FoundClaim]", note: str, width: int) -> list[str]:
    first = block[0]
    days = ", ".join(dict.fromkeys(_day(claim) for claim in block))
    what = ", ".join(dict.fromkeys(_what(claim) for claim in block))
    outlets = ", ".join(dict.fromkeys(plain_line(claim.outlet or "outlet unknown") for claim in block))
    chain = plain_line(" > ".join(first.chain) or "its own word")
    head = f"{' '.join(f'#{claim.id}' for claim in block)}  {days}  {what}  {outlets}: {chain}"
    words = plain_line(first.passage)[: (_LINES + 1) * width]  # more than is shown, so that a cut shows
    return [
        *textwrap.wrap(head, width, subsequent_indent=_INDENT, break_on_hyphens=False),
        *textwrap.wrap(
            words,
            width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            max_lines=_LINES,
            placeholder=" ...",
            break_on_hyphens=False,
        ),
        *([textwrap.indent(note, _INDENT)] if note else []),
    ]


def _day(claim: "FoundClaim") -> str:
    return (claim.day or "undated") + ("" if claim.day_from == "text" or not claim.day else " (published)")


def _what(claim: "FoundClaim") -> str:
    return " ".join([claim.label, *([_number(claim)] if claim.unit else []), *([claim.factuality] if claim.factuality != "CT+" else [])])


def _number(claim: "FoundClaim") -> str:
    if claim.number is not None:
        return f"{claim.number:g}"
    return f"{claim.lower or 0:g}-{claim.upper:g}" if claim.upper is not None else plain_line(claim.words)
