"""Attributions: source, cue and content of every phenomenon, and what is none; promises on any input."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import Annotator, ParsedArticle
from sayso.clean.plain import plain_article
from sayso.extract.attributions import find_attributions
from sayso.extract.quotes import find_quotations
from sayso.model import Attribution, Spans
from sayso.resolve.chains import link_parents
from sayso.tables.cues import load_cue_rules

RULES = load_cue_rules()
CASES = tomllib.loads(Path("tests/tables/attributions.toml").read_text("utf-8"))["case"]


def attributions_of(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    quotations, _ = find_quotations(parsed)
    return link_parents(find_attributions(parsed, quotations, RULES), parsed)


@pytest.fixture(scope="module")
def read(annotator: Annotator) -> dict[str, tuple[Attribution, ...]]:
    """Every case, parsed in one batch."""
    parsed = annotator.annotate([plain_article(case["text"]) for case in CASES])
    return {one.article.text: attributions_of(one) for one in parsed}


def shown(attribution: Attribution, every: tuple[Attribution, ...], text: str) -> list[str]:
    def words(spans: Spans) -> str:
        return " | ".join(span.slice(text) for span in spans)

    kind = f"{attribution.kind} {attribution.status} {attribution.cue_class}{'' if attribution.is_claim else ' target'}"
    row = [words(attribution.source), words(attribution.cue), words(attribution.content), kind]
    if attribution.addressee:
        row.append(f"to {attribution.addressee.slice(text)}")
    if attribution.venue:
        row.append(f"at {attribution.venue.slice(text)}")
    if attribution.parent:
        row.append(f"in {[other.id for other in every].index(attribution.parent) + 1}")
    return row


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_phenomenon_is_read(read, case) -> None:
    found = read[case["text"]]
    assert [shown(attribution, found, case["text"]) for attribution in found] == case["found"]


def test_ids_are_numbered_in_text_order(parse) -> None:
    found = attributions_of(parse('The mayor said it was shut. "It is open," the engineer said.'))
    assert [attribution.id for attribution in found] == ["a1", "a2"]


def test_a_name_that_the_model_wavers_on_keeps_one_status(parse) -> None:
    text = "Orlin Brann said the bridge was shut. Mr. Brann, an engineer, said it was unsafe. Brann said it would stay shut."
    assert [attribution.status for attribution in attributions_of(parse(text))] == ["person"] * 3


PIECES = st.lists(
    st.sampled_from(
        [
            "The mayor",
            " said",
            ' "',
            "“",
            "”",
            "'",
            " that",
            " the dam",
            ", ",
            ". ",
            "\n",
            " told him",
            " according to",
            " – ",
            ":",
            " 🌊",
            "\x00",
            "it was added",
            " urged",
            " to go",
            " which",
            " and",
            "(",
            ")",
            "́",
        ]
    ),
    max_size=40,
)


@given(PIECES)
@settings(max_examples=40, deadline=None)
def test_every_span_slices_and_no_parent_leads_back(annotator, pieces) -> None:
    text = "".join(pieces)
    parsed = next(annotator.annotate([plain_article(text)]))
    found = attributions_of(parsed)
    parents = {attribution.id: attribution.parent for attribution in found}
    for attribution in found:
        spans = [*attribution.source, *attribution.cue, *attribution.content, attribution.addressee, attribution.venue]
        assert all(0 <= span.start < span.end <= len(text) for span in spans if span is not None)
        assert attribution.content
        for group in (attribution.source, attribution.cue, attribution.content):
            assert list(group) == sorted(group)
        seen = {attribution.id}
        above = attribution.parent
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]


def test_the_same_text_gives_the_same_attributions(parse) -> None:
    text = 'The mayor told the radio that engineers believe the dam "will hold", adding that he was calm.'
    assert attributions_of(parse(text)) == attributions_of(parse(text))
