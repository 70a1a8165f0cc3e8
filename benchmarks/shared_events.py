"""Which triggers of several documents are of one event: given triggers, answered with the likeness by which a ledger joins incidents.

Triggers of one sentence share its words, so words alone say nothing here: two triggers are of one event when they are forms of one word, and
stand in one document or in documents of the same days whose sentences are alike.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.across.days import day_of
from sayso.across.incidents import SAME, Telling, likeness
from sayso.across.names import Names
from sayso.across.passages import Passages
from sayso.across.wording import Stems, content_stems, plain_words, stem
from sayso.clean.plain import plain_article
from sayso.model import Span
from sayso.tables.across import load_across_rules

type Row = dict[str, Any]
type Mark = tuple[str, int, Telling]
"""A document, the place of a trigger in its list, what is told there."""

_NEAR = 1
"""Days between the documents that may tell of one event."""


def answer_documents(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row with an instance for each of its triggers; rows of one ``topic`` are compared."""
    listed = list(rows)
    marks = [(row.get("topic"), list(_marks(row))) for row in listed]
    instances: dict[tuple[str, int], str] = {}
    for topic in sorted({str(topic) for topic, _ in marks}):
        together = [mark for own, found in marks if str(own) == topic for mark in found]
        instances |= _instances(together)
    for row in listed:
        triggers = [{"start": e["start"], "end": e["end"], "instance": instances[row["id"], at]} for at, e in enumerate(row["events"])]
        yield {"id": row["id"], "triggers": triggers}


def _marks(row: Row) -> Iterator[Mark]:
    rules = load_across_rules()
    article = plain_article(row["text"])
    passages = Passages(article)
    for at, event in enumerate(row["events"]):
        passage = passages.around(Span(event["start"], event["end"]))
        yield (
            row["id"],
            at,
            Telling(
                heads=frozenset(map(stem, plain_words(row["text"][event["start"] : event["end"]]))),
                words=content_stems(plain_words(passage.slice(row["text"])), rules.function),
                names=Names([passage], row["text"], Stems(rules.function)).all,
                published=day_of(row.get("dct")),
            ),
        )


def _instances(marks: list[Mark]) -> dict[tuple[str, int], str]:
    """The instance of each mark: the name of the first mark it is joined to, over any number of joins."""
    root = {(document, at): (document, at) for document, at, _ in marks}

    def find(mark: tuple[str, int]) -> tuple[str, int]:
        while root[mark] != mark:
            mark = root[mark]
        return mark

    for one, other in itertools.combinations(marks, 2):
        if _is_same(one, other):
            root[find(other[:2])] = find(one[:2])
    return {mark: "{}:{}".format(*find(mark)) for mark in root}


def _is_same(one: Mark, other: Mark) -> bool:
    if not one[2].heads & other[2].heads:
        return False
    if one[0] == other[0]:
        return True
    first, second = one[2].published, other[2].published
    is_near = first is None or second is None or abs((first - second).days) <= _NEAR
    return is_near and likeness(one[2], other[2]).score >= SAME + _OF_HEADS


_OF_HEADS = 0.52
"""What likeness must exceed that of tellings: every pair here shares its head already, and half of a business page its words."""
