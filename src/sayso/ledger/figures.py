"""Figures about one incident side by side, and where sources differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import inf

from sayso.across.origins import Origin
from sayso.ledger.queries import FoundClaim
from sayso.model import Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure of one unit as one origin gave it in one article; ``day`` and ``place`` are those that the text gives for what is counted."""

    unit: str
    number: float | None
    lower: float | None
    upper: float | None
    modifier: str | None
    modality: str
    day: str | None
    place: str | None
    published: str | None
    origin: str
    outlet: str
    claim: int

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which numbers the figure lies as it is hedged: "at least 31" has no upper end."""
        if self.number is None or self.modifier in {"at_least", "more_than"}:
            return self.lower if self.lower is not None else self.number or 0.0, self.upper if self.upper is not None else inf
        if self.modifier in {"up_to", "nearly"}:
            return 0.0, self.number
        slack = _ABOUT * abs(self.number) if self.modifier == "about" else 0.0
        return self.number - slack, self.number + slack


_ABOUT = 0.1
"""How far "about" reaches, as a share of the number."""

_OF_ANYTHING = frozenset({"money", "percent", "share", "measure", "people"})
"""Units that do not say what is counted: two such figures may count two things."""


def figure_lines(claims: Iterable[FoundClaim], by_claim: Mapping[int, Origin]) -> list[FigureLine]:
    """The figures among ``claims``, by unit and time."""
    lines = [
        FigureLine(
            unit=claim.unit,
            number=claim.number,
            lower=claim.lower,
            upper=claim.upper,
            modifier=claim.modifier,
            modality=claim.modality,
            day=claim.day if claim.day_from == "text" else None,
            place=claim.place,
            published=claim.published,
            origin=by_claim[claim.id].what,
            outlet=claim.publisher,
            claim=claim.id,
        )
        for claim in claims
        if claim.unit
    ]
    return sorted(lines, key=lambda line: (line.unit, line.published or "9999", line.claim))


def conflicting_units(figures: Iterable[FigureLine]) -> Iterator[str]:
    """The units for which two origins give figures that cannot both be right, each origin taken at its newest word.

    A number that one origin raises is no conflict, nor are figures for another day or place, for what is told of the past, or of a unit that does
    not say what is counted.
    """
    newest: dict[tuple[str, str, str | None, str | None], FigureLine] = {}
    for line in figures:
        if line.unit not in _OF_ANYTHING and line.modality != Modality.HISTORICAL and line.bounds != (0.0, inf):
            newest[line.unit, line.origin, line.day, line.place] = line
    by_unit: dict[str, list[FigureLine]] = {}
    for line in newest.values():
        by_unit.setdefault(line.unit, []).append(line)
    for unit, lines in sorted(by_unit.items()):
        if any(_differ(one, other) for one, other in combinations(lines, 2)):
            yield unit


def _differ(one: FigureLine, other: FigureLine) -> bool:
    of_the_same = all(mine is None or theirs is None or mine == theirs for mine, theirs in ((one.day, other.day), (one.place, other.place)))
    return one.origin != other.origin and of_the_same and (one.bounds[1] < other.bounds[0] or other.bounds[1] < one.bounds[0])
