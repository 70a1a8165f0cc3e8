"""Fixtures that every test may use; the model is loaded once a session."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from sayso.annotate import Annotator, ParsedArticle
from sayso.annotate.backend import load_pipeline
from sayso.clean.plain import plain_article
from sayso.pipeline import Reader
from sayso.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> "Language":
    return load_pipeline(Settings())


@pytest.fixture(scope="session")
def annotator(nlp: "Language") -> Annotator:
    return Annotator(Settings(), nlp)


@pytest.fixture(scope="session")
def reader(nlp: "Language") -> Reader:
    return Reader(Settings(), nlp)


@pytest.fixture(scope="session")
def parse(annotator: Annotator) -> Callable[..., ParsedArticle]:
    """Parses running text: every line is a paragraph of the story."""

    def parse_text(text: str, published: str | None = None) -> ParsedArticle:
        return next(annotator.annotate([plain_article(text, published=published)]))

    return parse_text


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write tests/golden/*.json anew instead of comparing")
