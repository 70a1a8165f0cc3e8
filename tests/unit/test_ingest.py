"""Bytes to raw pages: kinds of input told apart, encodings, what is refused."""

import random
from pathlib import Path

import pytest

from sayso.errors import InputRefused
from sayso.ingest.flatten import flatten
from sayso.ingest.html import read_html, shallow
from sayso.ingest.pages import read_bytes, read_pages
from sayso.model.page import PageForm, RawPage, Region
from sayso.pipeline import Cleaned, Page, open_pages, open_text
from sayso.settings import Settings

SETTINGS = Settings()
SENTENCE = "The mayor of Torvanna said on Tuesday that the “old bridge” would stay closed – for a café’s sake."
PAGE = f"<html><head><title>x</title></head><body><article><p>{SENTENCE}</p></article></body></html>"


def only(content: bytes | str) -> RawPage:
    (page,) = read_pages(content, SETTINGS)
    if isinstance(page, InputRefused):
        raise page
    return page


def html_text(markup: str) -> str:
    return read_html(markup, SETTINGS).text


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (SENTENCE, PageForm.DUMP),
        ("Use <b>bold</b> words, the style book of the Maravel Courier says.", PageForm.DUMP),
        (PAGE, PageForm.HTML),
        (f"\n <!-- saved --> <!DOCTYPE html><p>{SENTENCE}", PageForm.HTML),
        (f"<div><p>{SENTENCE}</p></div>", PageForm.HTML),
        ('{"id": "1", "text": "The mayor resigned."}\n', PageForm.DOCUMENT),
        ('{"a brace": the mayor said so}', PageForm.DUMP),
        ('{"id": "no text here"}', PageForm.DUMP),
        ('{"text": "Rain \\ud800 fell."}', PageForm.DOCUMENT),
    ],
)
def test_kinds_of_input_are_told_apart_by_content(content: str, form: PageForm) -> None:
    assert only(content).form is form
    assert only(content.encode()).form is form


def test_every_line_of_jsonl_is_a_page_or_a_refusal() -> None:
    lines = '{"id": "a", "text": "Rain fell.", "published": "2031-05-14"}\n\n{"id": "b"}\nnot json\n{"text": ""}\n{"text": "Snow fell.", "url": "u"}'
    pages = list(read_pages(lines, SETTINGS, name="in.jsonl"))
    assert [page.text if isinstance(page, RawPage) else page.code for page in pages] == [
        "Rain fell.",
        "S-BAD-JSON",
        "S-BAD-JSON",
        "S-EMPTY",
        "Snow fell.",
    ]
    assert isinstance(pages[0], RawPage)
    assert pages[0].published == "2031-05-14"
    assert isinstance(pages[2], InputRefused)
    assert pages[2].where == "in.jsonl, line 4"


def test_a_cut_first_line_does_not_make_a_page_of_the_documents_below() -> None:
    cut, whole = read_pages('{"id": "a", "text": "Rain\n{"id": "b", "text": "Snow fell."}\n', SETTINGS)
    assert isinstance(cut, InputRefused)
    assert cut.code == "S-BAD-JSON"
    assert isinstance(whole, RawPage)


def test_what_the_caller_gives_wins_over_a_line_of_its_own() -> None:
    lines = '{"text": "Rain fell.", "published": "2031-05-14"}\n{"text": "Snow fell.", "published": "soon"}\n'

    def days(given: str | None) -> list[str | None]:
        outcomes = list(open_pages(Page(content=lines, published=given), SETTINGS))
        assert all(isinstance(outcome, Cleaned) for outcome in outcomes)
        stated = [outcome.article.published for outcome in outcomes if isinstance(outcome, Cleaned)]
        return [day.value if day else None for day in stated]

    assert days(None) == ["2031-05-14", None]
    assert days("2031-06-01") == ["2031-06-01", "2031-06-01"]


@pytest.mark.parametrize("day", ["soon", "2031-02-30", "20310514", "2031-W20-3", "2031-05-14th"])
def test_a_day_that_is_none_is_left_out_and_said(day: str) -> None:
    (outcome,) = open_pages(Page(content=f'{{"text": "Rain fell.", "published": "{day}"}}'), SETTINGS)
    assert isinstance(outcome, Cleaned)
    assert [note.code for note in outcome.diagnostics] == ["S-BAD-DATE", "S-NO-DATE"]


@pytest.mark.parametrize("day", ["2031-05-14", "2031-05-14T08:00:00Z", "2031-05-14 08:00"])
def test_a_day_may_have_a_time_of_day(day: str) -> None:
    (outcome,) = open_pages(Page(content="Rain fell.", published=day), SETTINGS)
    assert isinstance(outcome, Cleaned)
    assert outcome.article.published is not None
    assert outcome.article.published.value == day


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-32", []),
        ("utf-16-le", ["S-ENCODING"]),
        ("utf-16-be", ["S-ENCODING"]),
        ("cp1252", ["S-ENCODING"]),
    ],
)
def test_encodings_are_found_and_guesses_are_told(encoding: str, codes: list[str]) -> None:
    page = only((SENTENCE + "\n" + SENTENCE).encode(encoding))
    assert page.text == SENTENCE + "\n" + SENTENCE
    assert [note.code for note in page.diagnostics] == codes
    assert all(encoding.split("-", maxsplit=1)[0] in note.message or "cp125" in note.message for note in page.diagnostics)


def test_a_stated_charset_is_believed_where_the_bytes_fit() -> None:
    words = "Президент прибыл в город во вторник."
    markup = f'<html><head><meta charset="windows-1251"></head><body><p>{words}</p></body></html>'
    assert only(markup.encode("cp1251")).text == words
    wrong = only(markup.encode("utf-8").replace(b"windows-1251", b"us-ascii"))
    assert wrong.text == words


def test_broken_bytes_in_utf_8_cost_only_themselves() -> None:
    page = only(SENTENCE.encode() + b" \xff\xfe " + SENTENCE.encode())
    assert page.text == f"{SENTENCE} \ufffd\ufffd {SENTENCE}"
    assert [note.code for note in page.diagnostics] == ["S-ENCODING"]


def test_words_decoded_wrongly_before_are_told_and_left() -> None:
    broken = "The mayor said â€œnoâ€\x9d and â€œneverâ€\x9d, the harbour office in the port of Hask told a radio station. " * 3
    page = only(broken)
    assert page.text == broken
    (note,) = only(broken.encode()).diagnostics
    assert "wrongly" in note.message


def test_characters_that_no_text_holds_are_replaced_one_for_one() -> None:
    page = only("Rain\x00 fell \ud800on Hask.")
    assert page.text == "Rain\ufffd fell \ufffdon Hask."
    assert [note.code for note in page.diagnostics] == ["S-REPLACED-CHARACTERS"]


LINKED_DATA = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rain \\ud800"}</script>'


@pytest.mark.parametrize(
    "page",
    [
        Page(content='{"text": "Rain \\ud800 fell.", "url": "u\\udc00", "published": "2031-05-14\\ud800"}'),
        Page(content=f"<html><head>{LINKED_DATA}</head><body><p>{SENTENCE}</p></body></html>"),
        Page(content=SENTENCE, url="u\udcff", published="2031-05-14 \ud800"),
    ],
    ids=["line of documents", "linked data", "given"],
)
def test_surrogates_in_what_is_said_of_a_page_are_replaced(page: Page) -> None:
    (outcome,) = open_pages(page, SETTINGS)
    assert isinstance(outcome, Cleaned)
    assert "\ufffd" in str(outcome.article)
    str(outcome).encode("utf-8")


def test_surrogates_in_what_is_said_of_running_text_are_replaced() -> None:
    assert open_text(SENTENCE, url="u\udcff").article.url == "u\ufffd"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "S-EMPTY"),
        (b" \n\t \xef\xbb\xbf", "S-EMPTY"),
        ("", "S-EMPTY"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "S-BINARY"),
        (b"%PDF-1.7 text", "S-BINARY"),
        (b"PK\x03\x04rest", "S-BINARY"),
        (bytes(range(32)) * 50, "S-BINARY"),
        (random.Random(0).randbytes(3000), "S-BINARY"),
        (b"a" * (SETTINGS.max_input_bytes + 1), "S-TOO-LARGE"),
        (b"<html><body><script>x</script></body></html>", "S-NO-TEXT"),
        (b"<html></html>", "S-NO-TEXT"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason_and_a_remedy(content: bytes | str, code: str) -> None:
    (refusal,) = read_pages(content, SETTINGS, name="page.txt")
    assert isinstance(refusal, InputRefused)
    assert refusal.code == code
    assert refusal.where == "page.txt"
    assert refusal.problem
    assert refusal.remedy


def test_a_file_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 101)
    with pytest.raises(InputRefused) as refused:
        read_bytes(big, Settings(max_input_bytes=100))
    assert refused.value.code == "S-TOO-LARGE"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One <b>bo</b>ld  word.</p><p>Two</p>", "One bold word.\n\nTwo"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<p>One<br><br>two</p>", "One\n\ntwo"),
        ("<div>Before<p>in</p>after</div>", "Before\n\nin\n\nafter"),
        ("<p>a<script>no</script>b</p><style>no</style>", "ab"),
        ("<p>a</p><p hidden>no <i>no</i></p><p style='Display: NONE'>no</p>b", "a\n\nb"),
        ("<p>a&amp;b&nbsp;c&#8212;d</p>", "a&b c—d"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<p>a<!-- no -->b</p>", "ab"),
        ("<body style='display:none'><p>shown by a script</p></body>", "shown by a script"),
        ("<form><p>a page inside a form</p><input value=no><select><option>no</select></form>", "a page inside a form"),
    ],
)
def test_html_is_flattened_to_its_visible_text(markup: str, text: str) -> None:
    assert html_text(f"<html>{markup}</html>") == text


def test_pieces_know_their_place_and_slice() -> None:
    page = read_html(
        "<nav><a href=x>Home</a></nav><h1>Head</h1><figure><figcaption>Pic</figcaption></figure><p>Go <a href=x>on</a></p>", SETTINGS
    )
    pieces = [(piece.span.slice(page.text), piece.tag, piece.region, piece.link_share) for piece in page.pieces]
    assert pieces == [
        ("Home", "nav", Region.NAVIGATION, 1.0),
        ("Head", "h1", Region.MAIN, 0.0),
        ("Pic", "figcaption", Region.CAPTION, 0.0),
        ("Go on", "p", Region.MAIN, 0.5),
    ]


def test_the_markup_is_asked_about_the_page() -> None:
    page = read_html(
        '<html><head><title>T - Courier</title><meta property="article:published_time" content="2031-05-14T08:00:00Z">'
        '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "headline": "T", "author": [{"name": "Mira Holt"}]}]}</script>'
        '<script type="application/ld+json">{broken</script></head><body><h1>T</h1><p>Text.</p></body></html>',
        SETTINGS,
    )
    assert [(field.name, field.value) for field in page.fields] == [
        ("meta:article:published_time", "2031-05-14T08:00:00Z"),
        ("json-ld:headline", "T"),
        ("json-ld:author", "Mira Holt"),
        ("title", "T - Courier"),
        ("h1", "T"),
    ]


def test_deep_tags_are_cut_before_parsing_and_their_text_stays() -> None:
    deep = "<div>" * 50 + "<p>word" + "</div>" * 50 + "<p>after"
    assert shallow(deep, 10).count("<div>") == 10
    assert "word" in shallow(deep, 10)


def test_flattening_is_a_pure_function() -> None:
    from lxml import html

    tree = html.document_fromstring("<p>a<p>b")
    assert flatten(tree) == flatten(tree)
