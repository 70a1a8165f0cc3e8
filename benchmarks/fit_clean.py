"""Fits the trees that tell story from page furniture in a dump.

    python -m benchmarks.fit_clean --shared ../shared

Fitted on page-dumps and article-extraction (scrapinghub/article-extraction-benchmark, MIT): the given dumps, and the same pages
flattened in the two other ways. Writes src/sayso/clean/page_trees.json, the same bytes every time; `make bench` measures by five folds.
"""

import argparse
import difflib
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.boosting import Growth, grow
from benchmarks.flattened import FLATTENED, parse_html
from sayso.clean.features import feature_names, unit_features
from sayso.clean.labels import marked_kinds, without_marked
from sayso.clean.page import clean_page, load_page_rules
from sayso.clean.trees import Trees, planted
from sayso.clean.units import Unit, find_units
from sayso.model import BlockKind
from sayso.model.page import PageForm, RawPage
from sayso.tables.page_lines import load_line_rules
from sayso.tables.page_marks import PageMarks, load_page_marks

type Numbers = NDArray[np.float64]

FOLDS = 5
SWITCH = 0.8
TREES = Path(__file__).parents[1] / "src" / "sayso" / "clean" / "page_trees.json"
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One dump: its numbers, which units are story, how much each matters; ``page`` names the page, so that folds never share one."""

    page: str
    matrix: NDArray[np.float32]
    story: Numbers
    weight: Numbers


def main() -> None:
    """Fit on every page and write the trees."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    options = parser.parse_args()
    marks = load_page_marks()
    trees = fit(examples(options.shared, marks), marks)
    TREES.write_bytes(msgspec.json.encode(trees) + b"\n")
    print(f"{len(trees.leaves)} trees, {TREES.stat().st_size:,} bytes: {TREES}")


def fold_of(page: str) -> int:
    """The fold of a page, by its name alone."""
    return int(hashlib.sha256(page.encode()).hexdigest(), 16) % FOLDS


def held_out_stories(shared: Path) -> Iterator[dict[str, Any]]:
    """For each page of page-dumps its id and the words kept as story by trees that were fitted on the other folds."""
    rules = load_page_rules()
    known = list(examples(shared, rules.marks))
    rows = _rows(shared)
    for fold in range(FOLDS):
        trees = fit((example for example in known if fold_of(example.page) != fold), rules.marks)
        for row in (row for row in rows if fold_of(row["id"]) == fold):
            page = RawPage(text=row["raw"], form=PageForm.DUMP, url=row["url"])
            article, _ = clean_page(page, replace(rules, trees=planted(trees)))
            body = (block for block in article.story if block.kind is not BlockKind.TITLE)
            yield {"id": row["id"], "text": "\n".join(block.span.slice(article.text) for block in body)}


def fit(known: Iterable[Example], marks: PageMarks) -> Trees:
    """Trees for the odds that a unit is story."""
    used = list(known)
    matrix = np.vstack([example.matrix for example in used])
    story = np.concatenate([example.story for example in used])
    weight = np.concatenate([example.weight for example in used])
    return grow(matrix, story, weight, names=feature_names(marks), switch=SWITCH, growth=Growth())


def examples(shared: Path, marks: PageMarks) -> Iterator[Example]:
    """Every dump of every page, as given and in the other ways, each also cut close to its story, as a person copies it."""
    rules = load_line_rules()
    for row in _rows(shared):
        tree = parse_html(gzip.decompress((shared / "data" / "article-extraction" / "html" / f"{row['id']}.html.gz").read_bytes()))
        dumps = [row["raw"], *(flattened(tree) for name, flattened in FLATTENED.items() if name != row["dump"])]
        for number, raw in enumerate(dumps):
            units = find_units(raw)
            units = without_marked(units, marked_kinds(units, rules))
            share, tokens = _in_body(units, row["text"])
            yield _example(row["id"], units, share, tokens, marks)
            inside = np.flatnonzero((share > 0.5) & (tokens >= 4))
            if len(inside):
                before, after = divmod(int(hashlib.sha256(f"{row['id']} {number}".encode()).hexdigest(), 16) % 100, 10)
                cut = slice(max(0, int(inside[0]) - before), int(inside[-1]) + 1 + after)
                yield _example(row["id"], units[cut], share[cut], tokens[cut], marks)


def _rows(shared: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "data" / "page-dumps" / "dev.jsonl").read_text("utf-8").split("\n") if line]


def _example(page: str, units: tuple[Unit, ...], share: Numbers, tokens: Numbers, marks: PageMarks) -> Example:
    weight = np.minimum(tokens, 80) + 2.0
    weight = 1000 * weight / (400 + weight.sum() / 2 + (share * tokens).sum())  # pages count alike, however long
    return Example(page=page, matrix=unit_features(units, marks), story=(share > 0.5).astype(np.float64), weight=weight)


def _in_body(units: tuple[Unit, ...], body: str) -> tuple[Numbers, Numbers]:
    """For each unit the share of its words that the longest common subsequence finds in the body, and its number of words."""
    words = [_TOKEN.findall(unit.text) for unit in units]
    owners = [index for index, tokens in enumerate(words) for _ in tokens]
    stream = [token for tokens in words for token in tokens]
    hits = np.zeros(len(units))
    for start, _, length in difflib.SequenceMatcher(None, stream, _TOKEN.findall(body), autojunk=False).get_matching_blocks():
        np.add.at(hits, owners[start : start + length], 1)
    tokens = np.array([len(found) for found in words], dtype=np.float64)
    return hits / np.maximum(tokens, 1), tokens


if __name__ == "__main__":
    main()
