"""The language of a story, by its function words, and by py3langid where those say nothing."""

import re
from functools import cache
from typing import Any

READ = "en"
"""The language whose stories are read."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_WORDS = (
    "the of to and in that is was for on with as by at from it his her their he she they have has had been be are were "
    "which who will would said not but this an or its after about more than when you we i a"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WRITTEN_CODES = "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka ko lt lv mk ms no nl pl pt ro ru sk sl sq sr sv sw ta th tr uk ur vi zh"
_WRITTEN = _WRITTEN_CODES.split()
_SAMPLE = 4000
_FEW = 12


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of ``text``; None where it has no letters. A few words without a sign of another script are taken for English."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    english = sum(word in _ENGLISH for word in words) / len(words)
    if english >= 0.2 or (len(words) < _FEW and not is_other_script(text[:_SAMPLE])):
        return READ
    return _classify(text[:_SAMPLE])


def is_other_script(text: str) -> bool:
    """Whether most letters of ``text`` are not Latin (the Latin blocks of Unicode end at U+024F)."""
    if text.isascii():
        return False
    letters = [character for character in text if character.isalpha()]
    return sum(character > "\u024f" for character in letters) * 2 > len(letters)


def is_other_language(text: str) -> bool:
    """Whether one line of an English page is in another language: by script, or by its words where it has enough of them."""
    if is_other_script(text):
        return True
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < 10 or any(word in _ENGLISH for word in words):
        return False
    return _classify(text[:_SAMPLE]) != READ


def _classify(text: str) -> str:
    """py3langid's answer among the languages that much news is written in."""
    return str(_identifier().classify(text)[0])


@cache
def _identifier() -> Any:
    """The identifier; its model (4.5 MB) is loaded when it is first asked.

    It is held to languages with a press of their own: given all it knows, it takes names in an English sentence for a creole.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_WRITTEN)
    return identifier
