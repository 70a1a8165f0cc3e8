"""A story in capitals gets the case of ordinary print: names and sentence starts keep a capital, no character moves."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.casing import Casing, is_capitals, load_casing, truecase
from sayso.tables.casing import CasingRow
from sayso.tables.loader import load_rows

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def casing(nlp: "Language") -> Casing:
    return load_casing(nlp)


@pytest.mark.parametrize(
    ("capitals", "print_case"),
    [
        pytest.param("THE PORT WAS CLOSED. NOBODY CAME.", "The port was closed. Nobody came.", id="a capital opens a sentence"),
        pytest.param("SHELLS HIT TORVANNA TODAY.", "Shells hit Torvanna today.", id="a word that no list knows is a name"),
        pytest.param("TROOPS LEFT PERU.", "Troops left Peru.", id="a country is a name"),
        pytest.param("THE BRLG WAS ASKED.", "The BRLG was asked.", id="a short word without vowels is an acronym"),
        pytest.param("THE CHIEF OF PERU'S ARMY.", "The chief of Peru's army.", id="a possessive is no other word"),
    ],
)
def test_case_of_ordinary_print(casing: Casing, capitals: str, print_case: str) -> None:
    assert truecase(capitals, casing) == print_case


@pytest.mark.parametrize("row", load_rows("casing", CasingRow), ids=lambda row: row.id)
def test_every_group_of_words_reads_its_example_and_its_counter_example(casing: Casing, row: CasingRow) -> None:
    for capitals, words in (row.example, row.counter):
        assert words in truecase(capitals, casing)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("THE PORT WAS CLOSED AFTER A MINE WAS FOUND. " * 3, True, id="wire copy"),
        pytest.param("The port was closed after a mine was found. " * 3, False, id="ordinary print"),
        pytest.param("PORT CLOSED", False, id="too short to tell"),
        pytest.param("港" * 200, False, id="letters without case"),
    ],
)
def test_a_text_in_capitals_is_told_by_most_of_its_letters(text: str, expected: bool) -> None:
    assert is_capitals(text) is expected


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=80) | st.text(alphabet="AİßŒﬁ ΣǅI.'’\n1", max_size=80))
def test_no_character_moves(casing: Casing, text: str) -> None:
    recased = truecase(text, casing)
    assert len(recased) == len(text)
    assert recased.casefold() == text.casefold()
