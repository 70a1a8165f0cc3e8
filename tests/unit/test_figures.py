"""Figures: which numbers count something, how exactly, and what."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import Annotator
from sayso.clean.plain import plain_article
from sayso.extract.figures import find_figures
from sayso.extract.figures_numbers import find_numbers
from sayso.model import Attribution, CueClass, Figure, Quotedness, Span, Status
from sayso.resolve.figures import hang_figures
from sayso.tables.figures import load_figure_rules

RULES = load_figure_rules()
CASES = tomllib.loads(Path("tests/tables/figures.toml").read_text("utf-8"))["case"]


def shown(figure: Figure) -> list[object]:
    bounds = f"{figure.lower:g}..{figure.upper if figure.upper is None else format(figure.upper, 'g')}" if figure.lower is not None else ""
    number = figure.number if figure.number is not None else bounds.replace("None", "")
    return [figure.text, number, figure.modifier, figure.unit or ""]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_figure_of_a_text_is_found_and_no_other_number(parse, case) -> None:
    assert [shown(figure) for figure in find_figures(parse(case["text"]), (), RULES)] == case["figures"]


@pytest.mark.parametrize("row", RULES.rows, ids=lambda row: f"{row.name}, {row.examples[0]}")
def test_every_unit_reads_its_examples_and_not_its_counter_examples(parse, row) -> None:
    for example in row.examples:
        bracket = re.search(r"\[(.+?)\]", example)
        assert bracket is not None
        marked = Span(bracket.start(), bracket.end() - 2)
        found = find_figures(parse(re.sub(r"[\[\]]", "", example)), (), RULES)
        assert row.name in {figure.unit for figure in found if figure.span.overlaps(marked)}, example
    for counter in row.counters:
        assert row.name not in {figure.unit for figure in find_figures(parse(counter), (), RULES)}, counter


@pytest.mark.parametrize("row", RULES.modifiers, ids=lambda row: row.name)
def test_every_modifier_reads_its_example_and_not_its_counter_example(parse, row) -> None:
    number = next(find_numbers(parse(row.example).doc, RULES.numbers))
    assert number.modifier == row.name
    assert (number.first, number.last) != (number.start, number.end)
    plain = list(find_numbers(parse(row.counter).doc, RULES.numbers))
    assert all((number.first, number.last) == (number.start, number.end) for number in plain)


def test_counted_words_are_the_noun_phrase_behind_the_number(parse) -> None:
    text = "At least 12 elderly villagers died. Nearly 60% of voters agreed."
    counted = [figure.counted.slice(text) for figure in find_figures(parse(text), (), RULES) if figure.counted]
    assert counted == ["elderly villagers", "voters"]


def test_a_rising_toll_replaces_the_earlier_figure(parse) -> None:
    parsed = parse("The fire killed 12 people. Nine were injured. By noon the death toll had risen to 15.")
    figures = hang_figures(find_figures(parsed, (), RULES), (), (), (), parsed=parsed, rules=RULES)
    assert [(figure.text, figure.updates) for figure in figures] == [("12", None), ("Nine", None), ("15", "f1")]


def test_a_figure_hangs_on_the_innermost_word(parse) -> None:
    text = "The army said the clinic had counted 12 dead."
    parsed = parse(text)
    outer = _attribution("a1", Span(text.index("the clinic"), len(text) - 1), parent=None)
    inner = _attribution("a2", Span(text.index("12 dead"), len(text) - 1), parent="a1")
    figures = hang_figures(find_figures(parsed, (), RULES), (outer, inner), (), (), parsed=parsed, rules=RULES)
    assert [figure.attribution for figure in figures] == ["a2"]


def _attribution(identifier: str, content: Span, *, parent: str | None) -> Attribution:
    return Attribution(
        id=identifier,
        source=(),
        cue=(),
        content=(content,),
        kind=Quotedness.INDIRECT,
        status=Status.INSTITUTION,
        cue_class=CueClass.SPEECH,
        rule="test",
        parent=parent,
    )


NUMBERISH = st.text(alphabet=st.sampled_from("0123456789,.-+%$€ \n\0😀٣²½aofhundred"), max_size=40)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(NUMBERISH, min_size=20, max_size=20))
def test_figures_slice_on_any_input(annotator: Annotator, texts: list[str]) -> None:
    for parsed in annotator.annotate([plain_article(text) for text in texts]):
        for figure in find_figures(parsed, (), RULES):
            assert figure.span.slice(parsed.article.text) == figure.text
            assert figure.text.strip()


@pytest.mark.parametrize(
    ("phenomenon", "text", "figure", "expected"),
    [
        ("counted there", "A toll of 19 was given, with three deaths recorded in Bergen, two in Oslo.", "three", ("Bergen", None)),
        ("the number alone", "A toll of 19 was given, with three deaths recorded in Bergen, two in Oslo.", "two", ("Oslo", None)),
        (
            "where somebody is from",
            "Four guards and a woman visiting from Norway were killed in Sunday's attacks.",
            "Four",
            (None, "2031-05-11"),
        ),
        ("left from there", "Some 300 people were evacuated from Oslo.", "Some 300", ("Oslo", None)),
        ("what follows from it", "On Monday a lorry hit a crowd, killing nine people.", "nine", (None, "2031-05-12")),
        ("when it is said", "The minister said on Friday that 80 people were killed.", "80", (None, None)),
        ("another time", "Two days before Varga shot the crowd, killing 49, he prayed last Friday.", "49", (None, None)),
        ("an aside", "Ardell, who founded the group in 2004, says it buried nearly 200 people.", "nearly 200", (None, None)),
        ("the other clause dates it", "Nine people were killed when a lorry hit a crowd on Monday.", "Nine", (None, "2031-05-12")),
        ("a day with a clause of its own", "The inn was last shut in August 2030, when a fire killed five.", "five", (None, "2030-08")),
        ("said behind", "A ferry with 80 people aboard sank on Monday, the coast guard said.", "80", (None, "2031-05-12")),
        ("when it was", "Nine people were killed on Monday in Oslo when a lorry hit a crowd.", "Nine", ("Oslo", "2031-05-12")),
    ],
)
def test_where_and_when_a_figure_is_told_of(
    reader, phenomenon: str, text: str, figure: str, expected: tuple[str | None, str | None]
) -> None:
    record = reader.read(text, published="2031-05-14")
    places = {place.id: place.text for place in record.places}
    times = {time.id: time.value for time in record.times}
    found = next(item for item in record.figures if item.text == figure)
    assert (places.get(found.place or ""), times.get(found.time or "")) == expected, phenomenon
