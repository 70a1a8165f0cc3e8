"""OpenBLAS in place of blis: faster, and the same annotations."""

from sayso.annotate.backend import load_pipeline
from sayso.settings import Settings

TEXT = (
    "At least 31 people were killed when shells hit the market in Torvanna on Tuesday, the regional health office said. "
    "The army denied firing on the town. Foreign Minister Ilva Brann, who had met the rebels in March, urged both sides to talk."
)


def test_openblas_and_blis_give_the_same_annotations() -> None:
    seen = []
    for use_openblas in (True, False):
        doc = load_pipeline(Settings(use_openblas=use_openblas))(TEXT)
        seen.append([(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.ent_iob_) for t in doc])
    assert seen[0] == seen[1]


def test_the_setting_chooses_the_backend() -> None:
    for use_openblas in (True, False):
        nlp = load_pipeline(Settings(use_openblas=use_openblas))
        models = [model for _, pipe in nlp.pipeline if (model := getattr(pipe, "model", None)) is not None]
        assert {node.ops.use_blis for model in models for node in model.walk()} == {not use_openblas}
