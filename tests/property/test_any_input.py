"""The promises on any input: every span slices to its words, nothing is raised, the same input gives the same record."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.annotate import ParsedArticle
from sayso.errors import Code, InputRefused
from sayso.export.json_record import decode_record, encode_record, record_problems
from sayso.model import Record
from sayso.pipeline import Page, Reader

WORDS = st.sampled_from([
    "The mayor", "people", "rebels", "she", "said", "that", "did not", "were killed", "attacked", "in", "Lisbon", "on Tuesday", "according to",
    "31", "1920", "32.13.2031", "per cent", "US$5m", ",", ".", "-", "(", "]", '"', "'", "\u201c", "\u201d", "\u00ab", "\u00bb", "\n\n",
    "\U0001f6a2", "e\u0301", "\u202e", "\x00", "\ufeff",
])  # fmt: skip
NEWS_LIKE = st.lists(WORDS, max_size=60).map(" ".join)


def as_utf_16(text: str) -> bytes:
    return text.encode("utf-16")


def as_html(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


PAGES = st.one_of(st.text(max_size=300), NEWS_LIKE, st.binary(max_size=300), NEWS_LIKE.map(as_utf_16), NEWS_LIKE.map(as_html))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents=st.lists(PAGES, min_size=8, max_size=8))
def test_any_page_gives_a_sound_record_or_a_refusal_and_twice_the_same(reader: Reader, contents: list[str | bytes]) -> None:
    """Eight pages at a time: the parser takes as long for a batch as for a page."""
    pages = [Page(content=content, published="2031-05-14") for content in contents]
    first, second = list(reader.stream(pages)), list(reader.stream(pages))
    assert len(first) == len(pages)
    for one, other in zip(first, second, strict=True):
        if isinstance(one, InputRefused):
            assert str(one) == str(other)
            continue
        assert isinstance(other, Record)
        assert Code.FAULT not in [note.code for note in one.diagnostics]
        assert list(record_problems(one)) == []
        line = encode_record(one)
        assert decode_record(line) == one
        assert encode_record(other) == line


def test_a_batch_gives_what_single_reads_give(reader: Reader) -> None:
    texts = ["The mayor said it rained.", "Rebels shelled Lisbon on Tuesday.", "", "\u201cNo,\u201d said Ilva Brann."]

    def shown(outcome: object) -> object:
        return str(outcome) if isinstance(outcome, InputRefused) else outcome

    alone = [next(iter(reader.stream([text]))) for text in texts]
    assert [shown(outcome) for outcome in reader.stream(texts)] == [shown(outcome) for outcome in alone]


def test_a_fault_in_a_layer_costs_one_article_its_layers(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def find_figures(parsed: ParsedArticle, *_: object) -> tuple[()]:
        if "port" in parsed.doc.text:
            raise KeyError("broken")
        return ()

    monkeypatch.setattr("sayso.pipeline.find_figures", find_figures)
    records = list(reader.stream(["The port is shut, the mayor said.", "The road is shut, the mayor said."]))
    assert [[note.code for note in record.diagnostics if note.code == Code.FAULT] for record in records] == [[Code.FAULT], []]
    assert [len(record.attributions) for record in records] == [0, 1]
