"""Claims for a terminal: who printed it, on whose word, the sentence once, and below it what it claims."""

import shutil
import textwrap
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sayso.ledger.queries import FoundClaim

INDENT = "    "
_LINES = 2
"""Lines of an article's words; `sayso show claim` and --json give them whole."""

_RAGGED = 16
"""Characters of so many lines that wrapping and dots may cost."""

_NARROWEST = 40
_WIDEST = 120
"""Longer lines are hard to read."""


def print_claims(claims: "Iterable[FoundClaim]", heading: str = "", note: "Callable[[FoundClaim], str]" = lambda _: "") -> int:
    """Print claims as they come; neighbours of the same words, sources and ``note`` share a block. Returns how many claims there were."""
    number = 0

    def same_block(claim: "FoundClaim") -> tuple[object, ...]:
        return *_told(claim), note(claim)

    for _, group in groupby(claims, same_block):
        block = list(group)
        if heading and not number:
            typer.echo(heading)
        number += len(block)
        typer.echo("\n".join(_lines(block, note(block[0]))))
    return number


def by_words(claims: "Iterable[FoundClaim]") -> "list[FoundClaim]":
    """The claims in their order, but each moved up to the first that is told in the same words on the same word."""
    groups: dict[tuple[object, ...], list[FoundClaim]] = {}
    for claim in claims:
        groups.setdefault(_told(claim), []).append(claim)
    return [claim for group in groups.values() for claim in group]


def wrapped(text: str, indent: str = "") -> list[str]:
    """``text`` in lines of the console's width, those after the first behind ``indent`` and a hanging step."""
    return textwrap.wrap(text, _width(), initial_indent=indent, subsequent_indent=indent + INDENT, break_on_hyphens=False)


def claim_in_words(claim: "FoundClaim") -> str:
    """What is claimed: "ASSAULT: army -> Torvanna market, in Torvanna, 2031-05-13 (denied)", "at least 31 dead", "demands", "says so"."""
    from sayso.export.wording import amount, certainty, plain_line

    if claim.kind == "figure":
        what = f"{amount(claim.number, claim.lower, claim.upper, claim.modifier)} {claim.label}"
    elif claim.kind == "event":
        who, whom = (plain_line("; ".join(names)) for names in (claim.actors, claim.targets))
        what = claim.label + (f": {who or '?'}" if who or whom else "") + (f" -> {whom}" if whom else "")
    else:
        what = "says so" if claim.kind == "statement" else claim.label
    where = f", in {plain_line(claim.place)}" if claim.place else ""
    when = f", {_day(claim)}" if claim.day_from == "text" else ""
    how = certainty(claim.factuality, claim.modality)
    if is_negated(claim):
        how = "negated"
    return what + where + when + (f" ({how})" if how else "")


def is_negated(claim: "FoundClaim") -> bool:
    """Whether a source only says something in the negative ("we have no plans"), which need not deny what anybody claims."""
    return claim.kind == "statement" and claim.stance == "denies" and claim.modality != "denied"


def _told(claim: "FoundClaim") -> tuple[object, ...]:
    return claim.passage, claim.chain


def _lines(block: "Sequence[FoundClaim]", note: str) -> list[str]:
    from sayso.export.wording import chain_of, day_printed, excerpt, plain_line

    first = block[0]
    outlets = ", ".join(dict.fromkeys(plain_line(claim.publisher) for claim in block))
    days = ", ".join(dict.fromkeys(day_printed(claim.published) for claim in block))
    words = excerpt(first.passage, first.words, _LINES * (_width() - len(INDENT)) - _RAGGED)
    claims: dict[str, list[int]] = {}
    for claim in block:
        claims.setdefault(claim_in_words(claim), []).append(claim.id)
    told = "; ".join(f"{' '.join(f'#{number}' for number in numbers)} {what}" for what, numbers in claims.items())
    return [
        *wrapped(f"{days}  {outlets}: {plain_line(chain_of(first.chain))}"),
        *textwrap.wrap(
            words, _width(), initial_indent=INDENT, subsequent_indent=INDENT, max_lines=_LINES, placeholder=" ...", break_on_hyphens=False
        ),
        *wrapped(told, INDENT),
        *(wrapped(f"[{note}]", INDENT) if note else []),
    ]


def _day(claim: "FoundClaim") -> str:
    return f"{claim.day} to {claim.day_last}" if claim.day_last and claim.day_last != claim.day else str(claim.day)


def _width() -> int:
    return min(max(_NARROWEST, shutil.get_terminal_size().columns), _WIDEST)
