"""Quotations: pairs of every style, repairs within a paragraph, roles; linear time on noise."""

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import ParsedArticle
from sayso.clean.plain import plain_article
from sayso.errors import Code
from sayso.extract.quotes import find_quotations

CASES = tomllib.loads(Path("tests/tables/attributions_quotes.toml").read_text("utf-8"))["case"]
TOKENIZER = spacy.blank("en").tokenizer


def tokenized(text: str) -> ParsedArticle:
    """Words without a parse: pairing needs no more."""
    return ParsedArticle(article=plain_article(text), doc=TOKENIZER(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_style_of_marks_is_paired_and_told_apart(parse, case) -> None:
    text = case["text"]
    quotations, notes = find_quotations(parse(text))
    assert [[q.span.slice(text), q.role] + ["repaired"] * q.repaired for q in quotations] == case["found"]
    assert [note.code for note in notes] == [Code.QUOTE_REPAIRED] * sum(q.repaired for q in quotations)


def test_a_bad_paragraph_costs_no_other_paragraph() -> None:
    text = '"The bridge is shut. Nobody may cross.\n\nRain fell.\n\n"It is open," she said.'
    quotations, notes = find_quotations(tokenized(text))
    assert [q.span.slice(text) for q in quotations if not q.repaired] == ['"It is open,"']
    assert len(notes) == 1


def test_a_paragraph_of_nothing_but_marks_is_reported_and_the_rest_read() -> None:
    text = '" "' * 16_667 + '\nShe said: "It is open."'
    parsed = tokenized(text)
    started = time.process_time()
    quotations, notes = find_quotations(parsed)
    assert [q.span.slice(text) for q in quotations] == ['"It is open."']
    assert [note.code for note in notes] == [Code.QUOTE_LIMIT]
    assert time.process_time() - started < 2


@pytest.mark.parametrize("piece", ['"a ', "'a ", "“a ", "a” ", "''a ", "«a» ", "« a "])
def test_marks_cost_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        parsed = tokenized((piece * 500 + "\n") * count)
        started = time.process_time()
        find_quotations(parsed)
        return time.process_time() - started

    assert seconds(40) < 10 * seconds(10) + 0.2


@given(st.text(alphabet="ab .,\n\"“”„«»‹›‘’'`s1\u0301🌊\x00", max_size=200))
@settings(max_examples=150, deadline=None)
def test_spans_slice_and_nest_on_any_input(text: str) -> None:
    quotations, _ = find_quotations(tokenized(text))
    for quotation in quotations:
        assert 0 <= quotation.span.start <= quotation.inner.start < quotation.inner.end <= quotation.span.end <= len(text)
        assert "\n" not in quotation.span.slice(text)
    ordered = [q.span for q in quotations]
    for first, second in pairwise(ordered):
        assert first.start <= second.start
        assert first.end <= second.start or second.end <= first.end
