"""The tables of event quality that `make teaching` prints and puts into a docs page: by cut, by type, by mix-up, by band of the score."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.teaching import TaughtSentence
from sayso.model import EventType

OPENING, CLOSING = "<!-- make teaching -->", "<!-- end of make teaching -->"
SHIPPED = 0.42
"""What a story keeps that bears a doubtful event out by nothing else: `_DOUBTFUL` of sayso.extract.events."""
CUTS = (0.0, SHIPPED, 0.5, 0.6, 0.7)
BANDS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
MOST_MIXED = 12
NOTHING = "no event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An event that was found in a taught sentence, with the places of the marked events whose trigger it touches."""

    type: EventType
    touches: tuple[int, ...]
    sentence: TaughtSentence

    @property
    def is_right(self) -> bool:
        """Whether it touches a mark of its type."""
        return any(self.sentence.events[place].type is self.type for place in self.touches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Found):
    """An event with the score under which it is told."""

    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Marked events, those found, and events told, those right, of one type or of all."""

    marked: int
    found: int
    told: int
    right: int

    @property
    def precision(self) -> float:
        """Percent of what was told that is right."""
        return 100 * self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """Percent of what was marked that was found."""
        return 100 * self.found / self.marked if self.marked else 0.0


def overview(sentences: Sequence[TaughtSentence], told: Sequence[Told]) -> str:
    """What the command prints: rates by cut, then the tables of the page."""
    lines = [
        f"cut {cut:.2f}: false events per 100 plain sentences {false_rate(sentences, told, cut):5.1f}, "
        f"precision {rate.precision:5.1f}, recall {rate.recall:5.1f}"
        for cut in CUTS
        for rate in (rate_of(sentences, [one for one in told if one.score >= cut], None),)
    ]
    return "\n".join([*lines, "", page_section(sentences, told)])


def page_section(sentences: Sequence[TaughtSentence], told: Sequence[Told]) -> str:
    """The tables of the docs page at the cut that is shipped."""
    kept = [one for one in told if one.score >= SHIPPED]
    whole = rate_of(sentences, kept, None)
    plain = sum(not sentence.events for sentence in sentences)
    by_type = [
        (kind.value, rate.marked, f"{rate.precision:.0f}", f"{rate.recall:.0f}")
        for kind in EventType
        for rate in (rate_of(sentences, kept, kind),)
        if rate.marked
    ]
    bands = [(low, high, [one for one in told if low <= one.score < high]) for low, high in pairwise(BANDS)]
    calibration = [
        (f"{low:.1f} to {high:.1f}", len(inside), f"{100 * sum(one.is_right for one in inside) / len(inside):.0f}")
        for low, high, inside in bands
        if inside
    ]
    mixed = mix_ups(kept).most_common(MOST_MIXED)
    summary = (
        f"{len(sentences)} sentences, {plain} of them plain, {whole.marked} marked events: "
        f"**{false_rate(sentences, told, SHIPPED):.1f} false events per 100 plain sentences, precision {whole.precision:.1f}, "
        f"recall {whole.recall:.1f}**."
    )
    return "\n\n".join(
        [
            summary,
            table(("type", "marked", "precision", "recall"), by_type),
            "What is told wrongly: the type that the word is marked with, if any, and the type that was told; the commonest first.",
            table(("marked as", "told as", "times"), [(marked, told_as, times) for (marked, told_as), times in mixed]),
            "What a score means: of the events with a score in the band, so many percent are right.",
            table(("score", "events", "right"), calibration),
        ]
    )


def rate_of(sentences: Iterable[TaughtSentence], kept: Sequence[Told], kind: EventType | None) -> Rate:
    """The rate of one type, or of all where ``kind`` is None."""
    marked = [
        (sentence.where, place)
        for sentence in sentences
        for place, event in enumerate(sentence.events)
        if kind is None or event.type is kind
    ]
    found = {(one.sentence.where, place) for one in kept for place in one.touches if one.sentence.events[place].type is one.type}
    of_kind = [one for one in kept if kind is None or one.type is kind]
    return Rate(
        marked=len(marked),
        found=sum(place in found for place in marked),
        told=len(of_kind),
        right=sum(one.is_right for one in of_kind),
    )


def false_rate(sentences: Iterable[TaughtSentence], told: Iterable[Told], cut: float) -> float:
    """False events per 100 sentences that have none."""
    plain = sum(not sentence.events for sentence in sentences)
    return 100 * sum(one.score >= cut and not one.sentence.events for one in told) / max(plain, 1)


def mix_ups(kept: Sequence[Told]) -> Counter[tuple[str, str]]:
    """How often a marked type was told as another, or a type was told where nothing is marked; in a stable order."""
    pairs: list[tuple[str, str]] = []
    for one in kept:
        if not one.is_right:
            marked = one.sentence.events[one.touches[0]].type.value if one.touches else NOTHING
            pairs.append((marked, one.type.value))
    return Counter(sorted(pairs))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def put_section(page: Path, section: str) -> None:
    """Put the section between its two marks of a page. Raises ValueError where the page has no marks."""
    before, opening, rest = page.read_text("utf-8").partition(OPENING)
    _, closing, after = rest.partition(CLOSING)
    if not opening or not closing:
        raise ValueError(f"{page}: {OPENING} ... {CLOSING} is not there")
    page.write_text(f"{before}{OPENING}\n{section}\n{CLOSING}{after}", encoding="utf-8")
