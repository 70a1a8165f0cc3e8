"""Whose word a character stands on: the innermost content around it."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Attribution, CueClass, Quotedness, Span, Status
from sayso.resolve.vouching import Vouching


def attribution(identifier: str, *content: Span, parent: str | None = None) -> Attribution:
    return Attribution(
        id=identifier,
        source=(),
        cue=(),
        content=content,
        kind=Quotedness.INDIRECT,
        status=Status.PERSON,
        cue_class=CueClass.SPEECH,
        rule="test",
        parent=parent,
    )


def test_the_shortest_content_around_a_character_is_innermost() -> None:
    vouching = Vouching.of([attribution("a1", Span(0, 100)), attribution("a2", Span(20, 40), parent="a1")])
    assert [vouching.at(offset) for offset in (0, 19, 20, 39, 40, 100)] == ["a1", "a1", "a2", "a2", "a1", None]


def test_of_two_layers_over_the_same_words_the_deeper_is_innermost() -> None:
    vouching = Vouching.of([attribution("a2", Span(5, 9), parent="a1"), attribution("a1", Span(5, 9))])
    assert vouching.at(6) == "a2"


def test_a_content_in_two_parts_holds_nothing_between_them() -> None:
    vouching = Vouching.of([attribution("a1", Span(0, 10), Span(20, 30))])
    assert [vouching.at(offset) for offset in (5, 15, 25)] == ["a1", None, "a1"]


def test_what_a_content_does_not_hold_whole_stands_on_the_layer_above() -> None:
    vouching = Vouching.of([attribution("a1", Span(0, 100)), attribution("a2", Span(20, 40), parent="a1")])
    assert vouching.holding(25, Span(22, 30)) == "a2"
    assert vouching.holding(25, Span(10, 30)) == "a1"
    assert vouching.holding(25, Span(90, 110)) is None


@given(ends=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=12), offset=st.integers(0, 110))
def test_who_vouches_holds_the_character_and_no_shorter_content_does(ends: list[tuple[int, int]], offset: int) -> None:
    contents = [Span(start, start + length) for start, length in ends]
    vouching = Vouching.of([attribution(f"a{number}", span) for number, span in enumerate(contents)])
    holding = [span for span in contents if span.start <= offset < span.end]
    found = vouching.at(offset)
    if found is None:
        assert not holding
    else:
        assert contents[int(found[1:])] in holding
        assert min(span.end - span.start for span in holding) == contents[int(found[1:])].end - contents[int(found[1:])].start
