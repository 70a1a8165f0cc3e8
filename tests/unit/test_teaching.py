"""The bracket format of the teaching sentences."""

from pathlib import Path

import pytest
from benchmarks.event_tables import CLOSING, OPENING, Told, false_rate, mix_ups, put_section, rate_of
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


def test_rates_count_marks_found_and_events_told() -> None:
    marked = parse_sentence("[actor Guards] {ASSAULT shot} a man and {AID:2 fed} a dog.", where="one")
    plain = parse_sentence("The director shot a film.", where="two")
    told = [
        Told(score=0.9, type=EventType.ASSAULT, touches=(0,), sentence=marked),
        Told(score=0.8, type=EventType.COERCE, touches=(1,), sentence=marked),
        Told(score=0.7, type=EventType.ASSAULT, touches=(), sentence=plain),
    ]
    rate = rate_of([marked, plain], told, None)
    assert (rate.marked, rate.found, rate.told, rate.right) == (2, 1, 3, 1)
    assert rate_of([marked, plain], told, EventType.ASSAULT).precision == 50
    assert false_rate([marked, plain], told, 0.5) == 100
    assert mix_ups(told) == {("AID", "COERCE"): 1, ("no event", "ASSAULT"): 1}


def test_a_section_stands_between_its_marks_only(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{OPENING}\nold\n{CLOSING}\nafter\n")
    put_section(page, "new")
    assert page.read_text() == f"before\n{OPENING}\nnew\n{CLOSING}\nafter\n"
    page.write_text("no marks")
    with pytest.raises(ValueError, match="is not there"):
        put_section(page, "new")
