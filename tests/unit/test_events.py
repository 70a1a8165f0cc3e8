"""Event frames: triggers, participants, operators; joined mentions, place and time."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.annotate import ParsedArticle
from sayso.extract.events import find_event_frames
from sayso.model import Commitment, Event, EventFrame, EventType, Place, Span, Time
from sayso.resolve.commitment import judge_triggers
from sayso.resolve.events import resolve_events
from sayso.resolve.layers import Layers
from sayso.tables.hedges import load_hedge_rules
from sayso.tables.lexicon import load_event_rules

RULES = load_event_rules()
CASES = tomllib.loads((Path(__file__).parent.parent / "tables/events.toml").read_text("utf-8"))["case"]
type Parse = Callable[..., ParsedArticle]


def _frames(parsed: ParsedArticle) -> tuple[EventFrame, ...]:
    return find_event_frames(parsed, (), (), RULES)


def _shown(frame: EventFrame, text: str) -> str:
    actors, targets = ("; ".join(span.slice(text) for span in spans) for spans in (frame.actors, frame.targets))
    return f"{frame.type}{'*' if frame.reciprocal else ''} {frame.trigger.slice(text)} | {actors} | {targets}".replace(
        "|  |", "| |"
    ).rstrip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["phenomenon"])
def test_phenomena(parse: Parse, case: dict[str, object]) -> None:
    text = str(case["text"])
    found = sorted(_shown(frame, text) for frame in _frames(parse(text)))
    expected = sorted(str(event).rstrip() for event in case["events"])
    assert (set(expected) <= set(found)) if case.get("partly") else (found == expected)


def test_the_main_event_comes_first(parse: Parse) -> None:
    text = "Norway deported four envoys after rebels burned a school in Denmark."
    best = max(_frames(parse(text)), key=lambda frame: frame.score)
    assert best.trigger.slice(text) == "deported"


def test_a_trigger_is_one_stretch_of_its_phrase(parse: Parse) -> None:
    text = "Guards took four sailors hostage and held talks with Norway."
    assert {frame.trigger.slice(text) for frame in _frames(parse(text))} == {"took four sailors hostage", "held talks with"}


def _resolve(parsed: ParsedArticle, **layers: object) -> tuple[tuple[Event, ...], dict[str, str]]:
    frames = _frames(parsed)
    events, _, added = resolve_events(frames, tuple(Commitment() for _ in frames), Layers(**layers), parsed, RULES)
    return events, {mention.id: mention.text for mention in added}


def _place(text: str, name: str, number: int) -> Place:
    start = text.index(name)
    return Place(id=f"p{number}", span=Span(start, start + len(name)), text=name)


def test_weapons_of_the_police_are_crowd_control(parse: Parse) -> None:
    texts = ("Police fired tear gas at the students.", "Rubber bullets were fired at the students.", "The army fired rockets at the town.")
    assert [frame.mode for text in texts for frame in _frames(parse(text))] == ["crowd-control", "crowd-control", "heavy-weapons"]


def test_people_are_beaten_and_places_are_not(parse) -> None:
    texts = ("A guard struck two prisoners.", "The army struck a hospital in Hask.", "The army said it had hit the camp.")
    assert [frame.mode for text in texts for frame in _frames(parse(text))] == ["beat", None, None]


def test_place_and_time_come_from_the_own_clause(parse: Parse) -> None:
    text = "Rebels attacked the depot in Bergen on Friday after the army had shelled a village near Aarhus in May."
    places = (_place(text, "Bergen", 1), _place(text, "Aarhus", 2))
    times = tuple(
        Time(id=f"t{n}", span=Span(text.index(w), text.index(w) + len(w)), text=w, type="DATE", value=None, rule="x")
        for n, w in enumerate(("Friday", "May"), 1)
    )
    events, _ = _resolve(parse(text), places=places, times=times)
    assert [(e.text, e.place, e.place_how, e.time) for e in events] == [
        ("attacked", "p1", "clause", "t1"),
        ("shelled", "p2", "clause", "t2"),
    ]


def test_a_clause_without_a_place_takes_none_of_another_event(parse: Parse) -> None:
    text = "Rebels attacked a depot in Bergen. The army arrested four men."
    events, _ = _resolve(parse(text), places=(_place(text, "Bergen", 1),))
    assert [(e.text, e.place) for e in events] == [("attacked", "p1"), ("arrested", None)]


def test_a_participant_without_a_mention_gets_one(parse: Parse) -> None:
    events, mentions = _resolve(parse("Rebels attacked the depot."))
    assert [[mentions[m] for m in (*e.actors, *e.targets)] for e in events] == [["Rebels", "the depot"]]


def test_a_bare_later_noun_joins_the_event_it_names(parse: Parse) -> None:
    events, _ = _resolve(parse("Rebels launched an attack on the depot. The attack began at dawn."))
    assert [(e.type, len(e.also)) for e in events] == [(EventType.ASSAULT, 1)]


@pytest.mark.parametrize(
    ("phenomenon", "text", "incidents"),
    [
        ("an act and what came of it", "A blast in the hall killed six people and wounded nine.", [["blast", "killed", "wounded"]]),
        ("a death in a clash", "Six guards died in an attack by rebels.", [["died", "attack"]]),
        ("two acts are two", "Rebels attacked the depot and shelled a school.", [["attacked"], ["shelled"]]),
        ("what was before is another", "Six guards died before rebels attacked the depot.", [["died"], ["attacked"]]),
        ("the headline", "Rebels kill 31 in market\n\nRebels shot 31 people dead on Monday.", [["kill", "shot", "dead"]]),
        ("another attack", "Rebels attacked a depot. Another attack hit a school.", [["attacked"], ["attack", "hit"]]),
        ("no weapon names the kidnapping", "Rebels shelled a depot. The kidnapping was reported.", [["shelled"], ["kidnapping"]]),
        ("what is described may be new", "Rebels attacked a depot. The bombing of a school was reported.", [["attacked"], ["bombing"]]),
        ("means of the deed", "Rebels attacked the depot with an airstrike.", [["attacked", "airstrike"]]),
        (
            "other numbers are another incident",
            "Rebels killed six men. Soldiers hit a camp, killing 40 men.",
            [["killed"], ["hit", "killing"]],
        ),
        (
            "a day makes a noun definite",
            "Rebels attacked a depot. Norway condemned Friday's attack.",
            [["attacked", "attack"], ["condemned"]],
        ),
        ("what is denied belongs to nothing told", "A blast shook the hall, but nobody was injured.", [["blast"], ["injured"]]),
    ],
    ids=lambda value: value if isinstance(value, str) and "." not in value else "",
)
def test_tellings_of_one_incident(parse: Parse, phenomenon: str, text: str, incidents: list[list[str]]) -> None:
    parsed = parse(text)
    frames = _frames(parsed)
    commitments = judge_triggers([frame.trigger for frame in frames], parsed, (), load_hedge_rules())
    events, _, _ = resolve_events(frames, commitments, Layers(), parsed, RULES)
    told: dict[str, list[str]] = {}
    for event in events:
        words = [event.text, *(span.slice(text) for span in event.also)]
        told.setdefault(event.same_as or event.id, []).extend(word.split()[-1] if word != "shot" else word for word in words)
    assert list(told.values()) == incidents, phenomenon


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The governor blamed the rebels for the attack.", ["the rebels"]),
        ("The governor blamed the attack on the rebels.", ["the rebels"]),
        ("Police suspect the rebels of the bombing.", ["the rebels"]),
        ("The rebels claimed responsibility for the bombing.", ["The rebels"]),
        ("No group claimed responsibility for the bombing.", []),
        ("The rebels did not claim responsibility for the bombing.", []),
        ("The governor thanked the medics after the attack.", []),
        ("The governor spoke of the attack.", []),
    ],
)
def test_who_is_held_responsible_acts(parse: Parse, text: str, actors: list[str]) -> None:
    text += " Gunmen shot six men. Gunmen burned a school. Gunmen raided a depot."
    acts = [frame for frame in _frames(parse(text)) if frame.type is EventType.ASSAULT]
    assert [span.slice(text) for span in acts[0].actors] == actors


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels attacked a depot near the old town of Bergen.", "clause"),
        ("Shells killed six in Bergen market.", "clause"),
        ("The Bergen bombing killed six.", "clause"),
        ("The boy from Bergen was arrested on Friday.", None),
        ("They gathered in a hall in Bergen, where the guards arrested them.", "sentence"),
        ("Students held a protest over the war in Bergen.", None),
        ("Norway urged a ceasefire in Bergen.", None),
        ("The minister will meet leaders of the rebels in Bergen.", "clause"),
        ("In the past few days in Bergen, guards arrested six men.", "clause"),
        ("The crisis in Bergen worries us, and we urge the mayor to act.", None),
    ],
)
def test_places_of_events(parse: Parse, text: str, place: str | None) -> None:
    events, _ = _resolve(parse(text), places=(_place(text, "Bergen", 1),))
    assert events[0].place_how == place


def test_the_same_words_tell_the_same(parse: Parse) -> None:
    text = "Norway and Denmark condemned an attack by rebels on a school, and police arrested four men in Bergen."
    assert _frames(parse(text)) == _frames(parse(text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Norway ",
                "attacked ",
                "agreed to ",
                "talks ",
                "by ",
                "of ",
                "not ",
                "will ",
                ", ",
                ". ",
                "\u201c",
                "\U0001f600 ",
                "killed ",
                "the ",
                "and ",
                "\n\n",
                "12 ",
            ]
        ),
        max_size=40,
    )
)
def test_any_words_give_spans_that_lie_in_the_text(parse: Parse, words: list[str]) -> None:
    text = "".join(words)
    for frame in _frames(parse(text)):
        for span in (frame.trigger, *frame.actors, *frame.targets):
            assert 0 <= span.start < span.end <= len(text)
            assert span.slice(text).strip() == span.slice(text)
        assert 0 <= frame.score <= 1


def test_a_story_in_capitals_is_read(parse: Parse) -> None:
    text = "BERGEN, 4 MAY -- REBELS OF THE NORTHERN FRONT ATTACKED A POLICE STATION NEAR BERGEN ON SUNDAY.\nFOUR OFFICERS WERE KILLED, A SPOKESMAN SAID."
    assert [(frame.type, frame.trigger.slice(text)) for frame in _frames(parse(text))] == [
        (EventType.ASSAULT, "ATTACKED"),
        (EventType.ASSAULT, "KILLED"),
    ]
