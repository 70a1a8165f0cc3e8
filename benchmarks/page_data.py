"""What dumps of pages say about themselves, against what the markup of the same pages names: headline, day of publication, author.

Written for reading errors as well: every miss is a line. Days of markup are in its own time zone, so that a day apart is no error of reading.

python -m benchmarks.page_data --shared ../shared
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sayso.clean.markup import marked_author, marked_day, marked_headlines
from sayso.clean.page import PageRules, clean_page, load_page_rules
from sayso.ingest.pages import read_pages
from sayso.model import Article
from sayso.model.page import PageForm, RawPage
from sayso.settings import Settings

_SAME = 0.7  # share of words


def main() -> int:
    """Compare page by page, print misses and totals."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, required=True)
    data = parser.parse_args().shared / "data"
    rules = load_page_rules()
    totals: Counter[tuple[str, str]] = Counter()
    for line in (data / "page-dumps" / "dev.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            article, _ = clean_page(RawPage(text=row["raw"], form=PageForm.DUMP), rules)
            markup = gzip.decompress((data / "article-extraction" / "html" / f"{row['id']}.html.gz").read_bytes())
            for field, outcome, found, wanted in _compared(article, markup, rules):
                totals[field, outcome] += 1
                if outcome != "right":
                    print(f"{row['url'][:70]:70} {field} {outcome}: {found!r}, not {wanted!r}")
    for field in ("headline", "day", "author"):
        counts = ", ".join(
            f"{totals[field, outcome]} {outcome}" for outcome in ("right", "a day apart", "wrong", "missing") if totals[field, outcome]
        )
        print(f"{field}: {counts}")
    return 0


def _compared(article: Article, markup: bytes, rules: PageRules) -> Iterator[tuple[str, str, str | None, str]]:
    """Field, outcome, what was found and what the markup names, for each field that it names."""
    page = next(iter(read_pages(markup, Settings())))
    if not isinstance(page, RawPage):
        return
    headlines, day, author = marked_headlines(page), marked_day(page, rules.dates), marked_author(page)
    if headlines:
        found = article.title.value if article.title else None
        yield "headline", _outcome(found, any(_is_same(found or "", headline) for headline in headlines)), found, headlines[0]
    if day:
        found = article.published.value if article.published else None
        is_near = found is not None and abs((date.fromisoformat(found) - date.fromisoformat(day.value)).days) == 1
        yield "day", "a day apart" if is_near else _outcome(found, found == day.value), found, day.value
    if author:
        found = article.byline.value if article.byline else None
        yield "author", _outcome(found, not _words(found or "").isdisjoint(_words(author.value))), found, author.value


def _outcome(found: str | None, is_right: bool) -> str:
    return "missing" if found is None else "right" if is_right else "wrong"


def _is_same(found: str, wanted: str) -> bool:
    """Whether two headlines are one, where the markup may add the site's name."""
    ours, theirs = _words(found), _words(wanted)
    return bool(ours) and len(ours & theirs) >= _SAME * len(ours) and len(ours & theirs) >= 0.6 * min(len(theirs), len(ours) + 4)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


if __name__ == "__main__":
    sys.exit(main())
