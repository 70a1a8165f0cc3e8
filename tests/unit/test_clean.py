"""Raw pages to articles: what is story, what the page says about itself, on invented pages."""

import re
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

from sayso.clean.dates import bad_day, find_days, given_day, iso_day, number_order
from sayso.clean.kept import find_kept
from sayso.clean.labels import marked_kinds
from sayso.clean.language import is_other_language, language_of
from sayso.clean.page import clean_page, load_page_rules
from sayso.clean.plain import plain_article
from sayso.clean.trees import smooth
from sayso.clean.units import find_paragraphs, find_units
from sayso.ingest.pages import read_pages
from sayso.model import Article, BlockKind, Diagnostic, Span, Stated
from sayso.model.page import Piece, RawPage
from sayso.settings import Settings
from sayso.tables.loader import load_rows
from sayso.tables.page_dates import DateRow, load_date_forms
from sayso.tables.page_lines import LineRow, load_line_rules
from sayso.tables.page_marks import MarkRow, load_page_marks

SAMPLE = Path(__file__).parents[2] / "samples" / "harbour.txt"
FIRST = "The ferry to Hask was stopped on Monday after a mine was found in the channel, the harbour office said in a statement."
SECOND = "Two hundred passengers waited on the quay until the evening, and many of them slept in the school that night."
THIRD = "“We had no warning,” said Mira Holt, who runs the ticket office. She asked the navy to sweep the channel again."


def read(content: str, **given: str) -> tuple[Article, tuple[Diagnostic, ...]]:
    (page,) = read_pages(content, Settings())
    assert isinstance(page, RawPage)
    if given:
        page = RawPage(text=page.text, form=page.form, pieces=page.pieces, fields=page.fields, kept=page.kept, **given)
    return clean_page(page, load_page_rules())


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.slice(article.text)) for block in article.blocks]


def of_kind(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.slice(article.text) for block in article.blocks if block.kind is kind]


def dump(*, top: str = "", below: str = "") -> str:
    menu = "Menu\nHome\nWorld\nSport\nWeather\nSign in\nSubscribe"
    footer = "Most read\nStorm closes three ports\nContact us\nPrivacy\nTerms of use\n© 2031 The Maravel Courier. All rights reserved."
    return f"{menu}\n\n{top}\n\n{FIRST}\n\n{SECOND}\n\n{below}\n\n{THIRD}\n\n{footer}\n"


# --- tables


@pytest.mark.parametrize("row", load_rows("page_lines", LineRow), ids=lambda row: row.id)
def test_a_line_rule_fits_its_example_and_not_its_counter_example(row: LineRow) -> None:
    pattern = re.compile(row.pattern)
    assert pattern.search(row.example)
    assert not pattern.search(row.counter)


@pytest.mark.parametrize("row", load_rows("page_marks", MarkRow), ids=lambda row: row.id)
def test_a_group_of_marks_fits_its_example_and_not_its_counter_example(row: MarkRow) -> None:
    marks = load_page_marks()
    place = marks.names.index(row.id)
    assert marks.count(row.example.lower())[place]
    assert not any(marks.count(row.counter.lower()))


@pytest.mark.parametrize("row", load_rows("page_dates", DateRow), ids=lambda row: row.id)
def test_a_form_of_dates_reads_its_example(row: DateRow) -> None:
    assert iso_day(row.example, load_date_forms()) == "2031-05-14"


@pytest.mark.parametrize("rule", load_line_rules(), ids=lambda rule: rule.id)
@pytest.mark.parametrize("filler", ["(", "a ", "- ", "© ", "A/", "[", "photo ", ", "])
def test_line_rules_are_fast_on_the_longest_line(rule, filler: str) -> None:
    began = process_time()  # other processes on the machine do not count
    rule.pattern.search(filler * (1500 // len(filler)))
    assert process_time() - began < 0.2


# --- units


def test_running_text_wrapped_at_a_column_is_one_paragraph_and_its_title_stays_apart() -> None:
    first = (
        "The ferry to Hask was stopped on Monday after a mine was found in the\n"
        "channel, the harbour office said in a statement. Nobody was hurt, and\n"
        "the crew brought the boat back to the quay before noon, it said."
    )
    second = "Two hundred passengers waited on the quay until the evening, and many\nof them slept in the school that night."
    article = plain_article(f"Mine Stops Ferry to Hask\n{first}\n{second}\n")
    assert kinds(article) == [("title", "Mine Stops Ferry to Hask"), ("paragraph", first), ("paragraph", second)]


def test_indented_lines_open_paragraphs_in_wrapped_text() -> None:
    text = (
        "   The ferry to Hask was stopped on Monday after a mine was found in\n"
        "the channel, the harbour office said in a statement, and no one hurt\n"
        "   Two hundred passengers waited on the quay until the evening when\n"
        "a second boat came, and many of them slept in the school that night.\n"
    )
    assert [unit.text[:9] for unit in find_paragraphs(text)] == ["The ferry", "Two hundr"]


TELEX = (
    "HASK, 3 JAN 31 (RADIO MARAVEL) -- [TEXT] FIVE WOMEN WHO CROSSED THE\n"
    "RIVER [OSK] WERE KILLED BY ARMED MEN NEAR THE VILLAGE OF ORVO, AND\n"
    "THEIR BOATS WERE BURNED.  THE ARMY SAID IT HAD SENT A PATROL\n"
    "TO THE VILLAGE, WHICH THE FRONT [NORTHERN FREEDOM FRONT] HAS HELD SINCE LAST\n"
    "SPRING.  NOBODY HAS YET CLAIMED THE ATTACK.\n"
)


def test_a_telex_broken_at_no_fixed_column_is_one_paragraph() -> None:
    assert [unit.lines for unit in find_paragraphs(TELEX)] == [5]
    assert [unit.lines for unit in find_paragraphs(TELEX.capitalize())] == [5]


def test_headlines_in_a_list_stay_apart() -> None:
    listed = (
        "Ferry to Hask stopped after a mine is found in channel\nMinisters of both coasts meet in Orvo over the row about fishing rights\n"
    )
    assert len(find_paragraphs(listed * 3)) == 6


def test_a_sentence_cut_at_its_links_is_one_unit() -> None:
    text = f"World\nThe harbour office said in a statement on Monday that\nMaravel Radio\nhad been told of the mine.\n{SECOND}\n"
    assert [unit.lines for unit in find_units(text)] == [1, 3, 1]


def test_a_line_that_ends_in_an_article_goes_on() -> None:
    assert [unit.lines for unit in find_units("Menu\nIt is for that reason that the\nHarbour Office\nhas closed the bridge.\n")][1] >= 2


def test_unwrapped_lines_stay_apart() -> None:
    assert len(find_paragraphs(f"{FIRST}\n{SECOND}\n{THIRD}")) == 3


# --- dumps


def test_menus_and_footers_are_labelled_and_the_story_is_kept() -> None:
    article, notes = read(dump(top="Mine Stops Ferry to Hask\nBy Ines Kolbright\nPublished 14 May 2031"))
    assert of_kind(article, BlockKind.PARAGRAPH) == [FIRST, SECOND, THIRD]
    assert of_kind(article, BlockKind.TITLE) == ["Mine Stops Ferry to Hask"]
    assert article.title is not None
    assert article.title.value == "Mine Stops Ferry to Hask"
    assert article.byline is not None
    assert article.byline.value == "Ines Kolbright"
    assert article.outlet is not None
    assert article.outlet.value == "The Maravel Courier"
    assert article.published is not None
    assert article.published.value == "2031-05-14"
    assert article.published.span is not None
    assert article.published.span.slice(article.text) == "14 May 2031"
    assert article.language == "en"
    assert notes == ()


def test_nothing_of_a_page_is_thrown_away() -> None:
    text = dump(top="Mine Stops Ferry to Hask")
    article, _ = read(text)
    assert article.text == text
    outside = "".join(text[before.span.end : after.span.start] for before, after in pairwise(article.blocks))
    assert outside.strip() == ""


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("© PHOTO / Ines Kolbright", BlockKind.CREDIT),
        ("© PHOTO / Ines Kolbright The minister Tomas Ardell leaves the harbour office in Port Selm on May 12.", BlockKind.CAPTION),
        ("The minister leaves the harbour office. - The Maravel Courier, 1920, 14.05.2031", BlockKind.CAPTION),
        ("Photo: Ines Kolbright", BlockKind.CREDIT),
        ("A guard stands on the quay in Hask on Monday. (Photo by Ines Kolbright)", BlockKind.CAPTION),
        ("Read more: Three ports closed by the storm", BlockKind.TEASER),
        ("ADVERTISEMENT", BlockKind.BOILERPLATE),
        ("log in or register", BlockKind.BOILERPLATE),
        ("Танкер у причала в порту Хаск, понедельник", BlockKind.FOREIGN),
    ],
)
def test_lines_that_interrupt_a_story_are_no_story(line: str, kind: BlockKind) -> None:
    article, _ = read(dump(top="Mine Stops Ferry to Hask", below=line))
    assert (kind.value, line) in kinds(article)
    assert of_kind(article, BlockKind.PARAGRAPH) == [FIRST, SECOND, THIRD]


def test_a_card_inside_a_story_is_picture_section_and_headline() -> None:
    card = "The minister leaves. - The Maravel Courier, 1920, 13.05.2031\nWorld\nMayor Asks for Two Ambulances - Sources"
    article, _ = read(dump(top="Mine Stops Ferry to Hask", below=card))
    assert of_kind(article, BlockKind.TEASER)[:2] == ["World", "Mayor Asks for Two Ambulances - Sources"]
    assert of_kind(article, BlockKind.PARAGRAPH) == [FIRST, SECOND, THIRD]


def test_the_lead_picture_s_caption_is_known_by_its_credit() -> None:
    caption = "A sailor looks at the channel near the town of Hask in the south of the island on Sunday, May 11, 2031."
    article, _ = read(dump(top=f"Mine Stops Ferry to Hask\n\n{caption}\n© Maravel Press / Ines Kolbright"))
    assert of_kind(article, BlockKind.CAPTION) == [caption]
    assert of_kind(article, BlockKind.PARAGRAPH) == [FIRST, SECOND, THIRD]


def test_a_place_name_between_paragraphs_is_a_heading() -> None:
    article, _ = read(dump(top="Mine Stops Ferry to Hask", below="Port Selm"))
    assert of_kind(article, BlockKind.HEADING) == ["Port Selm"]


def test_the_sample_page_is_read_as_a_person_would() -> None:
    (page,) = read_pages(SAMPLE.read_bytes(), Settings())
    assert isinstance(page, RawPage)
    article, notes = clean_page(page, load_page_rules())
    assert of_kind(article, BlockKind.TITLE) == ["Envoys Leave Ostrell Bay Without a Deal as Shelling Kills Dozens"]
    assert of_kind(article, BlockKind.HEADING) == ["Port Selm", "Hask"]
    assert of_kind(article, BlockKind.DATELINE) == ["PORT SELM, May 14 (Maravel Courier) -"]
    assert len(of_kind(article, BlockKind.PARAGRAPH)) == 6
    assert article.published is not None
    assert article.published.value == "2031-05-14"
    assert article.outlet is not None
    assert article.outlet.value == "The Maravel Courier"
    assert notes == ()


def test_a_page_in_another_language_is_labelled_and_said_so() -> None:
    words = "Le ministre a déclaré mardi que le pont resterait fermé, selon un communiqué du port. " * 4
    article, notes = read(f"Menu\nAccueil\n\n{words}\n\n{words}\n\nContact\n")
    assert article.language == "fr"
    assert "S-LANGUAGE" in [note.code for note in notes]


# --- dates


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("06/05/2031 and 25/05/2031", "day"),
        ("06/05/2031 and 05/25/2031", "month"),
        ("06/05/2031", None),
        ("06.05.2031", "day"),
        ("25/05/2031 and 05/25/2031", None),
    ],
)
def test_other_dates_of_a_page_decide_the_order_of_numbers(text: str, order: str | None) -> None:
    assert number_order(text, load_date_forms()) == order


def test_a_date_that_could_be_read_two_ways_is_left_open() -> None:
    article, notes = read(dump(top="Mine Stops Ferry to Hask\nPublished 06/05/2031"))
    assert article.published is None
    (note,) = notes
    assert note.code == "S-NO-DATE"
    assert "2031-05-06" in note.message
    assert "2031-06-05" in note.message


def test_days_that_do_not_exist_are_no_days() -> None:
    assert list(find_days("32.13.2031, 30 February 2031, 2031-00-10", load_date_forms(), None)) == []


def test_the_day_that_the_caller_gives_wins_and_an_address_helps() -> None:
    page = dump(top="Mine Stops Ferry to Hask\nPublished 14 May 2031")
    given, _ = read(page, published="2031-05-20")
    assert given.published is not None
    assert (given.published.value, given.published.read_from) == ("2031-05-20", "given")
    for printed in ("Tue May 20, 2031 | 3:01pm EST", "7:58 AM ET, Tue May 20, 2031", "20 May 2031 GMT", "MAY 20, 2031, 2:54 AM"):
        assert given_day(printed) == Stated(value="2031-05-20", read_from="given")
    assert given_day("3/4/2031") is None
    assert [note.code for note in bad_day("3/4/2031")] == ["S-BAD-DATE"]
    address, _ = read(dump(top="Mine Stops Ferry to Hask"), url="https://courier.example/2031/05/14/ferry")
    assert address.published is not None
    assert (address.published.value, address.published.read_from) == ("2031-05-14", "url")


def test_no_date_is_null_and_said() -> None:
    article, notes = read(dump(top="Mine Stops Ferry to Hask"))
    assert article.published is None
    assert [note.code for note in notes] == ["S-NO-DATE"]


def html(*, head: str = "", top: str = "") -> str:
    paragraphs = "".join(f"<p>{words}</p>" for words in (FIRST, SECOND, THIRD))
    return (
        f"<html><head><title>Mine Stops Ferry - Courier</title>{head}</head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Mine Stops Ferry to Hask</h1>{top}{paragraphs}<h2>At the quay</h2><p>{SECOND} {FIRST}</p></article>"
        "<footer>© 2031 Courier</footer></body></html>"
    )


def test_html_keeps_the_story_and_reads_the_metadata() -> None:
    head = '<meta property="og:site_name" content="Courier"><meta property="article:published_time" content="2031-05-14T08:00:00Z">'
    article, notes = read(html(head=head))
    assert of_kind(article, BlockKind.PARAGRAPH)[:3] == [FIRST, SECOND, THIRD]
    assert of_kind(article, BlockKind.TITLE) == ["Mine Stops Ferry to Hask"]
    assert of_kind(article, BlockKind.HEADING) == ["At the quay"]
    assert article.outlet is not None
    assert article.outlet.read_from == "meta:og:site_name"
    assert article.published is not None
    assert (article.published.value, article.published.read_from) == ("2031-05-14", "meta:article:published_time")
    assert notes == ()


def test_the_author_in_the_metadata_is_a_name() -> None:
    article, _ = read(html(head='<meta name="author" content="https://courier.example/mira"><meta name="byl" content="By Mira Holt">'))
    assert article.byline is not None
    assert (article.byline.value, article.byline.read_from) == ("Mira Holt", "meta:byl")


def test_a_forged_date_in_the_metadata_is_told_beside_the_printed_one() -> None:
    head = '<meta property="article:published_time" content="2031-05-14T08:00:00Z">'
    _, notes = read(html(head=head, top="<p>Published 1 March 2031</p>"))
    (note,) = notes
    assert note.code == "S-DATE-CONFLICT"
    assert "2031-05-14" in note.message
    assert "2031-03-01" in note.message


# --- parts


def test_kept_words_are_found_once_and_in_order() -> None:
    text = "Storm closes three ports\nRain fell on Hask all day long\nStorm closes three ports"
    ends = [0, 25, 56, len(text) + 1]
    pieces = tuple(Piece(span=Span(start, end - 1), tag="p") for start, end in pairwise(ends))
    assert find_kept(text, pieces, ("Rain fell on Hask all day long", "Storm closes three ports")) == [0.0, 1.0, 1.0]
    assert find_kept(text, pieces, ("Storm closes three ports", "Rain fell on Hask all day long")) == [1.0, 1.0, 0.0]
    assert find_kept(text, pieces, ()) == [0.0, 0.0, 0.0]


def test_smoothing_bridges_a_doubtful_unit_and_always_finds_a_story() -> None:
    import numpy as np

    assert smooth(np.array([-3.0, 3.0, -0.5, 3.0, -3.0]), 1.0) == [False, True, True, True, False]
    assert smooth(np.array([-6.0, -2.0, -6.0]), 0.5) == [False, True, False]
    assert smooth(np.array([]), 0.5) == []


def test_cards_are_marked_before_anything_is_read() -> None:
    units = find_units("Quay. - Courier, 1920, 13.05.2031\nWorld\nShips Leave\n\nThe Port\n")
    assert marked_kinds(units, load_line_rules()) == [BlockKind.CAPTION, BlockKind.TEASER, BlockKind.TEASER, None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said it rained.", "en"),
        ("Rain.", "en"),
        ("", None),
        ("1920", None),
        ("Мэр сказал, что мост закрыт.", "ru"),
        (
            "Der Bürgermeister sagte am Dienstag, dass die Brücke wegen des Sturms geschlossen bleibt und niemand verletzt worden ist heute.",
            "de",
        ),
    ],
)
def test_the_language_of_a_story(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_one_line_in_another_script_is_foreign_and_names_are_not() -> None:
    assert is_other_language("Танкер у причала")
    assert not is_other_language("Ines Kolbright, Tomas Ardell")
    assert not is_other_language("1920")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor resigned.", [("paragraph", "The mayor resigned.")]),
        ("Rain", [("paragraph", "Rain")]),
        (f"Mine Stops Ferry\n\n{FIRST}", [("title", "Mine Stops Ferry"), ("paragraph", FIRST)]),
        (f"{FIRST}\n\nThe Quay\n\n{SECOND}", [("paragraph", FIRST), ("heading", "The Quay"), ("paragraph", SECOND)]),
        (f"HASK, Maravel (MP) — {FIRST}", [("dateline", "HASK, Maravel (MP) —"), ("paragraph", FIRST)]),
        (
            "“No,” she said\nIt rained on Monday in the port of Hask.",
            [("paragraph", "“No,” she said"), ("paragraph", "It rained on Monday in the port of Hask.")],
        ),
        ("NATO — the alliance — met.", [("paragraph", "NATO — the alliance — met.")]),
        (
            "THE ARMY SAID -- AND IT SAID SO TWICE -- THAT RAIN FELL.",
            [("paragraph", "THE ARMY SAID -- AND IT SAID SO TWICE -- THAT RAIN FELL.")],
        ),
        (f"PORT SELM: {FIRST}", [("dateline", "PORT SELM:"), ("paragraph", FIRST)]),
        (f"PORT SELM: {FIRST}\n\nMIRA HOLT: {SECOND}", [("paragraph", f"PORT SELM: {FIRST}"), ("paragraph", f"MIRA HOLT: {SECOND}")]),
        (f"May 14, 2031\n\n{FIRST}", [("dateline", "May 14, 2031"), ("paragraph", FIRST)]),
        (f"HASK, May 14 (MP) --\n\n{FIRST}", [("dateline", "HASK, May 14 (MP) --"), ("paragraph", FIRST)]),
        (f"PORT SELM, 14 May (MP) - {FIRST}", [("dateline", "PORT SELM, 14 May (MP) -"), ("paragraph", FIRST)]),
        (f"PORT SELM (MP) {FIRST}", [("dateline", "PORT SELM (MP)"), ("paragraph", FIRST)]),
        ("UNHQ (in Hask) is shut.", [("paragraph", "UNHQ (in Hask) is shut.")]),
    ],
)
def test_text_that_was_cut_out_already(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(plain_article(text)) == expected


# --- what a page says about itself

CARDS = "\n".join(
    f"{title}\nMay {day}, 2030"
    for day, title in enumerate(
        ("Ferry runs to Hask again", "Mine found near the channel", "Navy sweeps harbour", "Quay to be rebuilt", "Ferry office moves"), 1
    )
)


@pytest.mark.parametrize(
    ("top", "title"),
    [
        pytest.param("Mine Stops Ferry to Hask\nMore than two hundred passengers slept in a school after the find\nBy Ines Kolbright\nMay 14, 2031", "Mine Stops Ferry to Hask", id="above its subtitle"),
        pytest.param(f"Mine stops the ferry to Hask\nInes Kolbright\nMay 14, 2031 12:32\nMore stories\n{CARDS}", "Mine stops the ferry to Hask", id="before cards of other stories"),
        pytest.param("Home World Mine Stops Ferry to Hask\nMine Stops Ferry to Hask\nInes Kolbright May 14, 2031\nNavy is asked to sweep channel again", "Mine Stops Ferry to Hask", id="at the end of the path to it"),
        pytest.param("Storm closes three ports\nMine Stops Ferry\nBy Ines Kolbright", "Mine Stops Ferry", id="right above its author"),
        pytest.param("Where to?\nThe Maravel Courier\nMay 14, 2031", None, id="none where nothing speaks for a line"),
    ],
)  # fmt: skip
def test_the_headline_is_found(top: str, title: str | None) -> None:
    article, _ = read(dump(top=top))
    assert (article.title.value if article.title else None) == title


@pytest.mark.parametrize(
    ("signature", "author"),
    [
        pytest.param("By Ines Kolbright\nMay 14, 2031", "Ines Kolbright", id="behind by"),
        pytest.param("By\nInes Kolbright\nMay 14, 2031", "Ines Kolbright", id="below by"),
        pytest.param("5:45 AM 14 May 2031 by Ines Kolbright", "Ines Kolbright", id="behind the day and by"),
        pytest.param("Ines Kolbright\nMay 14, 2031", "Ines Kolbright", id="alone above the day"),
        pytest.param("Ines Kolbright, Harbour Correspondent\nMay 14, 2031", "Ines Kolbright", id="with what she is"),
        pytest.param("Ines Kolbright - May 14, 2031, 10:31 pm", "Ines Kolbright", id="before the day"),
        pytest.param("World News\nView Comments\nMay 14, 2031", None, id="a section is no author"),
        pytest.param("Ines Kolbright", None, id="a name far from any day may be anybody"),
    ],
)
def test_the_author_is_found(signature: str, author: str | None) -> None:
    article, _ = read(dump(top=f"Mine stops the ferry to Hask\n{signature}"))
    assert (article.byline.value if article.byline else None) == author
    if article.byline is not None and article.byline.span is not None:
        assert article.byline.span.slice(article.text) == author
