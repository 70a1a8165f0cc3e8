"""Countries and territories: codes, names, demonyms, capitals. Plain data for every layer that asks what country a word tells of."""

from functools import cache

import msgspec

from sayso.tables.loader import load_rows


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """One country or territory; the fields are explained in countries.toml."""

    iso2: str
    iso3: str
    geonames_id: int
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    point: tuple[float, float]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)


@cache
def load_countries() -> tuple[Country, ...]:
    """Every row, in the order of iso2; read once a process. Raises SetupError where a row does not fit."""
    return load_rows("countries", Country)
