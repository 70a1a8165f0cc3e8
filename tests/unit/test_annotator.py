"""What the parser is given: the story, blanked where it holds no words, cut where it never ends."""

import pytest

from sayso.annotate.annotator import story_text
from sayso.clean.plain import plain_article
from sayso.errors import Code


@pytest.mark.parametrize("run", ["(" * 1000, '"' * 50_001, "A" * 20_000, "x." * 5_000])
def test_a_run_without_blanks_is_not_read_and_moves_nothing(run: str) -> None:
    text = f"The mayor left. {run} The port is open."
    story, notes = story_text(plain_article(text), 1_000_000)
    assert story == text.replace(run, " " * len(run))
    assert [(note.code, note.span) for note in notes] == [(Code.UNBROKEN_RUN, (16, 16 + len(run)))]


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
