"""Fits the numeric weights of the place layer on the development halves of LGL and TR-News; no word of them is kept.

    python -m benchmarks.fit_places --shared ../shared [--write]

Prints the end-to-end F1 of both sets under five-fold cross-validation by document; with ``--write`` fits on everything and rewrites
tables/places_weights.toml. The same data gives the same weights: folds go by the order of the files, nothing is drawn at random.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from spacy.attrs import ORTH

from sayso.annotate import Annotator, ParsedArticle
from sayso.annotate.parsed import column
from sayso.clean.plain import plain_article
from sayso.extract.places import Toponym, judge_names
from sayso.extract.places_features import Context, features_of
from sayso.extract.places_names import Name, find_names
from sayso.gazetteer import Candidate, Gazetteer, open_gazetteer
from sayso.model import Place
from sayso.resolve.places import resolve_places, senses_of
from sayso.resolve.places_ranking import Sense, Surroundings, distance_km, rank
from sayso.resolve.places_ranking import features_of as ranking_features
from sayso.settings import Settings
from sayso.tables.places import PlaceRules, load_place_rules

SETS = ("lgl", "tr-news")
FOLDS = 5
PASSES = 4
NEWTON_STEPS = 15
THRESHOLDS = tuple(x / 10 for x in range(-8, 3))
FLAT = 0.005  # of F1
SMALLEST = 0.05
NEAR_KM = 161.0
TABLE = Path(__file__).parents[1] / "src" / "sayso" / "tables" / "places_weights.toml"

type Gold = dict[str, Any]
type Vector = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed article, its gold places, the gazetteer names in it with their features, and which names are gold (None: neither)."""

    corpus: str
    parsed: ParsedArticle
    gold: list[Gold]
    names: list[Name]
    context: Context
    features: list[Vector]
    labels: list[bool | None]

    def toponyms(self, rules: PlaceRules) -> tuple[Toponym, ...]:
        """What the filter keeps under the weights of ``rules``."""
        return judge_names(self.names, replace(self.context, rules=rules), self.parsed)


def main() -> int:
    """Cross-validate, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    parser.add_argument("--write", action="store_true", help="rewrite the table of weights")
    options = parser.parse_args()
    rules, gazetteer = load_place_rules(), open_gazetteer(Settings())
    rows = [(name, row) for name in SETS for row in read_rows(options.shared / "data" / name / "dev.jsonl")]
    parses = Annotator(Settings()).annotate(plain_article(row["text"], published=row.get("date")) for _, row in rows)
    documents = [make_document(name, row, parsed, gazetteer, rules) for (name, row), parsed in zip(rows, parses, strict=True)]
    cross_validate(documents, rules)
    if options.write:
        TABLE.write_text(as_toml(fit(documents, rules)), "utf-8")
    return 0


def read_rows(path: Path) -> Iterator[Gold]:
    """The rows of a JSONL file; news has line separators of its own, so only newlines count."""
    return (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)


def make_document(corpus: str, row: Gold, parsed: ParsedArticle, gazetteer: Gazetteer, rules: PlaceRules) -> Document:
    """Names and features of one article."""
    words = column(parsed.doc, ORTH)
    names = find_names(parsed.doc, words, gazetteer, rules)
    context = Context.of(parsed.doc, words, names, rules)
    return Document(
        corpus=corpus,
        parsed=parsed,
        gold=row["places"],
        names=names,
        context=context,
        features=[dict(features_of(name, context)) for name in names],
        labels=[_label(name, parsed, row["places"]) for name in names],
    )


def _label(name: Name, parsed: ParsedArticle, gold: list[Gold]) -> bool | None:
    tokens = parsed.doc[name.start : name.end]
    met = [place for place in gold if min(place["end"], tokens.end_char) > max(place["start"], tokens.start_char)]
    if met and all(place.get("lat") is None for place in met):
        return None
    return bool(met)


def cross_validate(documents: Sequence[Document], rules: PlaceRules) -> None:
    """Print the end-to-end F1 of each corpus when every document is read with weights fitted on the other folds."""
    counts: dict[str, np.ndarray] = {}
    for fold in range(FOLDS):
        fitted = fit([d for n, d in enumerate(documents) if n % FOLDS != fold], rules)
        for document in (d for n, d in enumerate(documents) if n % FOLDS == fold):
            counts[document.corpus] = counts.get(document.corpus, np.zeros(3)) + _end_to_end(document, fitted)
    for corpus, (right, predicted, wanted) in counts.items():
        print(
            f"{corpus:12} end-to-end F1 {200 * right / (predicted + wanted):5.1f}  P {100 * right / predicted:5.1f}  R {100 * right / wanted:5.1f}"
        )


def fit(documents: Sequence[Document], rules: PlaceRules) -> PlaceRules:
    """Filter first, then the ranking on what the filter keeps, then the threshold on both."""
    rules = replace(rules, filter_weights=MappingProxyType(_fit_filter(documents)), threshold=-0.3)
    cases = [case for document in documents if (case := _ranking_case(document, rules))]
    weights: Vector = {}  # not those of the table: a fit must not remember the one before
    for _ in range(PASSES):
        weights = _fit_ranking(cases, weights)
    rules = replace(rules, ranking_weights=MappingProxyType(weights))
    return replace(rules, threshold=_best_threshold(documents, rules))


def _fit_filter(documents: Sequence[Document], penalty: float = 1.0) -> Vector:
    """Logistic regression with an L2 penalty, by Newton's method."""
    pairs = [(f, label) for d in documents for f, label in zip(d.features, d.labels, strict=True) if label is not None]
    columns = sorted({name for features, _ in pairs for name in features})
    matrix = _matrix([features for features, _ in pairs], columns)
    wanted = np.array([float(label) for _, label in pairs])
    weights = np.zeros(len(columns))
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (wanted - chance) - penalty * weights
        curvature = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + penalty * np.eye(len(columns))
        weights = weights + np.linalg.solve(curvature, gradient)
    return _rounded(columns, weights)


type Case = tuple[list[Sense], list[np.ndarray | None]]
"""The names of a document, and for each which candidates are right (None where the gold does not say, or none is)."""


def _ranking_case(document: Document, rules: PlaceRules) -> Case | None:
    toponyms = document.toponyms(rules)
    grouped = senses_of(toponyms)
    right: list[np.ndarray | None] = []
    for sense, positions in grouped:
        spans = [toponyms[position].span for position in positions]
        met = [g for g in document.gold if g.get("lat") is not None and any(min(g["end"], s.end) > max(g["start"], s.start) for s in spans)]
        marks = _right_candidates(sense.candidates, met)
        right.append(marks if marks.any() else None)
    return ([sense for sense, _ in grouped], right) if grouped else None


def _right_candidates(candidates: Sequence[Candidate], gold: Sequence[Gold]) -> np.ndarray:
    """1 for the very place, where it is among the candidates, else for those near it: a city is not the state of its name."""
    same = np.array([float(any(_is_same(candidate, place) for place in gold)) for candidate in candidates])
    return same if same.any() else np.array([float(any(_is_near(candidate, place) for place in gold)) for candidate in candidates])


def _is_same(place: Candidate | Place, gold: Gold) -> bool:
    return place.geonames_id is not None and str(place.geonames_id) == str(gold.get("geonames_id"))


def _is_near(place: Candidate | Place, gold: Gold) -> bool:
    return place.lat is not None and place.lon is not None and distance_km(place.lat, place.lon, gold["lat"], gold["lon"]) <= NEAR_KM


def _fit_ranking(cases: Sequence[Case], weights: Vector, penalty: float = 1.0) -> Vector:
    """Softmax over the candidates of each name, by damped Newton steps; the surroundings are those that ``weights`` give."""
    features: list[Vector] = []
    right: list[float] = []
    starts: list[int] = []
    for senses, marks in cases:
        around = Surroundings.of(senses, rank(senses, weights))
        for position, (sense, mark) in enumerate(zip(senses, marks, strict=True)):
            if mark is None or len(mark) == 1:
                continue
            starts.append(len(features))
            right += mark.tolist()
            features += [dict(ranking_features(candidate, sense, position, around)) for candidate in sense.candidates]
    columns = sorted({name for vector in features for name in vector})
    matrix, wanted, bounds = _matrix(features, columns), np.array(right), np.array(starts)
    lengths = np.diff([*starts, len(features)])

    def shares(fitted: np.ndarray, kept: np.ndarray) -> np.ndarray:
        scores = matrix @ fitted
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, bounds), lengths)) * kept
        return np.asarray(powers / np.repeat(np.maximum(np.add.reduceat(powers, bounds), 1e-12), lengths))

    fitted = np.zeros(len(columns))
    for _ in range(NEWTON_STEPS):
        guess, truth = shares(fitted, np.ones(len(matrix))), shares(fitted, wanted)
        means = np.add.reduceat(matrix * guess[:, None], bounds)
        curvature = (matrix * guess[:, None]).T @ matrix - means.T @ means + penalty * np.eye(len(columns))
        fitted = fitted + 0.7 * np.linalg.solve(curvature, matrix.T @ (truth - guess) - penalty * fitted)
    return _rounded(columns, fitted)


def _rounded(columns: Sequence[str], weights: np.ndarray) -> Vector:
    """Two decimals are enough, and what weighs next to nothing is left out."""
    return {name: round(float(weight), 2) for name, weight in zip(columns, weights, strict=True) if abs(weight) >= SMALLEST}


def _matrix(vectors: Sequence[Vector], columns: Sequence[str]) -> np.ndarray:
    index = {name: number for number, name in enumerate(columns)}
    matrix: np.ndarray = np.zeros((len(vectors), len(columns)))
    for row, vector in enumerate(vectors):
        for name, value in vector.items():
            matrix[row, index[name]] = value
    return matrix


def _best_threshold(documents: Sequence[Document], rules: PlaceRules) -> float:
    """The lowest threshold whose end-to-end F1, the corpora weighing the same, is all but the best: where it is flat, more is found."""
    scores: dict[float, float] = {}
    for threshold in THRESHOLDS:
        tried = replace(rules, threshold=threshold)
        parts = []
        for corpus in SETS:
            right, predicted, wanted = sum((_end_to_end(d, tried) for d in documents if d.corpus == corpus), np.zeros(3))
            parts.append(2 * right / max(predicted + wanted, 1))
        scores[threshold] = float(np.mean(parts))
    return min(threshold for threshold, score in scores.items() if score >= max(scores.values()) - FLAT)


def _end_to_end(document: Document, rules: PlaceRules) -> np.ndarray:
    """Right, predicted and wanted places, counted as the scorer of the sets does: found, and the same id or within 161 km."""
    places = resolve_places(document.toponyms(rules), document.parsed, rules)
    used: set[int] = set()
    right = predicted = 0
    for place in places:
        met = [
            n for n, g in enumerate(document.gold) if min(g["end"], place.span.end) > max(g["start"], place.span.start) and n not in used
        ]
        if not met:
            predicted += place.lat is not None or place.geonames_id is not None
            continue
        used.add(met[0])
        gold = document.gold[met[0]]
        if gold.get("lat") is None:
            continue
        predicted += place.lat is not None or place.geonames_id is not None
        right += _is_same(place, gold) or _is_near(place, gold)
    return np.array([right, predicted, sum(g.get("lat") is not None for g in document.gold)], dtype=float)


def as_toml(rules: PlaceRules) -> str:
    """The table of weights."""
    lines = [
        "# Written by benchmarks/fit_places.py: two linear models over named features, fitted on the development halves of LGL and TR-News.",
        "# Numbers only: nothing of the texts is kept. A feature without a row weighs nothing.",
        f"threshold = {rules.threshold}",
    ]
    for name, weights in (("filter", rules.filter_weights), ("ranking", rules.ranking_weights)):
        lines += ["", f"[{name}]", *(f'"{feature}" = {weight}' for feature, weight in sorted(weights.items()))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
