"""spaCy's attribute ruler and rule lemmatizer, asked once for each kind of word instead of at each word of a text.

Both look at a word's own attributes, and words repeat. The ruler tries its hundred and eighty patterns at every token, which takes a sixth
of the time of a whole parse; the lemmatizer reads strings and tables anew for every noun. What the stock pipes answer for a kind of word is
remembered here, so the annotations are theirs. A pipe with rules of another form stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spacy.attrs import IDS, LEMMA, MORPH, ORTH, POS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens.morphanalysis import MorphAnalysis

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.strings import StringStore
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_SETTABLE = {"TAG": "tag", "POS": "pos", "DEP": "dep", "LEMMA": "lemma", "MORPH": "morph"}
"""Attributes that a rule may set, and how a token calls them."""
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
_OTHER = -1
"""Stands for every value that no pattern tells from others."""
_MOST_WORDS = 200_000
"""Words that are remembered, more than years of news have; past it, remembering starts anew."""


def remember_rules(nlp: Language) -> None:
    """Let pipes that remember do the work of the stock ones of ``nlp``, which stay in it, disabled."""
    if _RULER in nlp.pipe_names and can_be_remembered(nlp.get_pipe(_RULER)):
        nlp.add_pipe("sayso_attribute_ruler", after=_RULER)
        nlp.disable_pipe(_RULER)
    if _LEMMATIZER in nlp.pipe_names and nlp.get_pipe(_LEMMATIZER).mode == "rule":
        nlp.add_pipe("sayso_lemmatizer", after=_LEMMATIZER)
        nlp.disable_pipe(_LEMMATIZER)


def can_be_remembered(ruler: "AttributeRuler") -> bool:
    """Whether all patterns are rows of tokens, ask only for values equal, listed or spelled in some way, and set what a word has itself."""
    questions = list(_questions(ruler))
    is_plain = all(name in IDS and (not isinstance(wanted, dict) or wanted.keys() <= _TESTS) for name, wanted in questions)
    return bool(questions) and is_plain and all(rule["attrs"].keys() <= _SETTABLE.keys() for rule in ruler.patterns)


def _questions(ruler: "AttributeRuler") -> Iterator[tuple[str, Any]]:
    """Every attribute that a pattern asks for, with what it is to be."""
    return (asked for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern for asked in token.items())


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the patterns ask of one attribute: the values they name, and how others are spelled; ``kinds`` remembers of each value which it is."""

    named: set[int] = field(default_factory=set)
    spelled: list[re.Pattern[str]] = field(default_factory=list)
    kinds: dict[int, int] = field(default_factory=dict)

    def kinds_of(self, values: list[int], strings: "StringStore") -> list[int]:
        """Each value itself, or one stand-in for all that the patterns do not tell apart."""
        if len(self.kinds) > _MOST_WORDS:
            self.kinds.clear()
        kinds = self.kinds
        for value in set(values).difference(kinds):
            is_told = value in self.named or any(pattern.search(strings[value]) for pattern in self.spelled)
            kinds[value] = value if is_told else _OTHER
        return [kinds[value] for value in values]


class RememberingRuler:
    """Sets the attributes of tokens as the attribute ruler ``ruler`` does; `can_be_remembered` must hold of it."""

    def __init__(self, ruler: "AttributeRuler") -> None:
        self._indices = ruler.indices
        self._attrs = [_settings_of(attrs, ruler) for attrs in ruler.attrs]
        self._asked = _asked_by(ruler)
        self._single, self._openings, self._longer = Matcher(ruler.vocab), Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._longest = 1
        for number, rule in enumerate(ruler.patterns):
            for pattern in rule["patterns"]:
                self._longest = max(self._longest, len(pattern))
                (self._single if len(pattern) == 1 else self._longer).add(str(number), [pattern])
                if len(pattern) > 1:
                    self._openings.add(str(number), [pattern[:1]])
        self._rules: dict[tuple[int, ...], tuple[tuple[int, ...], bool]] = {}
        self._settings: dict[tuple[int, ...], tuple[tuple[str, Any], ...]] = {}

    def __call__(self, doc: "Doc") -> "Doc":
        """Apply every rule to ``doc``, in place; of several that fit one token the later in the table wins, as in spaCy."""
        strings = doc.vocab.strings
        columns = doc.to_array(list(self._asked)).reshape(len(doc), len(self._asked)).T.tolist()
        kinds = [asked.kinds_of(values, strings) for asked, values in zip(self._asked.values(), columns, strict=True)]
        found: list[tuple[int, ...]] = []
        longer: list[tuple[int, int]] = []
        for position, kind in enumerate(zip(*kinds, strict=True)):
            rules, may_open = self._rules.get(kind) or self._remember(kind, doc, position)
            found.append(rules)
            if may_open:
                longer += self._rules_from(doc, position)
        for position, rule in longer:
            found[position] = tuple(sorted((*found[position], rule)))
        for token, rules in zip(doc, found, strict=True):
            for name, value in self._settings.get(rules) or self._merge(rules):
                setattr(token, name, value)
        return doc

    def _remember(self, kind: tuple[int, ...], doc: "Doc", position: int) -> tuple[tuple[int, ...], bool]:
        """The rules that fit a word of this kind by itself, and whether a longer pattern may start with it."""
        word = doc[position : position + 1]
        rules = sorted(rule for rule, _, _ in _matches(self._single, word))
        return self._rules.setdefault(kind, (tuple(rules), bool(_matches(self._openings, word))))

    def _rules_from(self, doc: "Doc", position: int) -> Iterator[tuple[int, int]]:
        """The longer rules that fit from ``position`` on, each with the token that it sets."""
        for rule, start, end in _matches(self._longer, doc[position : position + self._longest]):
            if start == 0:
                index = self._indices[rule]
                yield position + (index if index >= 0 else end + index), rule

    def _merge(self, rules: tuple[int, ...]) -> tuple[tuple[str, Any], ...]:
        """What all the rules that fit one token set together."""
        settings: dict[str, Any] = {}
        for rule in rules:
            settings |= self._attrs[rule]
        return self._settings.setdefault(rules, tuple(settings.items()))


class RememberingLemmatizer:
    """Gives tokens the lemmas of ``lemmatizer``, whose rules look at a word's spelling, part of speech and morphology."""

    def __init__(self, lemmatizer: "Lemmatizer") -> None:
        self._lemmatizer = lemmatizer
        self._lemmas: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set the lemma of every token of ``doc`` that has none."""
        if len(self._lemmas) > _MOST_WORDS:
            self._lemmas.clear()
        lemmas, overwrites = self._lemmas, self._lemmatizer.overwrite
        for token, (lemma, *word) in zip(doc, doc.to_array([LEMMA, ORTH, POS, MORPH]).tolist(), strict=True):
            if overwrites or not lemma:
                kind = tuple(word)
                if kind not in lemmas:
                    lemmas[kind] = doc.vocab.strings.add(self._lemmatizer.lemmatize(token)[0])
                token.lemma = lemmas[kind]
        return doc


def _matches(matcher: Matcher, words: "DocSpan") -> list[tuple[int, int, int]]:
    """The numbers of the rules that fit somewhere in ``words``, each with its first and behind its last word; without rules none."""
    return [(int(words.vocab.strings[name]), *where) for name, *where in matcher(words, allow_missing=True)] if len(matcher) else []


def _asked_by(ruler: "AttributeRuler") -> dict[int, _Asked]:
    """What the patterns of ``ruler`` ask for, by attribute."""
    asked: dict[int, _Asked] = {}
    for name, wanted in _questions(ruler):
        of_attribute = asked.setdefault(IDS[name], _Asked())
        tests: dict[str, Any] = wanted if isinstance(wanted, dict) else {"IN": [wanted]}
        for test, values in tests.items():
            if test == "REGEX":
                of_attribute.spelled.append(re.compile(values))
            else:
                of_attribute.named.update(ruler.vocab.strings[value] if isinstance(value, str) else int(value) for value in values)
    return asked


def _settings_of(attrs: Mapping[int, int], ruler: "AttributeRuler") -> dict[str, Any]:
    """What one rule sets, as names and values of token attributes."""
    settings: dict[str, Any] = {attribute: attrs[IDS[name]] for name, attribute in _SETTABLE.items() if IDS[name] in attrs}
    if "morph" in settings:
        settings["morph"] = MorphAnalysis.from_id(ruler.vocab, settings["morph"])
    return settings


@Language.factory("sayso_attribute_ruler")
def _make_ruler(nlp: Language, name: str) -> RememberingRuler:  # noqa: ARG001  # spaCy's signature
    return RememberingRuler(nlp.get_pipe(_RULER))


@Language.factory("sayso_lemmatizer")
def _make_lemmatizer(nlp: Language, name: str) -> RememberingLemmatizer:  # noqa: ARG001  # spaCy's signature
    return RememberingLemmatizer(nlp.get_pipe(_LEMMATIZER))
