"""Time expressions: tables of texts and values, read on fixed days, and what must not be read as a time."""

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import Annotator, ParsedArticle
from sayso.clean.plain import plain_article
from sayso.extract.times import find_times
from sayso.model import Time
from sayso.resolve.calendar import resolve_times
from sayso.tables.loader import load_rows
from sayso.tables.times import OpeningRow, TimeRow, TimeRules, load_time_rules

TABLES = Path(__file__).parent.parent / "tables"
RULES = load_time_rules()


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text("utf-8"))


def times_of(parsed: ParsedArticle, rules: TimeRules = RULES) -> tuple[Time, ...]:
    return resolve_times(find_times(parsed, rules), parsed, rules)


@pytest.fixture(scope="module")
def read(annotator: Annotator) -> Callable[[list[tuple[str, str | None]]], list[tuple[Time, ...]]]:
    """Reads the times of many texts, each with its publication day, in one batch."""

    def read_batch(texts: list[tuple[str, str | None]]) -> list[tuple[Time, ...]]:
        articles = [plain_article(text, published=published) for text, published in texts]
        return [times_of(parsed) for parsed in annotator.annotate(articles)]

    return read_batch


@pytest.mark.parametrize("case", table("times.en")["case"], ids=lambda case: case["phenomenon"])
def test_all_ways_to_say_it_have_one_value(read, case: dict[str, Any]) -> None:
    published = table("times.en")["published"]
    found = read([(way, published) for way in case["ways"]])
    wrong = {
        way: [(time.type, time.value) for time in times]
        for way, times in zip(case["ways"], found, strict=True)
        if [(time.type, time.value) for time in times] != [(case["type"], case["value"])]
    }
    assert wrong == {}


@pytest.mark.parametrize("case", table("times_told.en")["case"], ids=lambda case: case["phenomenon"])
def test_an_expression_hangs_on_what_was_told(read, case: dict[str, Any]) -> None:
    (times,) = read([(case["text"], case.get("published"))])
    assert [time.value or "" for time in times] == case["values"]
    if "anchors" in case:
        assert [time.anchor or "" for time in times] == case["anchors"]


@pytest.mark.parametrize("case", table("times_none.en")["case"], ids=lambda case: case["phenomenon"])
def test_what_only_looks_like_a_time_is_none(read, case: dict[str, Any]) -> None:
    found = read([(text, "2031-05-14") for text in case["texts"]])
    assert {text: times for text, times in zip(case["texts"], found, strict=True) if times} == {}


def rules_found(text: str) -> set[str]:
    parsed = ParsedArticle(article=plain_article(text), doc=None)  # the finder needs no parse
    return {phrase.rule for phrase in find_times(parsed, RULES)}


@pytest.mark.parametrize("row", load_rows("times", TimeRow), ids=lambda row: row.id)
def test_every_rule_finds_its_examples_and_leaves_its_counter_examples(row: TimeRow) -> None:
    assert [text for text in row.example if row.id not in rules_found(text)] == []
    assert [text for text in row.counter if row.id in rules_found(text)] == []


@pytest.mark.parametrize("row", load_rows("times_context", OpeningRow, key="opening"), ids=lambda row: row.id)
def test_every_opening_joins_its_examples(row: OpeningRow) -> None:
    for text in row.example:
        parsed = ParsedArticle(article=plain_article(f"It lasted {text}."), doc=None)
        assert [phrase.text for phrase in find_times(parsed, RULES)] == [text]


PIECES = st.sampled_from(
    ["May", "31", "12", "2031", "99:99", "-", ".", "/", " ", "\n", "the", "day", "after", "century", "0", "BC", "two", "hundred", "ago", "last", "Monday", "'", "98", "first",
     "of", "February", "week", "\x00", "🙂", "9999", "quarter", "decades", "earlier", "in", "Q4", "a.m.", "12:30", "GMT", "1914", "18", "Easter", "next", "fiscal"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_has_times_that_slice_in_order(parse, text: str) -> None:
    parsed = parse(text, "2031-05-14")
    times = times_of(parsed)
    assert all(time.span.slice(text) == time.text for time in times)
    assert all(first.span.end <= second.span.start for first, second in pairwise(times))
    assert [time.id for time in times] == [f"t{number}" for number in range(1, len(times) + 1)]
    anchors = {"none", "published"} | {time.id for time in times}
    assert all((time.anchor in anchors) if time.value is not None else time.anchor is None for time in times)


def test_half_a_character_is_no_reason_to_fail() -> None:
    assert rules_found("\ud800 in 1998 \udfff") == {"time.date.year"}


@pytest.mark.parametrize(
    "text", ["ſix o'clock", "the sunſet of 5 June", "fİve dayſ ago", "mİdnight", "²000", "in ٢٠٣١", "ﬁve", "the ſecond quarter of 2031"]
)
def test_letters_that_only_fold_to_ours_are_no_reason_to_fail(parse, text: str) -> None:
    assert all(time.span.slice(text) == time.text for time in times_of(parse(text, "2031-05-14")))


@pytest.mark.parametrize("piece", ["the ", "May ", "1998-", "12:", "two ", "' ", "a few ", "early in the ", "more than ", "last ", "98"])
def test_long_noise_takes_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    parsed = ParsedArticle(article=plain_article(text), doc=None)
    start = process_time()
    find_times(parsed, RULES)
    assert process_time() - start < 5
