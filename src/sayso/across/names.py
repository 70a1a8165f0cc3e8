"""Which words of a story are names, without a parser: those with a capital that does not only start a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from sayso.across.wording import Stems, plain_words
from sayso.model import Span

_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_OPENING = re.compile(r"[\"“'‘(\[]*[A-Z][\w'’-]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n]\s*[\"“'‘(\[]*|[\"“‘(\[]|[–—-]\s)$")


class Names:
    """The names of a story, all of them and sentence by sentence. Names are stems (`sayso.across.wording`)."""

    def __init__(self, story: Iterable[Span], text: str, stems: Stems) -> None:
        found = [place_and_word for block in story for place_and_word in _capitalised(block, text)]
        self._text = text
        self._stems = stems
        self._places = [place for place, _ in found]
        self._words = [word for _, word in found]
        self.all = self._content(self._words)

    def within(self, sentence: Span) -> frozenset[str]:
        """The names in a sentence of the story; the word with which it opens is one where the story has it as such elsewhere."""
        words = self._words[bisect_right(self._places, sentence.start) : bisect_left(self._places, sentence.end)]
        opening = _OPENING.match(self._text, sentence.start, sentence.end)
        if opening is not None:
            words.append(opening.group())
        return self.all & self._content(words)

    def _content(self, words: Iterable[str]) -> frozenset[str]:
        return self._stems.of(plain_words(" ".join(words)))


def _capitalised(passage: Span, text: str) -> Iterable[tuple[int, str]]:
    """The words with a capital that start no sentence, and where."""
    return [
        (match.start(), match.group())
        for match in _NAME.finditer(text, passage.start, passage.end)
        if match.start() > passage.start and not _starts_sentence(text, passage.start, match.start())
    ]


def _starts_sentence(text: str, start: int, place: int) -> bool:
    """Whether a sentence starts at ``place``; most words stand behind a word and a space, which is seen without looking for more."""
    if text[place - 1] == " " and text[max(0, place - 2)].isalnum():
        return False
    return _SENTENCE_START.search(text, max(start, place - 4), place) is not None
