"""Article to spaCy document: the only room that loads a model; sentence and clause helpers."""

from sayso.annotate.annotator import Annotator
from sayso.annotate.parsed import ParsedArticle, doc_span, token_span

__all__ = ["Annotator", "ParsedArticle", "doc_span", "token_span"]
