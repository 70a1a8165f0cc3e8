"""What the parser is given: the story, blanked where it holds no words, cut where it never ends."""

import pytest

from sayso.annotate.annotator import Annotator, story_text
from sayso.clean.plain import plain_article
from sayso.errors import Code
from sayso.settings import Settings


@pytest.mark.parametrize("run", ["(" * 1000, '"' * 50_001, "A" * 20_000, "x." * 5_000])
def test_a_run_without_blanks_is_not_read_and_moves_nothing(run: str) -> None:
    text = f"The mayor left. {run} The port is open."
    story, notes = story_text(plain_article(text), 1_000_000)
    assert story == text.replace(run, " " * len(run))
    assert [(note.code, note.span) for note in notes] == [(Code.UNBROKEN_RUN, (16, 16 + len(run)))]


@pytest.mark.parametrize("run", ['" ' * 50_001, ". . .\n" * 40, "-_ " * 60, "? ! " * 50])
def test_marks_without_words_are_not_parsed_and_move_nothing(run: str) -> None:
    text = f"The mayor left {run}the port is open."
    story, notes = story_text(plain_article(text), 1_000_000)
    assert len(story) == len(text)
    assert story.split() == ["The", "mayor", "left", "the", "port", "is", "open."]
    assert [note.code for note in notes] == [Code.MARKS_RUN]


@pytest.mark.parametrize("marks", ["- " * 99, "* * * ", "1. 2. " * 60, '"so" ' * 120])
def test_marks_between_words_are_read(marks: str) -> None:
    text = f"The mayor left {marks}the port is open."
    assert story_text(plain_article(text), 1_000_000) == (text, ())


def test_a_long_word_is_a_word() -> None:
    text = "See https://example.org/" + "a" * 900 + " now."
    assert story_text(plain_article(text), 1_000_000) == (text, ())


def test_a_story_beyond_the_limit_is_cut_and_says_so() -> None:
    story, notes = story_text(plain_article("the mayor of the town said so to us " * 10), 50)
    assert len(story) == 50
    assert [note.code for note in notes] == [Code.STORY_CUT]


def test_a_sentence_that_never_ends_is_cut(parse) -> None:
    parsed = parse("the mayor of the town said so to us and " * 150)
    assert [note.code for note in parsed.diagnostics] == [Code.SENTENCE_CUT]
    assert max(len(sentence) for sentence in parsed.doc.sents) <= 402


def test_a_story_of_too_many_words_is_cut_and_says_so(nlp) -> None:
    text = "The mayor left. The port is open. " * 10
    parsed = next(Annotator(Settings(max_story_tokens=20), nlp).annotate([plain_article(text)]))
    assert len(parsed.doc) == 20
    assert [(note.code, note.span.slice(text)) for note in parsed.diagnostics] == [(Code.STORY_CUT, "left")]
