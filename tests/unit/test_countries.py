"""The table of countries that several layers read."""

import re
from collections import Counter

import pytest

from sayso.tables.countries import load_countries


@pytest.mark.parametrize(
    ("word", "field", "iso3"),
    [
        ("Swiss", "people", "CHE"),
        ("Danes", "people", "DNK"),
        ("Afghans", "people", "AFG"),
        ("Burmese", "adjectives", "MMR"),
        ("UAE", "aliases", "ARE"),
        ("Tbilisi", "capitals", "GEO"),
    ],
)
def test_a_word_leads_to_one_country(word: str, field: str, iso3: str) -> None:
    assert [country.iso3 for country in load_countries() if word in getattr(country, field)] == [iso3]


def test_every_row_has_codes_of_its_own_and_a_point_on_earth() -> None:
    countries = load_countries()
    assert len(countries) == 250
    assert [c.iso2 for c in countries] == sorted({c.iso2 for c in countries})
    assert len({c.iso3 for c in countries}) == len({c.geonames_id for c in countries}) == 250
    for country in countries:
        assert re.fullmatch("[A-Z]{2}", country.iso2)
        assert re.fullmatch("[A-Z]{3}", country.iso3)
        assert abs(country.point[0]) <= 90
        assert abs(country.point[1]) <= 180


def test_only_known_words_tell_of_two_countries() -> None:
    counts = Counter(word for country in load_countries() for word in {*country.names, *country.adjectives, *country.people})
    shared = {word for word, times in counts.items() if times > 1}
    assert shared == {"Congo", "Congolese", "Dominican", "Dominicans"}
