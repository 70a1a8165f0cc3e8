"""OpenBLAS in place of blis: faster, and the same annotations."""

from typing import TYPE_CHECKING

import pytest

from sayso.annotate.backend import load_pipeline
from sayso.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = (
    "At least 31 people were killed when shells hit the market in Torvanna on Tuesday, the regional health office said. "
    "The army denied firing on the town. Foreign Minister Ilva Brann, who had met the rebels in March, urged both sides to talk."
)


@pytest.fixture(scope="module")
def pipelines() -> "dict[bool, Language]":
    """By whether they multiply with OpenBLAS."""
    return {use_openblas: load_pipeline(Settings(use_openblas=use_openblas)) for use_openblas in (True, False)}


def test_openblas_and_blis_give_the_same_annotations(pipelines: "dict[bool, Language]") -> None:
    one, other = ([(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.ent_iob_) for t in nlp(TEXT)] for nlp in pipelines.values())
    assert one == other


def test_the_setting_chooses_the_backend(pipelines: "dict[bool, Language]") -> None:
    for use_openblas, nlp in pipelines.items():
        models = [model for _, pipe in nlp.pipeline if (model := getattr(pipe, "model", None)) is not None]
        assert {node.ops.use_blis for model in models for node in model.walk()} == {not use_openblas}
