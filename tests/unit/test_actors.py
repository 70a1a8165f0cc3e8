"""What is a mention: borders, forms, and the tables behind them."""

import tomllib
from pathlib import Path

import pytest

from sayso.extract.actors import find_mentions
from sayso.tables.actors import GivenRow, NounRow, PartRow, load_actor_rules
from sayso.tables.loader import load_rows

RULES = load_actor_rules()
ROWS = load_rows("actors", NounRow, key="noun")
CASES = tomllib.loads(Path("tests/tables/actors.toml").read_text("utf-8"))["mention"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mentions_are_phrases_that_denote_somebody_or_something(parse, case) -> None:
    mentions = [[mention.text, mention.form.value] for mention in find_mentions(parse(case["text"]), (), (), RULES)]
    for wanted in case.get("found", []):
        assert wanted in mentions
    assert not {text for text, _ in mentions} & set(case.get("absent", []))


def row_of(words: str) -> NounRow | None:
    """The row of a description, looked up by its last words as the layer does, plural endings off."""
    tokens = words.lower().split()
    return RULES.noun(tokens) or RULES.noun([*tokens[:-1], tokens[-1].removesuffix("s")])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_noun_row_reads_its_example_and_not_its_counter_example(row: NounRow) -> None:
    found = [row_of(" ".join(row.example.split()[:end])) for end in range(1, len(row.example.split()) + 1)]
    assert row in found
    assert row is not row_of(row.counter)


def test_no_noun_stands_in_two_rows() -> None:
    words = [noun for row in ROWS for noun in row.nouns]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_ids_are_unique() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_words_in_names_are_single_and_tell_one_thing() -> None:
    words = [word for row in load_rows("actors_names", PartRow, key="part") for word in row.words]
    assert len(set(words)) == len(words)
    assert not [word for word in words if " " in word]


def test_given_names_tell_one_gender() -> None:
    women, men = (
        {name for row in load_rows("actors_names", GivenRow, key="given") if row.gender == g for name in row.names.split()} for g in "fm"
    )
    assert not women & men
