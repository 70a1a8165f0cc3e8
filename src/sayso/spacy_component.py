"""The spaCy component: `nlp.add_pipe("sayso")` gives every document `doc._.sayso`, the record of its text."""

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import ParsedArticle
from sayso.clean.dates import bad_day
from sayso.model import Record, Span
from sayso.pipeline import Rules, load_rules, make_record, open_text
from sayso.settings import Settings

Doc.set_extension("sayso", default=None, force=True)


class SaysoComponent:
    """Reads a parsed document into a record, kept in ``doc._.sayso``; layers also lie in ``doc.spans["sayso_*"]``.

    It belongs after the parser and the entity recogniser. ``published`` is the date (ISO) for all documents of the pipeline.
    """

    def __init__(self, rules: Rules, published: str | None = None) -> None:
        self._rules = rules
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its record."""
        article = open_text(doc.text, published=self._published).article
        record = make_record(ParsedArticle(article=article, doc=doc), self._rules)
        doc._.sayso = record
        for name, spans in _layers(record).items():
            found = (doc.char_span(span.start, span.end, label=name, alignment_mode="expand") for span in spans)
            doc.spans[f"sayso_{name}"] = [span for span in found if span is not None]
        return doc


def _layers(record: Record) -> dict[str, list[Span]]:
    return {
        "content": [span for attribution in record.attributions for span in attribution.content],
        "source": [span for attribution in record.attributions for span in attribution.source],
        "event": [event.trigger for event in record.events],
        "place": [place.span for place in record.places],
        "time": [time.span for time in record.times],
        "figure": [figure.span for figure in record.figures],
    }


@Language.factory("sayso", default_config={"published": None}, requires=["token.dep", "doc.ents"], assigns=["doc._.sayso"])
def make_component(nlp: Language, name: str, published: str | None) -> SaysoComponent:  # noqa: ARG001  # spaCy's signature
    """The factory behind ``nlp.add_pipe("sayso", config={"published": "2031-05-14"})``; raises ValueError on a bad date."""
    for problem in bad_day(published):
        raise ValueError(problem.message)
    return SaysoComponent(load_rules(Settings()), published)
