"""Positions: who demands, supports, rejects or sets conditions for what."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import Annotator
from sayso.clean.plain import plain_article
from sayso.model import (
    Attribution,
    CueClass,
    Entity,
    EntityKind,
    Event,
    EventType,
    Mention,
    MentionForm,
    Position,
    Quotedness,
    Span,
    Status,
)
from sayso.resolve.layers import Layers
from sayso.resolve.positions import find_positions, issue_name
from sayso.tables.stances import load_stance_rules

RULES = load_stance_rules()
CASES = tomllib.loads(Path("tests/tables/stances.toml").read_text("utf-8"))["case"]


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def attribution(text: str, source: str, content: str) -> Attribution:
    return Attribution(
        id="a1",
        source=(span_of(text, source),),
        cue=(),
        content=(span_of(text, content),),
        kind=Quotedness.INDIRECT,
        status=Status.PERSON,
        cue_class=CueClass.SPEECH,
        rule="test",
    )


def shown(position: Position, text: str) -> list[str]:
    return [position.attitude.value, position.holder.slice(text), position.issue.slice(text), position.issue_name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_position_of_a_text_is_found_and_no_other(parse, case) -> None:
    text = case["text"]
    assert [shown(position, text) for position in find_positions((), Layers(), parse(text), RULES)] == case["positions"]


@pytest.mark.parametrize("row", RULES.rows, ids=lambda row: row.id)
def test_every_stance_reads_its_example_and_not_its_counter_example(parse, row) -> None:
    bracket = re.search(r"\[(.+?)\]", row.example)
    assert bracket is not None
    text = re.sub(r"[\[\]]", "", row.example)
    found = [position.issue.slice(text) for position in find_positions((), Layers(), parse(text), RULES) if position.rule == row.id]
    assert found == [bracket[1]]
    assert row.id not in {position.rule for position in find_positions((), Layers(), parse(row.counter), RULES)}


def test_a_position_names_its_addressee_and_its_condition(parse) -> None:
    text = "The union urged the mayor to resign. The premier rejects a truce without guarantees. The board conditioned the deal on reforms."
    urged, rejected, conditioned = find_positions((), Layers(), parse(text), RULES)
    assert urged.addressee == span_of(text, "the mayor")
    assert rejected.condition == span_of(text, "without guarantees")
    assert conditioned.condition == span_of(text, "reforms")


def test_what_a_source_says_must_be_is_its_demand(parse) -> None:
    text = "The envoy said that the road must be opened. The envoy said that he must go home."
    layers = Layers(attributions=(attribution(text, "The envoy", "that the road must be opened"),))
    (found,) = find_positions((), layers, parse(text), RULES)
    assert shown(found, text) == ["demands", "The envoy", "the road must be opened", "road must be opened"]
    assert found.attribution is None


def test_a_guess_is_no_demand_and_a_person_no_issue(parse) -> None:
    text = "The envoy said that the mayor must be ill. The party backs the mayor."
    whom = span_of(text, "the mayor.")
    layers = Layers(
        attributions=(attribution(text, "The envoy", "that the mayor must be ill"),),
        entities=(Entity(id="e1", name="the mayor", kind=EntityKind.PERSON),),
        mentions=(
            Mention(
                id="m1",
                span=Span(whom.start, whom.end - 1),
                text="the mayor",
                form=MentionForm.NOMINAL,
                head=Span(whom.start + 4, whom.end - 1),
                entity="e1",
            ),
        ),
    )
    assert find_positions((), layers, parse(text), RULES) == ()


def test_a_position_hangs_on_the_word_that_holds_it_and_on_its_mention_and_event(parse) -> None:
    text = "The paper said the union rejected the plan."
    holder = span_of(text, "the union")
    layers = Layers(
        attributions=(attribution(text, "The paper", "the union rejected the plan"),),
        mentions=(Mention(id="m7", span=holder, text="the union", form=MentionForm.NOMINAL, head=span_of(text, "union")),),
    )
    event = Event(id="v3", type=EventType.REJECT, trigger=span_of(text, "rejected"), text="rejected")
    (found,) = find_positions((event,), layers, parse(text), RULES)
    assert (found.attribution, found.mention, found.event) == ("a1", "m7", "v3")


def test_the_words_of_the_reporter_are_no_part_of_the_issue(parse) -> None:
    text = "The board is opposed to talks with the union, a close aide said."
    layers = Layers(attributions=(attribution(text, "a close aide", "The board is opposed to talks with the union"),))
    (found,) = find_positions((), layers, parse(text), RULES)
    assert found.issue.slice(text) == "talks with the union"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("An immediate Cease-fire", "immediate ceasefire"),
        ("“humanitarian pauses”", "humanitarian pause"),
        ("the government's plan", "government's plan"),
        ("the", "the"),
    ],
)
def test_an_issue_has_one_name_however_it_is_written(words: str, name: str) -> None:
    assert issue_name(words, RULES) == name


@settings(max_examples=10, deadline=None)
@given(
    texts=st.lists(
        st.text(alphabet=st.sampled_from("urged calls for the plan if to must “\n\0😀(“"), max_size=50), min_size=10, max_size=10
    )
)
def test_positions_slice_on_any_input(annotator: Annotator, texts: list[str]) -> None:
    for parsed in annotator.annotate([plain_article(text) for text in texts]):
        for position in find_positions((), Layers(), parsed, RULES):
            assert position.holder.slice(parsed.article.text).strip()
            assert position.issue.slice(parsed.article.text).strip()
