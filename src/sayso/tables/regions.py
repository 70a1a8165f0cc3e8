"""Regions, abbreviations and demonyms that the packages of the gazetteer lack; the fields are explained in places.toml."""

import msgspec

from sayso.tables.loader import load_rows


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A continent, region, sea or other land that is neither country nor division."""

    name: str
    kind: str
    geonames_id: int | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    weight: int


class Division(msgspec.Struct, frozen=True, kw_only=True):
    """What English news calls a first-level division, by ISO 3166-2 code or, where ISO has none, GeoNames id."""

    iso: str | None = None
    geonames_id: int | None = None
    name: str | None = None
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Residents(msgspec.Struct, frozen=True, kw_only=True):
    """Other names of a city, and the words for its people."""

    geonames_id: int
    name: str
    aliases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def load_regions() -> tuple[Region, ...]:
    """Every region, in file order. Raises SetupError where a row does not fit."""
    return load_rows("places", Region, key="region")


def load_divisions() -> tuple[Division, ...]:
    """Every division, in file order. Raises SetupError where a row does not fit."""
    return load_rows("places", Division, key="division")


def load_residents() -> tuple[Residents, ...]:
    """Every city, in file order. Raises SetupError where a row does not fit."""
    return load_rows("places", Residents, key="residents")
