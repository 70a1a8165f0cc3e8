"""Accuracy on the development sets: what `make bench` prints and the floors that CI holds.

    python -m benchmarks.bench --shared ../shared [--floors | --raise-floors] [--only NAME] [--write PAGE] [--save DIR]

Reads every set through the same code as `sayso annotate`, gives the answer to the set's scorer, prints set, measure, value, bar and floor.
"""

import argparse
import contextlib
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.suites import SUITES, Row, Suite
from sayso.errors import Code
from sayso.export.standoff_batch import annotate_rows
from sayso.pipeline import Reader
from sayso.settings import settings_from

FLOORS = Path(__file__).with_name("floors.toml")
SLACK = 0.05  # rounding, in points
LINE = "{:26} {:24} {:>6} {:>6} {:>6}"
OPENING, CLOSING = "<!-- make bench -->", "<!-- end -->"
type Floors = dict[str, dict[str, float | str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure, in percent, with the bar that is aimed at and the floor that must hold (None: there is none)."""

    suite: str
    measure: str
    value: float
    bar: float | None
    floor: float | None

    @property
    def is_broken(self) -> bool:
        """Whether the figure is under its floor, rounding aside."""
        return self.floor is not None and self.value < self.floor - SLACK

    def cells(self) -> tuple[str, ...]:
        """Set, measure, value, bar and floor as they are printed."""
        return (self.suite, self.measure, *(f"{x:.1f}" if x is not None else "-" for x in (self.value, self.bar, self.floor)))


def main() -> int:
    """Run the suites; 1 when a floor is broken."""
    options = _options()
    if not options.shared.is_dir():
        print(f"{options.shared} is absent: the development sets and scorers live there (see docs/accuracy.md); nothing measured")
        return 0
    floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    reader = Reader(settings_from(os.environ))
    figures: list[Figure] = []
    digests: dict[str, str] = {}
    print(LINE.format("set", "measure", "value", "bar", "floor"))
    for suite in SUITES:
        if options.only not in suite.name or (options.floors and not suite.quick):
            continue
        began = time.process_time()
        gold = options.shared / "data" / suite.data
        digests[suite.name] = hashlib.sha256(gold.read_bytes()).hexdigest()[:16]
        report = _score(suite, gold, options.shared, reader, options.save)
        for figure in _figures(suite, report, _pinned(floors, suite.name, digests[suite.name])):
            figures.append(figure)
            print(LINE.format(*figure.cells()) + ("  BELOW ITS FLOOR" if figure.is_broken else ""), flush=True)
        print(f"{'':26} ({time.process_time() - began:.0f} s)", file=sys.stderr)
    if options.raise_floors:
        _write_floors(_raised(floors, figures, digests))
    if options.write:
        _write_table(options.write, figures)
    return 1 if options.floors and any(figure.is_broken for figure in figures) else 0


def _pinned(floors: Floors, suite: str, digest: str) -> dict[str, float | str]:
    """The floors of a suite; the run ends where its data is not that on which they were pinned."""
    pinned = floors.get(suite, {})
    if pinned and pinned.get("digest") != digest:
        sys.exit(f"{suite}: the data changed since its floors were pinned; take its lines out of {FLOORS.name}, run make floors, say why")
    return pinned


def _figures(suite: Suite, report: Row, pinned: dict[str, float | str]) -> Iterator[Figure]:
    for measure in suite.measures:
        floor = pinned.get(measure.name)
        yield Figure(
            suite=suite.name,
            measure=measure.name,
            value=_figure(report, measure.path) * (1 if suite.percent else 100),
            bar=measure.bar,
            floor=floor if isinstance(floor, int | float) else None,
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and score/")
    parser.add_argument("--floors", action="store_true", help="only the quick sets, and fail where a figure is under its floor")
    parser.add_argument("--raise-floors", action="store_true", help="pin what is measured now where it is higher")
    parser.add_argument("--only", default="", help="sets whose name has this in it")
    parser.add_argument("--write", type=Path, help="put the table into this page, between its marks")
    parser.add_argument("--save", type=Path, help="keep the answers in this folder, for reading errors")
    return parser.parse_args()


def _score(suite: Suite, gold: Path, shared: Path, reader: Reader, save: Path | None) -> Row:
    asked = [suite.ask(row) for row in _rows(suite, gold)]
    if suite.held_out is not None:
        answers = list(suite.held_out(shared))
    elif suite.together is not None:
        answers = list(suite.together(_rows(suite, gold), reader))
    else:
        lines = list(annotate_rows(asked, reader, as_pages=suite.pages))
        failed = [line["id"] for line in lines if "error" in line or Code.FAULT in line["diagnostics"]]
        if failed:
            sys.exit(f"{suite.name}: sayso failed on {', '.join(failed[:5])} ({len(failed)} in all); nothing is measured over failures")
        answers = [suite.adapt(line, question) for line, question in zip(lines, asked, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        path = (save or Path(folder)) / f"{suite.name.replace(' ', '_')}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(answer) + "\n" for answer in answers), "utf-8")
        command = [sys.executable, str(shared / "score" / suite.scorer), str(gold), str(path), "--json", *suite.arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{suite.name}: the scorer failed\n{done.stderr}")
    report: Row = json.loads(done.stdout)
    return report


def _rows(suite: Suite, gold: Path) -> Iterator[Row]:
    seen: set[str] = set()
    for line in filter(None, gold.read_text("utf-8").split("\n")):  # news has line separators of its own
        row = json.loads(line)
        if row["id"] in seen:
            continue
        seen.add(row["id"])
        if suite.name == "article-extraction":
            row["raw"] = gzip.decompress((gold.parent / "html" / f"{row['id']}.html.gz").read_bytes()).decode("utf-8", "replace")
        yield row


def _figure(report: Row, path: str) -> float:
    value: object = report
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else 0.0


def _raised(floors: Floors, figures: list[Figure], digests: dict[str, str]) -> Floors:
    """The floors with every figure that is higher than its own; a floor is never lowered here."""
    raised = {name: dict(pinned) for name, pinned in floors.items()}
    for figure in figures:
        pinned = raised.setdefault(figure.suite, {"digest": digests[figure.suite]})
        pinned[figure.measure] = round(max(figure.value, figure.floor or 0.0), 1)
    return raised


def _write_table(page: Path, figures: list[Figure]) -> None:
    """Put the figures as a Markdown table between the two marks of a page."""
    rows = ["| set | measure | value | bar |", "|---|---|---|---|"]
    rows += ["| " + " | ".join(figure.cells()[:4]) + " |" for figure in figures]
    before, _, rest = page.read_text("utf-8").partition(OPENING)
    _, _, after = rest.partition(CLOSING)
    page.write_text(f"{before}{OPENING}\n" + "\n".join(rows) + f"\n{CLOSING}{after}", "utf-8")


def _write_floors(floors: Floors) -> None:
    lines = ["# Written by `make floors`: what each set must keep, in percent, and the digest of the data it was measured on.\n"]
    for name in sorted(floors):
        lines.append(f'\n["{name}"]\n')
        lines += [f'"{key}" = {json.dumps(value)}\n' for key, value in floors[name].items()]
    with contextlib.suppress(FileNotFoundError):
        FLOORS.unlink()
    FLOORS.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
