"""The cue tables: every row reads its example and leaves its counter-example alone; every base form has its inflections."""

import re

import pytest

from sayso.annotate import Annotator
from sayso.clean.plain import plain_article
from sayso.extract.attributions import find_attributions
from sayso.extract.quotes import find_quotations
from sayso.model import Attribution
from sayso.tables.cues import CueRow, SourceRow, load_cue_rules, verb_forms
from sayso.tables.loader import load_rows, load_table

RULES = load_cue_rules()
ROWS = (
    *load_rows("cues", CueRow),
    *(row for key in ("noun", "adjective", "adverb", "preposition", "held") for row in load_rows("cues_nouns", CueRow, key=key)),
)
SOURCES = load_rows("cues_sources", SourceRow, key="source")


@pytest.fixture(scope="module")
def read(annotator: Annotator) -> dict[str, tuple[Attribution, ...]]:
    """Every example and counter-example, parsed in one batch."""
    rows = [*ROWS, *SOURCES]
    texts = sorted({re.sub(r"[{}]", "", text) for row in rows for text in (row.example, row.counter)})
    found = {}
    for parsed in annotator.annotate([plain_article(text) for text in texts]):
        quotations, _ = find_quotations(parsed)
        found[parsed.article.text] = find_attributions(parsed, quotations, RULES)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_reads_the_content_of_its_example(read, row: CueRow) -> None:
    text = re.sub(r"[{}]", "", row.example)
    expected = words(" ".join(re.findall(r"\{(.+?)\}", row.example)))
    found = [a for a in read[text] if a.rule.startswith((f"attr.{row.id}.", f"attr.{row.id}")) and a.cue_class == row.cue_class]
    contents = [words(" ".join(span.slice(text) for span in a.content)) for a in found]
    assert expected in contents
    assert next(a for a in found if a.cue).colour == row.colour


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_leaves_its_counter_example_alone(read, row: CueRow) -> None:
    assert [a.rule for a in read[row.counter] if a.rule.startswith(f"attr.{row.id}.") or a.rule == f"attr.{row.id}"] == []


@pytest.mark.parametrize("row", SOURCES, ids=lambda row: row.status)
def test_a_word_gives_its_source_the_status_of_its_row(read, row: SourceRow) -> None:
    assert [a.status for a in read[row.example]] == [row.status]
    assert row.status not in [a.status for a in read[row.counter]]


def test_coloured_rows_say_why() -> None:
    assert [row.id for row in ROWS if (row.colour != "neutral") != bool(row.why)] == []


def test_row_ids_are_unique() -> None:
    ids = [row.id for row in ROWS]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("say", ("say", "says", "said", "saying")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("admit", ("admit", "admits", "admitted", "admitting")),
        ("urge", ("urge", "urges", "urged", "urging")),
        ("write", ("write", "writes", "wrote", "written", "writing")),
        ("foresee", ("foresee", "foresees", "foresaw", "foreseen", "foreseeing")),
        ("stress", ("stress", "stresses", "stressed", "stressing")),
        ("lie", ("lie", "lies", "lied", "lying")),
    ],
)
def test_verbs_are_inflected_without_the_model(base: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(base, load_table("cues_forms")["verbs"]) == forms
