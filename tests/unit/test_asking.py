"""Questions to a ledger of real readings: words, who is spoken of, unnamed sources, countries, figures side by side. All texts are invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli.main import app
from sayso.errors import LedgerError
from sayso.export.wording import amount, certainty, chain_of, excerpt
from sayso.ledger.figures import FigureLine, conflicting_units
from sayso.ledger.ledger import Ledger
from sayso.ledger.question import holds
from sayso.pipeline import Reader, open_text

SHELLING = """Shells hit the market in Kayseri on Monday, killing at least 31 people, the health office said.

Colonel Idris Varga denied that the army had fired on the market. Diplomats said Varga had ordered the shelling.

Ferries to the islands run again."""
ONE_LONG_PARAGRAPH = f"""The governor of Torvanna met teachers on Friday. {"The harbour was busy with nets and boats all day long. " * 40}\
Police arrested nine men in Izmir over the theft of a bell, the mayor said."""
ARTICLES = (("https://quay.example/1", "2031-05-14", SHELLING), (None, None, ONE_LONG_PARAGRAPH))


@pytest.fixture(scope="module")
def path(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asking") / "news.ledger"
    with Ledger(path, write=True) as ledger:
        for record in reader.records([open_text(text, published=published, url=url) for url, published, text in ARTICLES]):
            ledger.add(record)
    return path


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened


def words(ledger: Ledger, **filters: object) -> list[str]:
    return [claim.words for claim in ledger.claims(**filters)]


def test_words_stand_near_the_claim_where_a_paragraph_is_as_long_as_a_page(ledger: Ledger) -> None:
    assert words(ledger, words="bell", kind="event", label="COERCE")
    assert not words(ledger, words="teachers", label="COERCE")
    assert words(ledger, words="market", label="ASSAULT")


def test_articles_that_hold_words_in_several_paragraphs_are_named(ledger: Ledger, path: Path) -> None:
    assert ledger.articles_with("ferries shells") == (1,)
    assert ledger.articles_with("zeppelin") == ledger.articles_with('"(*') == ()
    for command in ("find", "compare"):
        assert "articles that have them: 1" in CliRunner().invoke(app, [command, str(path), "ferries", "shells"]).output
    assert words(ledger, words="ferries shells", within="article", label="ASSAULT")
    assert {claim.article for claim in ledger.claims(words="ferries shells", within="article")} == {1}
    assert not words(ledger, words="ferries zeppelin", within="article")
    with pytest.raises(LedgerError, match="S-BAD-QUESTION"):
        ledger.claims(words="ferries", within="page")


def test_who_is_spoken_of_and_on_whose_unnamed_word(ledger: Ledger) -> None:
    about = list(ledger.claims(about="Varga", status="unnamed"))
    assert {claim.chain[0] for claim in about} == {"Diplomats"}
    assert not list(ledger.claims(about="Varga", words="ferries"))
    page = next(page for page in ledger.entity("Idris Varga"))
    assert {claim.id for claim in about} <= {claim.id for claim in (*page.says, *page.said_of, *page.named_in)}


def test_a_country_stands_for_the_places_in_it_but_never_lies_in_a_box(ledger: Ledger) -> None:
    assert {claim.place for claim in ledger.claims(place="Turkey")} >= {"Kayseri"}
    assert all(claim.precision != "country" for claim in ledger.claims(box=(30, 20, 45, 50)))


def test_what_has_no_day_comes_last(ledger: Ledger) -> None:
    days = [claim.day for claim in ledger.claims()]
    assert None in days
    assert days == [*sorted(day for day in days if day), *[None] * days.count(None)]
    assert [claim.id for claim in ledger.claims(limit=len(days) - 1)] == [claim.id for claim in ledger.claims()][:-1]


def test_an_outlet_that_no_page_names_is_called_by_its_host_else_by_its_article(ledger: Ledger) -> None:
    assert {claim.publisher for claim in ledger.claims()} == {"quay.example", "article 2"}


def test_incidents_can_be_compared_together(ledger: Ledger) -> None:
    incidents = sorted({claim.incident for claim in ledger.claims()})
    together = ledger.compare(*incidents)
    assert together.incidents == tuple(incidents)
    assert len(together.claims) == len(list(ledger.claims()))
    with pytest.raises(LedgerError):
        ledger.compare()


def test_what_is_compared_in_words_keeps_the_denials_beside_it_and_drops_the_rest(ledger: Ledger) -> None:
    compared = ledger.compare_found(words="health office Kayseri")
    assert {claim.label for claim in compared.claims} >= {"dead"}
    whole = ledger.compare(*compared.incidents)
    assert len(compared.claims) <= len(whole.claims)
    assert {number for origin in compared.origins for number, _ in origin.claims} == {claim.id for claim in compared.claims}
    with pytest.raises(LedgerError, match="S-NOT-IN-LEDGER"):
        ledger.compare_found(words="zeppelin")


def test_sources_without_a_name_are_counted_apart_where_reports_lie_weeks_apart(reader: Reader, tmp_path: Path) -> None:
    texts = (
        ("2031-03-01", "Residents said a landslide hit Ulver."),
        ("2031-06-01", "Residents said a landslide hit Hask. Mira Castellan said it."),
    )
    with Ledger(tmp_path / "news.ledger", write=True) as ledger:
        for record in reader.records([open_text(text, published=day, url=f"https://{day}.example/") for day, text in texts]):
            ledger.add(record)
        origins = ledger.compare_found(words="landslide").origins
    assert [origin.what for origin in origins if origin.what == "Residents"] == ["Residents", "Residents"]
    assert [origin.id for origin in origins] == list(range(1, len(origins) + 1))


@pytest.mark.parametrize(
    ("text", "sought", "is_held"),
    [
        ("The Żółw sank off Izmir.", "żołw izmir", True),
        ("The army denied it.", "arm", False),
        ("The army denied it.", "arm*", True),
        ("A U-boat surfaced.", "u-boat", True),
        ("A U-boat surfaced.", "u-boats", False),
    ],
)
def test_words_are_compared_as_whole_words_without_accents(text: str, sought: str, is_held: bool) -> None:
    assert holds(text, sought) is is_held


def figure(origin: str, number: float | None, **other: object) -> FigureLine:
    given = {"modifier": "exact", "modality": "asserted", "day": None, "place": None, "lower": None, "upper": None} | other
    return FigureLine(unit="dead", number=number, origin=origin, published="2031-05-14", outlet="Quay Courier", claim=1, **given)


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        (figure("army", 9), figure("ministry", 31), True),
        (figure("army", 31), figure("ministry", 31), False),
        (figure("army", 33), figure("ministry", 31, modifier="at_least", lower=31.0), False),
        (figure("army", 9), figure("ministry", 31, modifier="at_least", lower=31.0), True),
        (figure("army", 30), figure("ministry", 31, modifier="about"), False),
        (figure("army", 9), figure("army", 31), False),
        (figure("army", 9), figure("ministry", 31, modality="historical"), False),
        (figure("army", 9, place="Hask"), figure("ministry", 31, place="Ulver"), False),
        (figure("army", 9), figure("ministry", None), False),
    ],
)
def test_figures_conflict_where_both_cannot_be_right(one: FigureLine, other: FigureLine, conflicts: bool) -> None:
    assert list(conflicting_units([one, other])) == (["dead"] if conflicts else [])


def test_codes_in_words() -> None:
    assert [certainty("CT+", "asserted"), certainty("CT-", "denied"), certainty("Uu", "planned")] == ["", "denied", "planned"]
    assert certainty("PS+", "hypothetical") == "hypothetical, possible"
    assert [
        amount(31, 31, None, "at_least"),
        amount(None, 30, 60, "range"),
        amount(None, 2000, None, None),
        amount(None, None, None, None),
    ] == [
        "at least 31",
        "30 to 60",
        "2,000 or more",
        "?",
    ]
    assert chain_of(["Echo", "Echo", ""]) == "Echo > nobody named"
    assert chain_of([]) == "its own word"


def test_an_excerpt_shows_the_words_of_the_claim() -> None:
    text = "The mayor " + "spoke at length and " * 30 + "denied it all " + "and went on and on " * 30 + "until noon."
    shown = excerpt(text, "denied", 140)
    assert "denied" in shown
    assert shown.startswith("... ")
    assert shown.endswith(" ...")
    assert len(shown) <= 150
    assert excerpt("Short.", "Short", 140) == "Short."
