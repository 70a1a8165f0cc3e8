"""The flat stand-off form: a line for a row, what a row gives for measuring, what is refused."""

from typing import Any

import msgspec
import pytest

from sayso.errors import Code, InputRefused
from sayso.export.standoff_batch import annotate_rows
from sayso.pipeline import Reader

SENTENCE = "The army attacked Lisbon on Tuesday, the mayor said."


def line_of(row: dict[str, Any] | InputRefused, reader: Reader, *, as_pages: bool = False) -> dict[str, Any]:
    (line,) = annotate_rows([row], reader, as_pages=as_pages)
    return msgspec.to_builtins(line)


def test_lines_come_in_the_order_of_the_rows_and_a_refusal_in_its_place(reader: Reader) -> None:
    refusal = InputRefused(Code.BAD_JSON, "this is not JSON", where="line 2")
    lines = list(annotate_rows([{"id": "a", "text": SENTENCE}, refusal, {"id": 3, "text": SENTENCE}, {"text": ""}], reader, as_pages=False))
    assert [line["id"] for line in lines] == ["a", None, "3", None]
    assert [line.get("error") for line in lines] == [None, "line 2: this is not JSON [S-BAD-JSON]", None, None]


@pytest.mark.parametrize("span", [[4, 8], {"start": 4, "end": 8, "text": "army"}], ids=["pair", "object"])
def test_given_mentions_and_triggers_are_what_is_answered(reader: Reader, span: object) -> None:
    line = line_of({"id": "a", "text": SENTENCE, "mentions": [span], "triggers": [{"start": 9, "end": 17}]}, reader)
    assert [mention["text"] for mention in line["mentions"]] == ["army"]
    assert [(trigger["start"], trigger["end"], trigger["factuality"]) for trigger in line["triggers"]] == [(9, 17, "CT+")]


@pytest.mark.parametrize("name", ["mentions", "triggers"])
@pytest.mark.parametrize(
    "spans",
    [[[0, 99]], [[-1, 3]], [[3, 3]], [[5, 3]], [[0]], [["a", "b"]], [[0.0, 3.0]], [{"start": 0}], [7], 7, "spans"],
    ids=str,
)
def test_a_span_that_is_none_or_not_in_the_text_is_refused(reader: Reader, name: str, spans: object) -> None:
    line = line_of({"id": "a", "text": SENTENCE, name: spans}, reader)
    assert set(line) == {"id", "error"}
    assert line["error"].startswith(f"a: {name}: ")
    assert Code.BAD_SPAN in line["error"]


def test_spans_cannot_be_given_for_a_raw_page(reader: Reader) -> None:
    assert Code.BAD_SPAN in line_of({"id": "a", "text": SENTENCE, "mentions": [[0, 3]]}, reader, as_pages=True)["error"]


def test_html_gives_the_text_that_its_offsets_lie_in(reader: Reader) -> None:
    paragraphs = [SENTENCE, f"{SENTENCE} She added nothing.", f"“No,” she said. {SENTENCE}"]
    markup = "<html><body><nav>Home</nav><article>" + "".join(f"<p>{words}</p>" for words in paragraphs) + "</article></body></html>"
    line = line_of({"id": "a", "text": markup}, reader, as_pages=True)
    assert [line["text"][start:end] for start, end in line["story"]] == paragraphs
    assert "text" not in line_of({"id": "b", "text": SENTENCE}, reader, as_pages=True)


def test_replaced_characters_are_shown_in_the_line(reader: Reader) -> None:
    assert line_of({"id": "a", "text": "Rain\ud800 fell."}, reader)["text"] == "Rain\ufffd fell."


def test_every_layer_of_a_line_slices(reader: Reader) -> None:
    line = line_of({"id": "a", "text": SENTENCE, "published": "2031-05-14"}, reader)
    assert [(time["value"], SENTENCE[time["start"] : time["end"]]) for time in line["times"]] == [("2031-05-13", "Tuesday")]
    assert [SENTENCE[place["start"] : place["end"]] for place in line["places"]] == ["Lisbon"]
    sources = [[SENTENCE[start:end] for start, end in attribution["source"] or ()] for attribution in line["attributions"]]
    assert ["the mayor"] in sources
    (event,) = line["events"]
    assert [SENTENCE[one["start"] : one["end"]] for one in (event["trigger"], *event["actor"])] == ["attacked", "The army"]
    assert line["main"] == event["type"] == "ASSAULT"
