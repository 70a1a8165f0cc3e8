"""Commitment: what the innermost source says of an event: that it happened, will, may, did not."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import Annotator
from sayso.clean.plain import plain_article
from sayso.model import Attribution, Commitment, CueClass, Factuality, Modality, Quotedness, Span, Status
from sayso.resolve.commitment import judge_triggers
from sayso.resolve.commitment_scope import findings_of
from sayso.tables.hedges import load_hedge_rules

RULES = load_hedge_rules()
CASES = tomllib.loads(Path("tests/tables/hedges.toml").read_text("utf-8"))["cases"]


def unbracketed(text: str) -> tuple[str, Span]:
    bracket = re.search(r"\[(.+?)\]", text)
    assert bracket is not None
    return re.sub(r"[\[\]]", "", text), Span(bracket.start(), bracket.end() - 2)


@pytest.mark.parametrize(("marked", "factuality", "time", "modality"), CASES)
def test_an_event_has_the_factuality_its_innermost_source_gives_it(parse, marked, factuality, time, modality) -> None:
    text, trigger = unbracketed(marked)
    (found,) = judge_triggers([trigger], parse(text), (), RULES)
    assert (found.factuality, found.time_frame, found.modality) == (factuality, time, modality)


@pytest.mark.parametrize("row", RULES.rows, ids=lambda row: row.id)
def test_every_operator_reaches_its_example_and_not_its_counter_example(parse, row) -> None:
    for marked, expected in ((row.example, True), (row.counter, False)):
        text, trigger = unbracketed(marked)
        words = parse(text).doc.char_span(*trigger)
        assert (row.id in {finding.row.id for finding in findings_of(words, None, RULES)}) is expected, marked


def test_the_words_that_lower_a_commitment_are_named(parse) -> None:
    text = "The army did not plan to attack."
    (found,) = judge_triggers([Span(25, 31)], parse(text), (), RULES)
    assert [span.slice(text) for span in found.because] == ["not", "plan"]


def test_the_mood_of_an_outer_report_does_not_count(parse) -> None:
    text = "The mayor may say that rebels killed the guard."
    content = Span(text.index("that"), len(text) - 1)
    attribution = Attribution(
        id="a1",
        source=(),
        cue=(),
        content=(content,),
        kind=Quotedness.INDIRECT,
        status=Status.PERSON,
        cue_class=CueClass.SPEECH,
        rule="test",
    )
    (found,) = judge_triggers([Span(text.index("killed"), text.index(" the guard"))], parse(text), (attribution,), RULES)
    assert found.factuality is Factuality.CT_PLUS


def test_an_event_of_years_before_the_story_is_background(parse) -> None:
    text = "The war of 1987 ended the old order. The war ended."
    parsed = parse(text, published="2031-05-14")
    found = judge_triggers([Span(4, 7), Span(41, 44)], parsed, (), RULES)
    assert [commitment.modality for commitment in found] == [Modality.HISTORICAL, Modality.ASSERTED]


def test_a_trigger_outside_the_words_is_plainly_asserted(parse) -> None:
    assert judge_triggers([Span(3, 4)], parse("The  \n\n  end."), (), RULES) == (Commitment(),)


@settings(max_examples=20, deadline=None)
@given(
    texts=st.lists(
        st.text(alphabet=st.sampled_from("may not will to be if? no\n\0😀“”"), min_size=3, max_size=40), min_size=10, max_size=10
    )
)
def test_the_reasons_slice_on_any_input(annotator: Annotator, texts: list[str]) -> None:
    for parsed in annotator.annotate([plain_article(text) for text in texts]):
        text = parsed.article.text
        for found in judge_triggers([Span(0, 1), Span(len(text) - 1, len(text)), Span(0, len(text))], parsed, (), RULES):
            assert all(0 <= span.start < span.end <= len(text) for span in found.because)
