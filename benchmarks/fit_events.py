"""Calibrates the score of events on the teaching sentences, and says how good events are on the fifth that is held back.

    python -m benchmarks.fit_events [--write]

A candidate is right where it touches a marked trigger and has its type; candidates of sentences without a mark are all wrong. The line
through the logit is found by Newton's method: the same sentences give the same two numbers.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.teaching import TaughtSentence, load_sentences
from sayso.annotate import Annotator, ParsedArticle
from sayso.clean.plain import plain_article
from sayso.extract.events import draft_article, trigger_span
from sayso.extract.events_ranking import lead_of
from sayso.settings import Settings
from sayso.tables.lexicon import EventRules, load_event_rules

TABLE = Path(__file__).parent.parent / "src/sayso/tables/events_weights.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A draft of a taught sentence: its lead, whether a mark confirms it, whether the sentence has marks at all."""

    lead: float
    is_right: bool
    is_held_back: bool
    is_negative: bool


def main() -> None:
    """Calibrate, report, and with ``--write`` write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sentences = list(load_sentences())
    parsed = list(Annotator(Settings()).annotate([plain_article(sentence.text) for sentence in sentences]))
    rules = load_event_rules()
    candidates = [c for sentence, article in zip(sentences, parsed, strict=True) for c in candidates_of(sentence, article, rules)]
    bias, slope = fit([c for c in candidates if not c.is_held_back])
    report([c for c in candidates if c.is_held_back], [sentence for sentence in sentences if sentence.is_held_back], bias, slope)
    if arguments.write:
        TABLE.write_text(
            "# The score of an event is the logistic of bias + slope * lead, calibrated on the teaching sentences by benchmarks/fit_events.py.\n"
            f"bias = {bias:.3f}\nslope = {slope:.3f}\n",
            encoding="utf-8",
        )


def candidates_of(sentence: TaughtSentence, parsed: ParsedArticle, rules: EventRules) -> list[Candidate]:
    """Every draft of a sentence."""
    return [
        Candidate(
            lead=lead_of(draft),
            is_right=any(e.type is draft.type and e.trigger.overlaps(trigger_span(draft)) for e in sentence.events),
            is_held_back=sentence.is_held_back,
            is_negative=not sentence.events,
        )
        for draft in draft_article(parsed, rules)
    ]


def fit(candidates: list[Candidate]) -> tuple[float, float]:
    """Bias and slope of the logistic line through lead and rightness."""
    x = np.array([[1.0, c.lead] for c in candidates])
    y = np.array([float(c.is_right) for c in candidates])
    line = np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ line))
        line -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (p - y))
    return float(line[0]), float(line[1])


def report(candidates: list[Candidate], sentences: list[TaughtSentence], bias: float, slope: float) -> None:
    """Print what the held-back fifth says: false events, precision and recall by cut, and the calibration by fifths of the score."""
    scores = np.array([1 / (1 + np.exp(-(bias + slope * c.lead))) for c in candidates])
    right = np.array([c.is_right for c in candidates])
    negative = np.array([c.is_negative for c in candidates])
    plain = max(sum(not sentence.events for sentence in sentences), 1)
    marked = max(sum(len(sentence.events) for sentence in sentences), 1)
    for cut in (0.0, 0.4, 0.5, 0.6, 0.7):
        kept = scores >= cut
        print(
            f"cut {cut:.1f}: false events per 100 plain sentences {100 * (kept & negative).sum() / plain:5.1f}, "
            f"precision {100 * right[kept].mean() if kept.any() else 0:5.1f}, recall {100 * (kept & right).sum() / marked:5.1f}"
        )
    for low in np.arange(0, 1, 0.2):
        inside = (scores >= low) & (scores < low + 0.2)
        if inside.any():
            print(f"score {low:.1f}-{low + 0.2:.1f}: {inside.sum():4d} candidates, {100 * right[inside].mean():5.1f} % right")


if __name__ == "__main__":
    main()
