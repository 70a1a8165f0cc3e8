"""The bracket format of the teaching sentences."""

import pytest
from benchmarks.teaching import load_sentences, parse_sentence

from sayso.model import EventType, Factuality


def test_marks_nest_and_leave_plain_words() -> None:
    sentence = parse_sentence(
        "[source A spokesman for [actor the navy]] [cue denied] it had {ASSAULT/heavy-weapons=CT- shelled} [target Hask] on [time Sunday]."
    )
    assert sentence.text == "A spokesman for the navy denied it had shelled Hask on Sunday."
    (event,) = sentence.events
    assert (event.type, event.mode, event.factuality) == (EventType.ASSAULT, "heavy-weapons", Factuality.CT_MINUS)
    words = [span.slice(sentence.text) for span in (sentence.source, *event.actors, event.trigger, *event.targets, event.time) if span]
    assert words == ["A spokesman for the navy", "the navy", "shelled", "Hask", "Sunday"]


def test_participants_go_to_the_event_of_their_number() -> None:
    sentence = parse_sentence("[actor Police] {COERCE/arrest arrested} [target two men] after [actor:2 a crowd] {PROTEST:2 marched}.")
    assert [[a.slice(sentence.text) for a in event.actors] for event in sentence.events] == [["Police"], ["a crowd"]]


@pytest.mark.parametrize(
    "marked",
    [
        "{ASSAULT hit",
        "[actor x] slept.",
        "{NOTYPE hit} it.",
        "[person x] {ASSAULT hit} it.",
        "a ] b",
        "{ASSAULT hit} and {ASSAULT hit}",
        "{ASSAULT } x",
        "a [b] c",
    ],
)
def test_a_bad_mark_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match="here"):
        parse_sentence(marked, where="here")


def test_every_taught_sentence_loads_and_none_stands_twice() -> None:
    texts = [sentence.text for sentence in load_sentences()]
    assert len(texts) == len(set(texts))
