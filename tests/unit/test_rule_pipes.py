"""Pipes that remember: the annotations of the stock attribute ruler and lemmatizer."""

from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START, TAG

from sayso.annotate.backend import load_pipeline, load_stock_pipeline, use_openblas
from sayso.annotate.rule_pipes import remember_rules
from sayso.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = (
    "At least 31 people were killed when shells hit the market in Torvanna on Tuesday, the regional health office said.",
    "There's nothin' y'all gotta fear, she's said; it ain't over. There is more: the ministers' own men left better than they'd come.",
    "The  army\n\n denied\tit. It's got to leave \u2019cause \u201cthat\u201d is what that means :-) \U0001f600 \x00 1,000,000 km/h.",
    "",
    " ",
)


@pytest.fixture(scope="module")
def stock() -> "Language":
    nlp = load_stock_pipeline(Settings())
    use_openblas(nlp)
    return nlp


def annotations(doc: "Doc") -> list[list[int]]:
    return [list(row) for row in doc.to_array([TAG, POS, MORPH, DEP, LEMMA, HEAD, SENT_START]).tolist()]


def test_remembered_rules_give_the_annotations_of_the_stock_pipes(stock: "Language") -> None:
    ours = load_pipeline(Settings())
    assert {"sayso_attribute_ruler", "sayso_lemmatizer"} <= set(ours.pipe_names)
    for text in TEXTS * 2:  # the second time from memory
        one, other = stock(text), ours(text)
        assert [(t.tag_, t.pos_, str(t.morph), t.dep_, t.lemma_) for t in one] == [
            (t.tag_, t.pos_, str(t.morph), t.dep_, t.lemma_) for t in other
        ]
        assert annotations(one) == annotations(other)


BLANK = {"LOWER": "port"}

RULES: dict[str, list[dict[str, Any]]] = {
    "the later of two rules wins": [
        {"patterns": [[BLANK]], "attrs": {"POS": "NOUN", "LEMMA": "harbour"}},
        {"patterns": [[{"LOWER": {"IN": ["port", "ports"]}}]], "attrs": {"POS": "PROPN"}},
    ],
    "a rule of two words sets the second": [
        {"patterns": [[{"LOWER": "the"}, BLANK]], "attrs": {"LEMMA": "quay"}, "index": 1},
        {"patterns": [[BLANK]], "attrs": {"POS": "NOUN"}},
    ],
    "an earlier longer rule gives way": [
        {"patterns": [[{"LOWER": "the"}, BLANK]], "attrs": {"LEMMA": "quay"}, "index": -1},
        {"patterns": [[BLANK]], "attrs": {"LEMMA": "harbour"}},
    ],
    "words by their spelling": [
        {"patterns": [[{"LOWER": {"REGEX": "^por"}}], [{"LOWER": {"NOT_IN": ["the", "port"]}}]], "attrs": {"POS": "X"}}
    ],
    "two rules of two words overlap": [
        {"patterns": [[{"LOWER": "the"}, {"LOWER": {"REGEX": "t$"}}]], "attrs": {"POS": "DET"}},
        {"patterns": [[BLANK, {"LOWER": "of"}]], "attrs": {"POS": "NOUN", "MORPH": "Number=Sing"}},
    ],
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES.keys())
def test_rules_of_each_form_are_applied_as_spacy_applies_them(rules: list[dict[str, Any]]) -> None:
    plain, remembering = spacy.blank("en"), spacy.blank("en")
    for nlp in (plain, remembering):
        nlp.add_pipe("attribute_ruler").add_patterns(rules)
    remember_rules(remembering)
    assert remembering.pipe_names == ["sayso_attribute_ruler"]
    for text in ("The port of Torvanna, the Port and the ports.", "Port", "the port"):
        assert [(t.pos_, t.lemma_, str(t.morph)) for t in remembering(text)] == [(t.pos_, t.lemma_, str(t.morph)) for t in plain(text)]


@pytest.mark.parametrize(
    "rule",
    [
        {"patterns": [[{"LOWER": "the", "OP": "+"}]], "attrs": {"POS": "DET"}},
        {"patterns": [[{"LENGTH": {">=": 4}}]], "attrs": {"POS": "NOUN"}},
        {"patterns": [[BLANK]], "attrs": {"NORM": "harbour"}},
    ],
    ids=["repeated", "compared", "sets what words share"],
)
def test_a_ruler_of_another_form_stays(rule: dict[str, Any]) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add_patterns([rule])
    remember_rules(nlp)
    assert nlp.pipe_names == ["attribute_ruler"]
