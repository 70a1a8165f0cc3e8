"""The rows of the lexicon: every example triggers its row, every counter-example does not."""

from collections.abc import Callable

import msgspec
import pytest

from sayso.annotate import ParsedArticle
from sayso.errors import SetupError
from sayso.extract.events import find_event_frames
from sayso.model import EventFrame, EventType
from sayso.tables import lexicon
from sayso.tables.lexicon import FRAME_TABLES, FrameRow, OperatorRow, load_event_rules
from sayso.tables.loader import load_rows

RULES = load_event_rules()
FRAMES = [row for name in FRAME_TABLES for pos in ("verb", "noun", "adjective") for row in load_rows(name, FrameRow, key=pos)]
OPERATORS = load_rows("lexicon_operators", OperatorRow, key="operator")


@pytest.fixture(scope="module")
def found(parse: Callable[..., ParsedArticle]) -> dict[str, list[EventFrame]]:
    """The frames of every example and counter-example, each parsed as a paragraph of its own."""
    sentences = sorted({text for row in (*FRAMES, *OPERATORS) for text in (row.example, row.counter) if text})
    parsed = parse("\n\n".join(sentences))
    frames = find_event_frames(parsed, (), (), RULES)
    by_sentence: dict[str, list[EventFrame]] = {}
    start = 0
    for sentence in sentences:
        end = start + len(sentence)
        by_sentence[sentence] = [frame for frame in frames if start <= frame.trigger.start < end]
        start = end + 2
    return by_sentence


def test_ids_are_unique() -> None:
    ids = [row.id for row in (*FRAMES, *OPERATORS)]
    assert len(ids) == len(set(ids))


def test_examples_trigger_their_rows(found: dict[str, list[EventFrame]]) -> None:
    missed = [
        f"{row.id}: {row.example} -> {[(str(f.type), f.rule) for f in found[row.example]]}"
        for row in FRAMES
        if row.type is not None and not any(f.type is row.type and f.rule.split("+")[0] == row.id for f in found[row.example])
    ]
    assert missed == []


def test_counters_do_not(found: dict[str, list[EventFrame]]) -> None:
    wrong = [
        f"{row.id}: {row.counter} -> {[(str(f.type), f.rule) for f in found[row.counter]]}"
        for row in FRAMES
        if row.counter and any(f.rule.split("+")[0] == row.id for f in found[row.counter])
    ]
    assert wrong == []


def test_idioms_trigger_nothing(found: dict[str, list[EventFrame]]) -> None:
    wrong = [
        f"{row.id}: {row.example} -> {[f.rule for f in found[row.example]]}" for row in FRAMES if row.type is None and found[row.example]
    ]
    assert wrong == []


def test_operators_make_an_outcome_of_their_map(found: dict[str, list[EventFrame]]) -> None:
    missed = []
    for row in OPERATORS:
        outcomes = set(row.map.values()) - {"same"}
        types = {str(f.type) for f in found[row.example]}
        if not types or (outcomes and not types & outcomes and "same" not in row.map.values()):
            missed.append(f"{row.id}: {row.example} -> {sorted(types)}")
    assert missed == []


def test_operators_need_an_inner_event(found: dict[str, list[EventFrame]]) -> None:
    wrong = [
        f"{row.id}: {row.counter} -> {[f.rule for f in found[row.counter]]}"
        for row in OPERATORS
        if row.counter and any(f.rule.startswith(row.id) for f in found[row.counter])
    ]
    assert wrong == []


def test_there_are_entries_for_every_type() -> None:
    assert {frame.type for frames in (*RULES.verbs.values(), *RULES.nouns.values()) for frame in frames} >= set(EventType)
    assert RULES.size >= 1500


def test_a_row_that_names_no_class_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = FrameRow(id="x", words=("hit",), example="", type=EventType.ASSAULT, object=("nothing_of_the_kind",))
    real = lexicon.load_rows

    def rows(name: str, row_type: type[msgspec.Struct], *, key: str = "row") -> tuple[msgspec.Struct, ...]:
        return (row,) if key == "verb" else real(name, row_type, key=key)

    monkeypatch.setattr(lexicon, "load_rows", rows)
    with pytest.raises(SetupError, match="nothing_of_the_kind"):
        load_event_rules()
