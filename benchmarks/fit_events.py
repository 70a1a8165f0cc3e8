"""Calibrates the score of events on the held-back fifth of the teaching sentences, and says how good events are on it, type by type.

    python -m benchmarks.fit_events [--write] [--page docs/accuracy.md]

A candidate is right where it touches a marked trigger and has its type; candidates of sentences without a mark are all wrong. The line
through the logit is found by Newton's method: the same sentences give the same two numbers. They are fitted on the fifth on which no rule was
written, because rules are surer of sentences that their writer read. What is reported is by five folds: no sentence is scored by a line
that saw it.
"""

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.event_tables import Found, Told, overview, page_section, put_section
from benchmarks.teaching import TaughtSentence, load_sentences
from sayso.annotate import Annotator, ParsedArticle
from sayso.clean.plain import plain_article
from sayso.extract.events import draft_article, trigger_span
from sayso.extract.events_ranking import lead_of
from sayso.settings import Settings
from sayso.tables.lexicon import EventRules, load_event_rules

TABLE = Path(__file__).parent.parent / "src/sayso/tables/events_weights.toml"
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Found):
    """A draft of a taught sentence with its lead, from which the score is fitted."""

    lead: float

    @property
    def fold(self) -> int:
        """Which fifth of the held-back sentences its own is in, by a hash of its words."""
        return hashlib.sha256(self.sentence.text.encode()).digest()[1] % FOLDS


def main() -> None:
    """Calibrate, report, with ``--write`` write the table, with ``--page`` the section of a docs page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the two numbers into the package")
    parser.add_argument("--page", type=Path, help="put the tables into this page, between their marks")
    arguments = parser.parse_args()
    sentences = [sentence for sentence in load_sentences() if sentence.is_held_back]
    parsed = list(Annotator(Settings()).annotate([plain_article(sentence.text) for sentence in sentences]))
    rules = load_event_rules()
    candidates = [c for sentence, article in zip(sentences, parsed, strict=True) for c in candidates_of(sentence, article, rules)]
    told = scored_by_folds(candidates)
    print(overview(sentences, told))
    if arguments.page:
        put_section(arguments.page, page_section(sentences, told))
    if arguments.write:
        bias, slope = fit(candidates)
        TABLE.write_text(
            "# The score of an event is the logistic of bias + slope * lead, calibrated on the held-back fifth of the teaching\n"
            f"# sentences by benchmarks/fit_events.py.\nbias = {bias:.3f}\nslope = {slope:.3f}\n",
            encoding="utf-8",
        )


def candidates_of(sentence: TaughtSentence, parsed: ParsedArticle, rules: EventRules) -> list[Candidate]:
    """Every draft of a sentence."""
    return [
        Candidate(
            lead=lead_of(draft),
            type=draft.type,
            touches=tuple(place for place, event in enumerate(sentence.events) if event.trigger.overlaps(trigger_span(draft))),
            sentence=sentence,
        )
        for draft in draft_article(parsed, rules)
    ]


def scored_by_folds(candidates: list[Candidate]) -> list[Told]:
    """Every candidate with the score that a line gives it which never saw its sentence."""
    told: list[Told] = []
    for fold in range(FOLDS):
        bias, slope = fit([c for c in candidates if c.fold != fold])
        told += [
            Told(score=float(1 / (1 + np.exp(-(bias + slope * c.lead)))), type=c.type, touches=c.touches, sentence=c.sentence)
            for c in candidates
            if c.fold == fold
        ]
    return told


def fit(candidates: list[Candidate]) -> tuple[float, float]:
    """Bias and slope of the logistic line through lead and rightness."""
    x = np.array([[1.0, c.lead] for c in candidates])
    y = np.array([float(c.is_right) for c in candidates])
    line = np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ line))
        line -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (p - y))
    return float(line[0]), float(line[1])


if __name__ == "__main__":
    main()
