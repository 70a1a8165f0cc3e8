"""The component in somebody's own spaCy pipeline: a record of each document, the layers as spans."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from sayso import spacy_component
from sayso.model import Record

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "Police arrested 12 men in Lisbon on Tuesday, the mayor said."


@pytest.fixture
def with_sayso(nlp: "Language") -> "Iterator[Language]":
    nlp.add_pipe("sayso", config={"published": "2031-05-14"})
    yield nlp
    nlp.remove_pipe("sayso")


def test_a_document_gets_its_record_and_its_layers_as_spans(with_sayso: "Language") -> None:
    doc = with_sayso(TEXT)
    assert isinstance(doc._.sayso, Record)
    assert [time.value for time in doc._.sayso.times] == ["2031-05-13"]
    layers = {name: [span.text for span in doc.spans[f"sayso_{name}"]] for name in ("source", "place", "time", "event")}
    assert layers == {"source": ["the mayor"], "place": ["Lisbon"], "time": ["Tuesday"], "event": ["arrested"]}


def test_an_empty_document_gets_an_empty_record(with_sayso: "Language") -> None:
    assert with_sayso("")._.sayso.events == ()


def test_a_day_that_is_none_is_refused_when_the_pipeline_is_made(nlp: "Language") -> None:
    with pytest.raises(ValueError, match="'soon' is no date"):
        spacy_component.make_component(nlp, "sayso", "soon")
