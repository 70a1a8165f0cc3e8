"""A ledger holds whole articles, once each, beside their older versions; joins them, and answers questions."""

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.made_records import make_record, make_records
from datasette.app import Datasette

from sayso.clean.plain import plain_article
from sayso.errors import LedgerError
from sayso.ledger import keys, neighbours
from sayso.ledger.ledger import Ledger
from sayso.ledger.question import Question, match_of
from sayso.ledger.rows import packed_item, prepare
from sayso.model import Attribution, CueClass, EventType, Quotedness, Record, Span, Stated, Status
from sayso.tables.across import load_across_rules


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "news.ledger", write=True) as opened:
        yield opened


def with_text(record: Record, old: str, new: str) -> Record:
    """The same page with a word of the same length changed."""
    assert len(old) == len(new)
    text = record.article.text.replace(old, new)
    return replace(record, article=replace(record.article, text=text, id=f"sha256:{hash(text) & 0xFFFF:x}"))


def test_the_same_article_again_changes_nothing(ledger: Ledger) -> None:
    first = ledger.add(make_record(1))
    before = ledger.counts()
    again = ledger.add(make_record(1))
    assert (first.outcome, again.outcome, again.article) == ("added", "known", first.article)
    assert ledger.counts() == before


def test_a_changed_page_is_kept_beside_the_old_version(ledger: Ledger) -> None:
    old = make_record(1)
    changed = with_text(old, "the", "The")
    first, second = ledger.add(old), ledger.add(replace(changed, mentions=(), attributions=(), events=(), figures=(), places=(), times=()))
    assert (first.outcome, second.outcome) == ("added", "changed")
    page = ledger.article(second.article)
    assert (page.version, page.versions) == (2, (first.article,))
    assert list(ledger.claims()) == [], "the newest version is what is searched"
    assert len(list(ledger.claims(every_version=True))) == len(ledger.article(first.article).claims)


def read_otherwise(record: Record) -> Record:
    """The same article as other rules read it: one event is of another kind."""
    first, *rest = record.events
    return replace(record, events=(replace(first, type=EventType.PROTEST), *rest))


def test_another_reading_changes_nothing_unless_asked_for(ledger: Ledger) -> None:
    old = make_record(1)
    ledger.add(old, made_by="sayso 0.1, rules a")
    before = ledger.counts()
    again = ledger.add(read_otherwise(old), made_by="sayso 0.2, rules b")
    assert (again.outcome, again.differs) == ("known", True)
    assert ledger.counts() == before
    assert ledger.article(1).made_by == "sayso 0.1, rules a"


def test_a_new_reading_is_kept_beside_the_old_one_and_is_what_is_searched(ledger: Ledger) -> None:
    old, new = make_record(1), read_otherwise(make_record(1))
    ledger.add(old, made_by="sayso 0.1, rules a")
    added = ledger.add(new, made_by="sayso 0.2, rules b", reread=True)
    assert (added.outcome, added.copies) == ("reread", ())
    page = ledger.article(added.article)
    assert (page.version, page.versions, page.made_by) == (2, (1,), "sayso 0.2, rules b")
    assert {claim.article for claim in ledger.claims()} == {added.article}
    assert list(ledger.claims(label="PROTEST"))
    assert list(ledger.records()) == [new]
    assert list(ledger.records([1])) == [old]
    assert ledger.add(new, reread=True).outcome == "known", "once is enough"


def test_a_new_reading_of_an_old_version_does_not_become_the_newest(ledger: Ledger) -> None:
    old = make_record(1)
    ledger.add(old)
    newest = ledger.add(replace(with_text(old, "the", "The"), mentions=(), attributions=(), events=(), figures=(), places=(), times=()))
    assert ledger.add(read_otherwise(old), reread=True).outcome == "reread"
    assert [record.article.text for record in ledger.records()] == [next(ledger.records([newest.article])).article.text]


def test_decisions_of_reviewers_outlive_a_reading(ledger: Ledger) -> None:
    for record in (make_record(1), make_record(2)):
        ledger.add(record)
    one, other = (next(claim for claim in ledger.claims(article=number) if claim.source) for number in (1, 2))
    noted = {"reviewer": "A. Reader", "noted": "2031-06-01"}
    ledger.review("incident", "merge", one.incident, other.incident, **noted)
    ledger.review("incident", "split", one.telling, **noted, note="another ferry")
    (person,) = ledger.entity(one.source)
    ledger.review("entity", "merge", person.id, ledger.entity(other.source)[0].id, **noted)
    ledger.add(read_otherwise(make_record(1)), reread=True)
    again = next(claim for claim in ledger.claims(entity=other.source) if claim.article == 3 and claim.words == one.words)
    assert again.incident == -again.telling, "still split off"
    assert ledger.reviews()[-1].note == "another ferry (carried over from review 2)"


def test_the_same_text_in_two_outlets_is_two_articles_and_one_cluster(ledger: Ledger) -> None:
    record = make_record(1)
    copy = replace(
        record, article=replace(record.article, url="https://other.example/1", outlet=Stated(value="Harbour Post", read_from="given"))
    )
    ledger.add(record)
    added = ledger.add(copy)
    assert added.outcome == "added"
    assert ledger.copies() == [(1, 2)]


def test_records_come_back_as_they_were_added(ledger: Ledger) -> None:
    records = list(make_records(5))
    for record in records:
        ledger.add(record)
    assert list(ledger.records()) == records
    assert list(ledger.records([2])) == records[1:2]


def test_every_claim_slices_its_article(ledger: Ledger) -> None:
    for record in make_records(3):
        ledger.add(record)
    texts = {number: record.article.text for number, record in enumerate(ledger.records(), 1)}
    claims = list(ledger.claims())
    assert claims
    assert all(texts[claim.article][slice(*claim.span)] == claim.words for claim in claims)
    assert all(claim.words in claim.passage for claim in claims)


FILTERS = {
    "words": lambda claim: {"words": claim.words},
    "a quoted name": lambda claim: {"words": f'"{claim.source}"'},
    "source": lambda claim: {"source": claim.source},
    "entity": lambda claim: {"entity": claim.source},
    "status": lambda _: {"status": "person"},
    "type": lambda claim: {"label": claim.label},
    "kind": lambda claim: {"kind": claim.kind},
    "place": lambda claim: {"place": claim.place.lower()},
    "box": lambda claim: {"box": (claim.lat - 1, claim.lon - 1, claim.lat + 1, claim.lon + 1)},
    "box over the date line": lambda claim: {"box": (claim.lat, claim.lon, claim.lat, claim.lon - 1)},
    "day": lambda claim: {"since": claim.day, "until": claim.day},
    "entity and day": lambda claim: {"entity": claim.source, "since": claim.day, "until": claim.day},
    "factuality": lambda _: {"factuality": "CT+"},
    "stance": lambda _: {"stance": "asserts"},
    "outlet": lambda claim: {"outlet": claim.outlet.upper()},
    "article": lambda claim: {"article": claim.article},
    "incident": lambda claim: {"incident": claim.incident},
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_what_it_names(ledger: Ledger, name: str) -> None:
    for record in make_records(4):
        ledger.add(record)
    wanted = next(claim for claim in ledger.claims(kind="event") if claim.article == 3)
    found = list(ledger.claims(**FILTERS[name](wanted)))
    assert wanted in found
    assert len({claim.id for claim in found}) == len(found)


NOTHING = {
    "words": {"words": "zeppelin"},
    "only marks": {"words": '"*(-'},
    "entity": {"entity": "Nobody Known"},
    "outlet": {"outlet": "The Unwritten"},
    "later": {"since": "2099-01-01"},
    "denied": {"stance": "denies"},
    "the outlet's word": {"status": "outlet", "kind": "figure"},
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_filter_leaves_out_the_rest(ledger: Ledger, name: str) -> None:
    ledger.add(make_record(1))
    assert list(ledger.claims(**NOTHING[name])) == []


@pytest.mark.parametrize(
    "filters",
    [
        {"status": "saint"},
        {"factuality": "true"},
        {"since": "14.05.2031"},
        {"since": "2031-05-14", "until": "2031-05-13"},
        {"box": (60.0, 0.0, 50.0, 10.0)},
        {"limit": 0},
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_a_remedy(filters: dict) -> None:
    with pytest.raises(LedgerError, match="S-BAD-QUESTION") as caught:
        Question(**filters)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "typed",
    ['"', "NEAR(", "-foo", "x*", "a OR b", "AND", "col:x", "'; DROP TABLE claims; --", "{{7*7}}", "%s", "^x", "\0", "\u202e", "(" * 500],
)
def test_what_a_reader_types_is_words_never_syntax(ledger: Ledger, typed: str) -> None:
    ledger.add(make_record(1))
    for filters in ({"words": typed}, {"entity": typed}, {"source": typed}, {"place": typed}, {"outlet": typed}, {"label": typed}):
        list(ledger.claims(**filters))
    assert ledger.counts()["articles"] == 1


def test_words_are_quoted_one_by_one() -> None:
    assert match_of('ship "sank NEAR( -x') == '"ship" AND "sank" AND "NEAR" AND "x"'
    assert match_of("sank*") == '"sank"*'
    assert match_of("-- ()") is None


def test_entities_meet_across_articles_by_name_and_stay_apart_by_country(ledger: Ledger) -> None:
    one = make_record(1)
    person = next(entity for entity in one.entities if entity.kind == "person")

    def elsewhere(seed: int, country: str | None) -> Record:
        other = make_record(seed)
        swapped = {other.entities[0].id: replace(other.entities[0], name=person.name, country=country)}
        return replace(other, entities=tuple(swapped.get(entity.id, entity) for entity in other.entities))

    for record in (one, elsewhere(2, None), elsewhere(3, "FRA"), elsewhere(4, "JPN")):
        ledger.add(record)
    pages = ledger.entity(person.name)
    assert [page.articles for page in pages] == [3, 1], "France joins the one without a country, Japan stays apart"


def test_reviews_are_laid_over_and_can_be_undone(ledger: Ledger) -> None:
    for record in make_records(2):
        ledger.add(record)
    one, other = (next(claim for claim in ledger.claims(article=number) if claim.source) for number in (1, 2))
    (first,), (second,) = ledger.entity(one.source), ledger.entity(other.source)
    noted = {"reviewer": "A. Reader", "noted": "2031-06-01"}
    merged = ledger.review("entity", "merge", first.id, second.id, **noted, note="one person, two spellings")
    assert len(ledger.entity(one.source)) == 1
    assert {claim.article for claim in ledger.claims(entity=one.source)} == {1, 2}
    ledger.review("entity", "undo", merged, **noted)
    assert {claim.article for claim in ledger.claims(entity=one.source)} == {1}
    assert [review.action for review in ledger.reviews()] == ["merge", "undo"]

    joined = ledger.review("incident", "merge", one.incident, other.incident, **noted)
    assert {claim.article for claim in ledger.claims(incident=one.incident)} == {1, 2}
    ledger.review("incident", "split", other.telling, **noted)
    assert {claim.article for claim in ledger.claims(incident=one.incident)} == {1}
    assert {claim.incident for claim in ledger.claims(incident=-other.telling)} == {-other.telling}
    ledger.review("incident", "undo", joined, **noted)


def test_claims_stream_into_frames(ledger: Ledger) -> None:
    for record in make_records(2):
        ledger.add(record)
    claims = ledger.claims()
    expected = len(list(claims))
    assert claims.to_arrow().num_rows == claims.to_polars().height == len(claims.to_pandas()) == expected
    assert ledger.claims(words="zeppelin").to_polars().height == 0


def test_a_claim_an_article_and_an_incident_that_are_not_there(ledger: Ledger) -> None:
    for ask in (ledger.claim, ledger.article, ledger.compare):
        with pytest.raises(LedgerError, match="S-NOT-IN-LEDGER"):
            ask(99)


def test_questions_by_entity_day_place_and_type_use_indexes(ledger: Ledger) -> None:
    for record in make_records(3):
        ledger.add(record)
    claim = next(claim for claim in ledger.claims(kind="event"))
    for filters in (
        {"entity": claim.source, "since": "2031-01-01", "until": "2031-01-31"},
        {"label": "ASSAULT", "since": "2031-01-01"},
        {"since": "2031-01-01", "until": "2031-01-02"},
        {"place": claim.place},
        {"article": 1},
        {"incident": claim.incident},
        {"words": "road"},
    ):
        plan = ledger.plan(Question(**filters))
        assert not [step for step in plan if step.startswith(("SCAN c", "SCAN a", "SCAN t", "SCAN p"))], (filters, plan)


def test_the_views_answer_without_sayso(ledger: Ledger, tmp_path: Path) -> None:
    for record in make_records(2):
        ledger.add(record)
    plain = sqlite3.connect(tmp_path / "news.ledger")
    assert plain.execute("SELECT count(*) FROM who_says_what").fetchone()[0] == len(list(ledger.claims()))
    explained = [view for (view,) in plain.execute("SELECT view FROM a_guide_to_the_views")]
    views = [view for (view,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    assert sorted([*explained, "a_guide_to_the_views"]) == views
    for view in views:
        plain.execute(f"SELECT * FROM {view}").fetchall()
    plain.close()


def test_datasette_opens_a_ledger(ledger: Ledger, tmp_path: Path) -> None:
    for record in make_records(2):
        ledger.add(record)
    ledger.close()

    async def statuses() -> list[int]:
        site = Datasette([str(tmp_path / "news.ledger")])
        await site.invoke_startup()
        pages = (
            "/news",
            *(f"/news/{view}.json?_size=2" for view in ("who_says_what", "incidents", "who_plays_a_part", "figures_side_by_side")),
        )
        return [(await site.client.get(page)).status_code for page in pages]

    assert asyncio.run(statuses()) == [200] * 5


def test_several_articles_go_in_together_or_not_at_all(tmp_path: Path) -> None:
    rules = load_across_rules()
    prepared = [prepare(record, rules) for record in make_records(6)]
    packed = [packed_item(item) for item in prepared]
    with Ledger(tmp_path / "news.ledger", write=True) as ledger:
        ledger.add_packed(packed[:1])
        broken = packed_item(replace(prepared[3], times=(("t1",),)))
        with pytest.raises(LedgerError):
            ledger.add_packed([*packed[1:3], broken])
        assert ledger.counts()["articles"] == 1
        assert [added.article for added in ledger.add_packed(packed)] == [1, 2, 3, 4, 5, 6]
        assert list(ledger.records()) == list(make_records(6))


def test_neighbours_are_found_before_and_after_their_keys_are_sorted_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often keys are moved into their tables, a copy of the first article is found, and under a common key the newest stay."""
    record = make_record(1)
    joined = []
    for most in (1, 3, 1_000):
        monkeypatch.setattr(neighbours, "_MOST_PENDING", most)
        monkeypatch.setattr(keys, "_MOST_PER_KEY", 4)
        with Ledger(tmp_path / f"{most}.ledger", write=True) as ledger:
            for number in range(9):
                ledger.add(replace(record, article=replace(record.article, url=f"https://news.example/{number}")))
                ledger.add(make_record(100 + number))
            joined.append((ledger.copies(), [claim.incident for claim in ledger.claims()]))
    assert joined[0] == joined[1] == joined[2], "what is joined does not depend on when keys are moved"
    assert joined[0][0] == [tuple(range(1, 18, 2))]


def said(*sentences: tuple[str, str]) -> Record:
    """An article of paragraphs, each a sentence and who says it."""
    text = "\n\n".join(f"{words}, {source} said." for words, source in sentences)
    attributions = []
    for number, (words, source) in enumerate(sentences, 1):
        start = text.index(words)
        attributions.append(
            Attribution(
                id=f"a{number}",
                source=(Span(text.index(source, start), text.index(source, start) + len(source)),),
                cue=(),
                content=(Span(start, start + len(words)),),
                kind=Quotedness.INDIRECT,
                status=Status.GROUP,
                cue_class=CueClass.SPEECH,
                rule="test",
            )
        )
    return Record(article=plain_article(text, published="2031-05-14"), attributions=tuple(attributions))


SHELLING = ("Shells hit the old market near Torvanna and Ulver on the Orma river", "the office")


@pytest.mark.parametrize("is_one_story", [True, False])
def test_what_is_told_in_other_words_is_joined_only_within_a_story(ledger: Ledger, is_one_story: bool) -> None:
    first, second = ("Eleven stalls burned down to ashes", "traders"), ("Smoke rose where stalls used to stand", "neighbours")
    ledger.add(said(SHELLING, first) if is_one_story else said(first))
    ledger.add(said(SHELLING, second) if is_one_story else said(second))
    incidents = {claim.words: claim.incident for claim in ledger.claims()}
    assert (incidents[first[0]] == incidents[second[0]]) is is_one_story
