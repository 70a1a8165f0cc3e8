"""The place layer: which words are places, what they mean, what role they play."""

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.annotate import ParsedArticle
from sayso.errors import SetupError
from sayso.extract.places import find_toponyms
from sayso.gazetteer import Gazetteer, open_gazetteer
from sayso.model import Place
from sayso.resolve.places import resolve_places
from sayso.resolve.places_home import find_home
from sayso.settings import Settings
from sayso.tables.places import CueGroup, PlaceRules, load_cue_groups, load_place_rules

type Parse = Callable[..., ParsedArticle]

CASES = tomllib.loads((Path(__file__).parents[1] / "tables" / "places.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer(Settings())


@pytest.fixture(scope="session")
def rules() -> PlaceRules:
    return load_place_rules()


@pytest.fixture(scope="session")
def places(parse: Parse, gazetteer: Gazetteer, rules: PlaceRules) -> Callable[..., tuple[Place, ...]]:
    def read(text: str, home: str = "") -> tuple[Place, ...]:
        parsed = parse(text)
        return resolve_places(find_toponyms(parsed, gazetteer, rules), parsed, rules, find_home(home, gazetteer))

    return read


def shown(place: Place) -> str:
    if place.kind is None:
        answer = "?"
    elif place.kind == "PCLI":
        answer = str(place.country)
    elif place.kind.startswith(("ADM", "PPL")):
        answer = f"{'division' if place.kind.startswith('ADM') else 'city'} {place.country}"
    else:
        answer = "region"
    return f"{place.text} = {answer}{' !' if place.is_metonym else ''}{' (org)' if place.in_organisation else ''}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sentence(case: dict[str, object], places: Callable[..., tuple[Place, ...]]) -> None:
    assert [shown(place) for place in places(case["text"])] == case["places"]


def test_a_place_carries_id_point_and_precision(places: Callable[..., tuple[Place, ...]]) -> None:
    country, city, sea = places("Norway sent a ship from Bergen to the Baltic Sea.")
    assert (country.id, country.geonames_id, country.precision) == ("p1", 3144096, "country")
    assert (city.id, city.precision, city.country) == ("p2", "point", "NO")
    assert city.lat == pytest.approx(60.4, abs=0.1)
    assert (sea.precision, sea.country, sea.geonames_id) == ("region", None, None)


def test_an_unknown_place_has_no_coordinates(places: Callable[..., tuple[Place, ...]]) -> None:
    (place,) = places("Hundreds of families live in the Torvaldheim camp near the border.")
    assert (place.text, place.lat, place.lon, place.geonames_id, place.country) == ("Torvaldheim", None, None, None, None)


def test_one_sense_a_document(places: Callable[..., tuple[Place, ...]]) -> None:
    found = places("Fire crews in Springfield, Missouri, worked all night.\nSpringfield has had three fires this year.")
    ids = {place.geonames_id for place in found if place.text == "Springfield"}
    assert len(ids) == 1


def test_the_outlets_home_decides_between_namesakes(places: Callable[..., tuple[Place, ...]]) -> None:
    text = "Police in Newark arrested two men on Friday."
    abroad, at_home = places(text)[0], places(text, home="Lincoln, England, United Kingdom")[0]
    assert (abroad.country, at_home.country) == ("US", "GB")


def test_an_unknown_home_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(SetupError, match="Torvaldheim"):
        find_home("Torvaldheim, Norway", gazetteer)


@pytest.mark.parametrize("group", load_cue_groups(), ids=lambda group: group.id)
def test_a_cue_group_speaks_in_its_example_and_not_in_its_counter_example(group: CueGroup, parse: Parse) -> None:
    def spoken(sentence: str) -> list[str]:
        doc = parse(sentence).doc
        return [token.text for token in doc if group.words and {token.lower_, token.lemma_.lower(), token.lower_ + "-"} & {*group.words}]

    assert len(group.words) == len(set(group.words))
    assert len(spoken(group.example)) > len(spoken(group.counter))


def test_the_weights_are_few(rules: PlaceRules) -> None:
    assert len(rules.filter_weights) + len(rules.ranking_weights) < 100


ODD_TEXTS = {
    "other scripts": "Встреча прошла в Москве. 東京で会談。 القاهرة",
    "a name of 300 characters": "He came from " + "Torvan" * 50 + " yesterday.",
    "300 capitalised words": "In " + "Torvanna " * 300 + "it rained.",
    "no words": "\0 \N{GRINNING FACE} ''''' ....",
    "capitals only": "POLICE IN PARIS SAY THEY HAVE ARRESTED TWO MEN FROM LYON.",
    "hyphens and apostrophes": "-Paris- 'Lyon' ’Nice’ al- el-Arish- O'- - -",
    "empty": "",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_text_is_read(text: str, places: Callable[..., tuple[Place, ...]]) -> None:
    for place in places(text):
        assert text[place.span.start : place.span.end] == place.text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.sampled_from(["Paris", "Ohio", ",", "the", "al-", "St.", "U.S.", "\n", "(", "É", "Fla.", "of", "\N{GRINNING FACE}"]), max_size=30
    ).map(" ".join)
)
def test_spans_slice_and_order_holds(text: str, places: Callable[..., tuple[Place, ...]]) -> None:
    found = places(text)
    assert [place.id for place in found] == [f"p{number}" for number in range(1, len(found) + 1)]
    assert all(text[place.span.start : place.span.end] == place.text for place in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
