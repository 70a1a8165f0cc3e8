"""Clusters of articles through a ledger: which claims are about one incident, which articles are copies, which origins stand behind them.

    python benchmarks/origins.py IN.jsonl OUT.jsonl

IN holds one cluster a line, {"id", "articles": [{"id", "outlet", "published", "title", "text"}]}; OUT is what the scorer of the origins set reads.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso.ledger.ledger import Ledger
from sayso.ledger.queries import FoundClaim
from sayso.model import Record, Stated
from sayso.pipeline import Cleaned, Reader, open_text
from sayso.settings import settings_from

type Row = dict[str, Any]


def main() -> int:
    """Read, add, ask, write."""
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    reader = Reader(settings_from(os.environ))
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answer_clusters(rows, reader))
    return 0


def answer_clusters(rows: Iterable[Row], reader: Reader) -> Iterator[Row]:
    """An answer for each cluster, every one from a ledger of its own."""
    for row in rows:
        records = list(reader.records(_opened(article) for article in row["articles"]))
        yield answer_cluster(row, records)


def answer_cluster(row: Row, records: Iterable[Record]) -> Row:
    """The answer for one cluster whose articles have been read, in the order of its list."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "cluster.ledger", write=True) as ledger:
        names = {}
        for article, record in _by_day(row["articles"], records):
            names[ledger.add(_with_facts(record, article)).article] = article["id"]
        claims = list(ledger.claims())
        origins = ledger.origins(claims)
        origin_of = {claim: origin.id for origin in origins for claim, _ in origin.claims}
        return {
            "id": row["id"],
            "copies": [[names[number] for number in group] for group in ledger.copies()],
            "claims": [_claim(claim, names[claim.article], origin_of[claim.id]) for claim in claims],
            "origins": [{"id": f"o{origin.id}", "what": origin.what, "independent": origin.is_independent} for origin in origins],
        }


def _by_day(articles: list[Row], records: Iterable[Record]) -> list[tuple[Row, Record]]:
    """In the order of publication, as a ledger grows."""
    return sorted(zip(articles, records, strict=True), key=lambda pair: (pair[0]["published"], pair[0]["id"]))


def _opened(article: Row) -> Cleaned:
    return open_text(article["text"], published=article["published"])


def _with_facts(record: Record, article: Row) -> Record:
    given = {name: Stated(value=article[name], read_from="given") for name in ("outlet", "title") if article.get(name)}
    return replace(record, article=replace(record.article, outlet=given.get("outlet"), title=given.get("title")))


def _claim(claim: FoundClaim, article: str, origin: int) -> Row:
    answer = {
        "article": article,
        "trigger": list(claim.span),
        "incident": f"i{claim.incident}",
        "origin": f"o{origin}",
        "polarity": "denies" if claim.stance == "denies" else "asserts",
    }
    return answer | ({"value": claim.number} if claim.number is not None else {})


if __name__ == "__main__":
    sys.exit(main())
