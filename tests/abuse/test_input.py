"""Hostile and broken input: a sound article with its problems told, or a refusal; quickly, and the same every time."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputRefused
from sayso.model import STORY_KINDS, Span
from sayso.pipeline import Cleaned, Page, open_pages, open_text
from sayso.settings import Settings

SETTINGS = Settings()
NAUGHTY = json.loads(Path(__file__).with_name("naughty.json").read_text("utf-8"))["strings"]
SENTENCE = "The harbour office said on Monday that the ferry to Hask was stopped after a mine was found. "


def opened(content: str | bytes | Path) -> list[Cleaned | InputRefused]:
    return list(open_pages(Page(content=content), SETTINGS))


def check(outcome: Cleaned | InputRefused) -> None:
    """Blocks in order, inside the text, none empty, none overlapping; statements slice; nothing but white space outside the blocks."""
    if isinstance(outcome, InputRefused):
        assert outcome.code
        assert outcome.problem
        return
    article = outcome.article
    end = 0
    outside = []
    for block in article.blocks:
        assert end <= block.span.start < block.span.end <= len(article.text)
        outside.append(article.text[end : block.span.start])
        end = block.span.end
    outside.append(article.text[end:])
    assert not "".join(outside).replace("\ufeff", "").strip()
    for stated in (article.title, article.outlet, article.byline, article.published):
        if stated is not None and stated.span is not None:
            assert stated.span.slice(article.text)
            assert Span(0, len(article.text)).contains(stated.span)
    article.text.encode("utf-8")


def same(first: Cleaned | InputRefused, second: Cleaned | InputRefused) -> bool:
    return str(first) == str(second)


PIECES = st.sampled_from(
    [
        *[
            "Menu",
            "By Mira Holt",
            "© 2031 Courier",
            "14.05.2031",
            "Published 14 May 2031",
            "Read more: X",
            "<p>",
            "</p>",
            "<div hidden>",
            "<br>",
            "<html>",
            "<script>",
        ],
        *[
            "short line",
            "Заголовок",
            "* ",
            "HASK (MP) — ",
            "- Courier, 1920, 14.05.2031",
            "&amp;",
            "&#0;",
            "&#xD800;",
            "]]>",
            "  ",
            "{",
            "🚢",
            "é",
            "\u202e",
        ],
        *("\n", "\n\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\x00", "\ufeff", '{"text": "a"}', SENTENCE, SENTENCE.upper()),
    ]
)


@settings(max_examples=80, deadline=None)
@given(page=st.one_of(st.text(max_size=400), st.binary(max_size=400), st.lists(PIECES, max_size=60).map("".join)))
def test_any_input_is_a_sound_article_or_a_refusal_and_twice_the_same(page: str | bytes) -> None:
    first, second = opened(page), opened(page)
    for one, other in zip(first, second, strict=True):
        check(one)
        assert same(one, other)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(PIECES, max_size=80).map("".join))
def test_any_markup_is_flattened_or_refused(words: str) -> None:
    for outcome in opened(f"<html><body>{words}</body></html>"):
        check(outcome)


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_any_running_text_keeps_every_word(text: str) -> None:
    article = open_text(text).article
    assert len(article.text) == len(text)
    words = "".join("".join(block.span.slice(article.text).split()) for block in article.blocks if block.kind in STORY_KINDS)
    assert words == "".join(article.text.split())


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_strings_alone_in_a_page_and_in_markup(text: str) -> None:
    for content in (
        text,
        f"{SENTENCE}\n\n{text}\n\n{SENTENCE}",
        f"<html><head><title>{text}</title></head><body><p>{text}</p></body></html>",
    ):
        for outcome in opened(content):
            check(outcome)


def test_all_naughty_strings_in_one_page() -> None:
    (outcome,) = opened(SENTENCE + "\n" + "\n".join(NAUGHTY) + "\n" + SENTENCE)
    assert isinstance(outcome, Cleaned)
    check(outcome)


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        ("<html><body>" + "<div>" * 100_000 + f"<p>{SENTENCE}</p>" + "</div>" * 100_000, 10),
        ("<html><body>" + "<b>" * 100_000 + SENTENCE, 10),
        ("<html><body>" + f"<div><p>{SENTENCE}" * 5_000, 20),
        ("<html><body><p>" + "<" * 300_000, 10),
        ("<html><body>" + f"<p>{SENTENCE}</p>" * 8_000, 10),
        ("a" * 1_000_000, 10),
        ("word " * 200_000, 10),
        ('"' * 50_001, 10),
        ("“" * 1_000_000, 10),
        ("\n".join(["Menu"] * 30_000), 10),
        ("\n".join(f"14.05.20{year:02}" for year in range(30)) * 1_000, 10),
        ("© " * 300_000, 10),
        ("A/" * 300_000, 10),
        ("- " * 300_000, 10),
        ("\n\n".join([SENTENCE] * 10_000), 20),
        ("\n".join([SENTENCE[:70]] * 10_000), 20),
        ("\U0001f6a2" * 300_000, 10),
        ("\n" * 1_000_000 + SENTENCE, 10),
        ("{" * 100_000, 10),
        ('{"text": ' + "[" * 100_000, 10),
    ],
    ids=lambda value: str(value)[:24] if isinstance(value, str) else "",
)
def test_hostile_sizes_take_their_time_and_no_more(content: str, seconds: int) -> None:
    began = time.process_time()
    for outcome in opened(content):
        check(outcome)
    assert time.process_time() - began < seconds


def test_deeply_nested_markup_gives_its_text_and_says_so() -> None:
    (outcome,) = opened(f"<html><body><p>{SENTENCE}</p>" + "<div>" * 100_000 + f"<p>Deep: {SENTENCE}</p>" + "</div>" * 100_000)
    assert isinstance(outcome, Cleaned)
    assert "Deep: The harbour office" in outcome.article.text
    assert "S-TOO-DEEP" in [note.code for note in outcome.diagnostics]


@pytest.mark.parametrize(
    "entities",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>',
        '<!DOCTYPE r [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["bomb", "file"],
)
@pytest.mark.parametrize("root", ["html", "rss"])
def test_entities_are_neither_expanded_nor_read(entities: str, root: str) -> None:
    (outcome,) = opened(f'<?xml version="1.0"?>{entities}<{root}><body><p>{SENTENCE}&c;</p></body></{root}>')
    assert isinstance(outcome, Cleaned)
    assert "root:" not in outcome.article.text
    assert len(outcome.article.text) < 3_000


def test_hidden_text_is_not_extracted() -> None:
    (outcome,) = opened(f"<html><body><p style='display:none'>Secret.</p><div hidden><p>Secret.</p></div><p>{SENTENCE}</p></body></html>")
    assert isinstance(outcome, Cleaned)
    assert "Secret" not in outcome.article.text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "shift_jis", "gb18030"]
)
def test_any_encoding_is_an_article_with_its_encoding_told(encoding: str) -> None:
    words = {"cp1251": "Мэр сказал во вторник, что мост закрыт. ", "koi8-r": "Мэр сказал во вторник, что мост закрыт. "}.get(encoding)
    words = words or {"shift_jis": "市長は火曜日に橋が閉鎖されたと述べた。", "gb18030": "市长星期二说桥已关闭。"}.get(encoding, SENTENCE)
    (outcome,) = opened((words * 20).encode(encoding))
    assert isinstance(outcome, Cleaned)
    check(outcome)


def test_mixed_encodings_cost_only_the_broken_bytes() -> None:
    (outcome,) = opened((SENTENCE + "café ").encode() * 5 + "café".encode("cp1252") + (" " + SENTENCE).encode())
    assert isinstance(outcome, Cleaned)
    assert outcome.article.text.count("café") == 5
    assert "S-ENCODING" in [note.code for note in outcome.diagnostics]


def test_a_page_of_endless_lines_is_cut_and_says_so() -> None:
    (outcome,) = opened(SENTENCE + "\n" + "Menu\n" * 21_000)
    assert isinstance(outcome, Cleaned)
    assert "S-STORY-CUT" in [note.code for note in outcome.diagnostics]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (outcome,) = opened(tmp_path / "absent.txt")
    assert isinstance(outcome, InputRefused)
    assert outcome.code == "S-NOT-FOUND"
    assert outcome.where.endswith("absent.txt")


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    (outcome,) = opened(tmp_path)
    assert isinstance(outcome, InputRefused)


def test_ten_times_the_page_takes_no_more_than_fifteen_times_as_long() -> None:
    page = "\n\n".join(f"{SENTENCE}{number} ships" for number in range(150)) + "\nMenu\nHome\nWorld\n" * 80

    def seconds(content: str) -> float:
        began = time.process_time()
        opened(content)
        return time.process_time() - began

    seconds(page)
    assert seconds(page * 10) < 15 * max(seconds(page), 0.02)
