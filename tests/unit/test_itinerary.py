"""Itineraries: who was where in which order, when, and whom they met."""

import pytest

from sayso.annotate import ParsedArticle
from sayso.model import Block, BlockKind, Entity, EntityKind, Mention, MentionForm, Place, Role, Span, Stop, Time
from sayso.resolve.itinerary import find_stops
from sayso.resolve.layers import Layers
from sayso.tables.hedges import load_hedge_rules
from sayso.tables.stances import load_stance_rules

RULES, HEDGES = load_stance_rules(), load_hedge_rules()
COUNTRIES = {"Torvanna": "TV", "Esk": "TV", "Maravia": "MV", "Ostrand": "OS"}
PEOPLE = {"Ilva Brann": "e1", "Brann": "e1", "She": "e1", "she": "e1", "Her": "e1", "Teo Marsk": "e2", "premier": "e3"}
DAYS = {"Monday": "2031-05-12", "Tuesday": "2031-05-13", "Sunday": "2031-05-11"}


def spans_of(text: str, words: str) -> list[Span]:
    found, start = [], text.find(words)
    while start >= 0:
        end = start + len(words)
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            found.append(Span(start, end))
        start = text.find(words, end)
    return found


def layers_of(text: str) -> Layers:
    """What other layers would find in these invented texts: places, days and people by their words."""
    places = [(span, word) for word in COUNTRIES for span in spans_of(text, word)]
    days = [(span, word) for word in DAYS for span in spans_of(text, word)]
    people: dict[Span, str] = {}
    for word, entity in PEOPLE.items():
        for span in spans_of(text, word):
            if not any(other.overlaps(span) for other in people):
                people[span] = entity
    entity = Entity(id="e1", name="Ilva Brann", kind=EntityKind.PERSON, roles=(Role(text="foreign minister", span=Span(0, 1)),))
    others = (Entity(id="e2", name="Teo Marsk", kind=EntityKind.PERSON), Entity(id="e3", name="premier", kind=EntityKind.PERSON))
    return Layers(
        places=tuple(
            Place(id=f"p{n}", span=span, text=word, country=COUNTRIES[word], kind="PPL" if word == "Esk" else "PCLI")
            for n, (span, word) in enumerate(sorted(places), 1)
        ),
        times=tuple(
            Time(id=f"t{n}", span=span, text=word, type="DATE", value=DAYS[word], rule="test")
            for n, (span, word) in enumerate(sorted(days), 1)
        ),
        mentions=tuple(
            Mention(
                id=f"m{n}",
                span=span,
                text=span.slice(text),
                form=MentionForm.NAME,
                head=Span(span.end - len(span.slice(text).split()[-1]), span.end),
                entity=who,
            )
            for n, (span, who) in enumerate(sorted(people.items()), 1)
        ),
        entities=(entity, *others),
    )


def read(parsed: ParsedArticle) -> list[tuple[str, str | None, str | None, list[str]]]:
    """Traveller, place, day and who was met, of every stop."""
    layers = layers_of(parsed.article.text)
    names = {place.id: place.text for place in layers.places}
    days = {time.id: time.value for time in layers.times}
    words = {mention.id: mention.text for mention in layers.mentions}

    def row(stop: Stop) -> tuple[str, str | None, str | None, list[str]]:
        return stop.traveller, names.get(stop.place or ""), days.get(stop.time or ""), [words[mention] for mention in stop.met]

    return [row(stop) for stop in find_stops(layers, parsed, RULES, HEDGES)]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        pytest.param("Ilva Brann visited Torvanna on Monday.", [("e1", "Torvanna", "2031-05-12", [])], id="a verb with its object"),
        pytest.param("Ilva Brann then flew to Maravia.", [("e1", "Maravia", None, [])], id="a leg without a day is ordered, not dated"),
        pytest.param("Brann's next stop was Ostrand.", [("e1", "Ostrand", None, [])], id="a stop that is a place"),
        pytest.param(
            "In Torvanna, where Ilva Brann made a visit on Sunday, shops closed.", [("e1", "Torvanna", "2031-05-11", [])], id="where"
        ),
        pytest.param("A visit to Ostrand was next on Brann's itinerary.", [("e1", "Ostrand", None, [])], id="whose itinerary"),
        pytest.param(
            "Ilva Brann arrived in Torvanna and met Teo Marsk.",
            [("e1", "Torvanna", None, ["Teo Marsk"])],
            id="who was met, at the same stop",
        ),
        pytest.param(
            "Ilva Brann flew to Torvanna. She arrived in Esk on Monday.",
            [("e1", "Torvanna", "2031-05-12", [])],
            id="a town in its country is one stop",
        ),
        pytest.param(
            "Torvanna, Maravia and Ostrand were the stops made by Ilva Brann. Brann flew to Maravia on Monday.",
            [("e1", "Torvanna", None, []), ("e1", "Ostrand", None, []), ("e1", "Maravia", "2031-05-12", [])],
            id="a list gives way to what is told",
        ),
        pytest.param(
            "Ilva Brann visited Maravia on Tuesday. On Sunday Brann had visited Ostrand.",
            [("e1", "Ostrand", "2031-05-11", []), ("e1", "Maravia", "2031-05-13", [])],
            id="days outrank the order of telling",
        ),
        pytest.param("Ilva Brann will travel to Ostrand on Tuesday.", [("e1", "Ostrand", "2031-05-13", [])], id="a planned stop"),
        pytest.param(
            "Ilva Brann will travel to Ostrand. Brann met Teo Marsk on Monday.",
            [("e1", "Ostrand", None, [])],
            id="who was met already was not met where she is still to go",
        ),
        pytest.param("Ilva Brann did not visit Ostrand. Brann wanted to visit Maravia.", [], id="denied and wished for"),
        pytest.param("Brann's visit to Ostrand was cancelled.", [], id="cancelled"),
        pytest.param("Teo Marsk met Ilva Brann.", [], id="a meeting alone is no journey"),
        pytest.param("Troops entered Torvanna on Monday.", [], id="troops have no itinerary"),
        pytest.param("Ilva Brann referred to Torvanna.", [], id="other verbs"),
    ],
)
def test_stops_are_read_from_words_of_travel_and_meeting(parse, text: str, stops) -> None:
    assert read(parse(text, published="2031-05-14")) == stops


def test_a_meeting_without_a_place_is_where_the_heading_says(parse) -> None:
    text = "Ilva Brann visited Maravia on Sunday.\nOstrand\nBrann met Teo Marsk. She flew to Torvanna."
    parsed = parse(text, published="2031-05-14")
    heading = spans_of(text, "Ostrand")[0]
    blocks = tuple(
        Block(kind=BlockKind.HEADING, span=block.span) if block.span.overlaps(heading) else block for block in parsed.article.blocks
    )
    article = type(parsed.article)(id="x", text=text, blocks=blocks, published=parsed.article.published)
    assert read(ParsedArticle(article=article, doc=parsed.doc)) == [
        ("e1", "Maravia", "2031-05-11", []),
        ("e1", "Ostrand", None, ["Teo Marsk"]),
        ("e1", "Torvanna", None, []),
    ]


@pytest.mark.parametrize("row", RULES.travel.rows, ids=lambda row: row.id)
def test_every_travel_row_reads_its_example_and_not_its_counter_example(parse, row) -> None:
    place = row.example[row.example.index("[") + 1 : row.example.index("]")]
    found = []
    for text in (row.example.replace("[", "").replace("]", ""), row.counter):
        places = tuple(Place(id=f"p{n}", span=span, text=place) for n, span in enumerate(spans_of(text, place)))
        layers = layers_of(text)
        mentions = Layers(places=places, mentions=layers.mentions, entities=layers.entities)
        found.append(len(find_stops(mentions, parse(text), RULES, HEDGES)))
    assert found == [1, 0]
