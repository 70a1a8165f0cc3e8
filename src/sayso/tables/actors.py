"""Titles, role words, sectors, kinds, pronouns, given names: what tells who somebody is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from sayso.model import EntityKind
from sayso.tables.countries import load_countries
from sayso.tables.loader import load_rows

_LONGEST_NOUN = 4

type Gender = Literal["m", "f"]


class NounRow(msgspec.Struct, frozen=True, kw_only=True):
    """A class of nouns with one meaning; the fields are explained in actors.toml."""

    id: str
    kind: EntityKind
    nouns: tuple[str, ...]
    example: str
    counter: str
    sector: str | None = None
    gender: Gender | None = None


class AddressRow(msgspec.Struct, frozen=True, kw_only=True):
    """Forms of address, with the gender they tell."""

    words: tuple[str, ...]
    gender: Gender | None = None


class PartRow(msgspec.Struct, frozen=True, kw_only=True):
    """Words inside a name that say what bears it."""

    kind: EntityKind
    words: tuple[str, ...]
    sector: str | None = None


class BodyRow(msgspec.Struct, frozen=True, kw_only=True):
    """International bodies and the code that stands in place of their country."""

    code: str
    kind: EntityKind
    names: tuple[str, ...]


class SeatRow(msgspec.Struct, frozen=True, kw_only=True):
    """Names of buildings and quarters for the body that sits there."""

    country: str
    kind: EntityKind
    sector: str
    names: tuple[str, ...]


class GivenRow(msgspec.Struct, frozen=True, kw_only=True):
    """Given names of one gender, separated by white space."""

    gender: Gender
    names: str


class PronounRow(msgspec.Struct, frozen=True, kw_only=True):
    """Pronouns of one meaning."""

    person: int
    number: Literal["singular", "plural", "any"]
    gender: Literal["m", "f", "n", "any"]
    role: Literal["personal", "possessive", "reflexive", "relative", "demonstrative", "indefinite"]
    words: tuple[str, ...]


class WordsRow(msgspec.Struct, frozen=True, kw_only=True):
    """Plain words of one class."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """What the name of a well-known body or seat of power tells: kind, sector, country, or the code that stands for one."""

    kind: EntityKind
    country: str | None = None
    sector: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRules:
    """The rows of this layer, indexed by lower-case word or phrase."""

    nouns: Mapping[str, NounRow]
    noun_ends: frozenset[str]
    address: Mapping[str, Gender | None]
    qualifiers: frozenset[str]
    endings: frozenset[str]
    parts: Mapping[str, PartRow]
    bearers: Mapping[str, Bearer]
    given: Mapping[str, Gender]
    pronouns: Mapping[str, tuple[PronounRow, ...]]
    countries: Mapping[str, str]
    adjectives: Mapping[str, str]
    capitals: Mapping[str, str]
    country_starts: frozenset[str]
    idle: frozenset[str]
    measures: frozenset[str]
    faded: frozenset[str]
    same: Mapping[str, str]

    def noun(self, words: Sequence[str]) -> NounRow | None:
        """The row of the longest phrase that ends ``words`` (lower case, lemmas), at most four words of it."""
        if not words or words[-1] not in self.noun_ends:
            return None
        for start in range(max(0, len(words) - _LONGEST_NOUN), len(words)):
            row = self.nouns.get(" ".join(words[start:]))
            if row is not None:
                return row
        return None


def load_actor_rules() -> ActorRules:
    """Read and index the tables. Raises SetupError where a row does not fit."""
    countries = load_countries()
    bearers = {
        name: Bearer(kind=seat.kind, country=seat.country, sector=seat.sector)
        for seat in load_rows("actors_names", SeatRow, key="seat")
        for name in seat.names
    }
    bearers |= {
        name: Bearer(kind=body.kind, code=body.code) for body in load_rows("actors_names", BodyRow, key="body") for name in body.names
    }
    pronouns: dict[str, tuple[PronounRow, ...]] = {}
    for row in load_rows("actors_pronouns", PronounRow, key="pronoun"):
        for word in row.words:
            pronouns[word] = (*pronouns.get(word, ()), row)
    names = _told_by((name, country.iso3) for country in countries for name in country.names)
    adjectives = _told_by((word, country.iso3) for country in countries for word in (*country.adjectives, *country.people))
    nouns = {noun: row for row in load_rows("actors", NounRow, key="noun") for noun in row.nouns}
    return ActorRules(
        nouns=nouns,
        noun_ends=frozenset(noun.rsplit(" ", 1)[-1] for noun in nouns),
        address={word: row.gender for row in load_rows("actors_names", AddressRow, key="address") for word in row.words},
        qualifiers=_words("actors_names", "qualifier"),
        endings=frozenset(word for row in load_rows("actors_names", PartRow, key="ending") for word in row.words),
        parts={word: row for row in load_rows("actors_names", PartRow, key="part") for word in row.words},
        bearers=bearers,
        given={name: row.gender for row in load_rows("actors_names", GivenRow, key="given") for name in row.names.split()},
        pronouns=pronouns,
        countries=names,
        adjectives=adjectives,
        country_starts=frozenset(name.split(" ", 1)[0] for name in (*names, *adjectives)),
        capitals=_told_by((country.capitals[0], country.iso3) for country in countries if country.capitals),
        idle=_words("actors_borders", "idle"),
        measures=_words("actors_borders", "measure"),
        faded=_words("actors_borders", "faded"),
        same={word: row.words[0] for row in load_rows("actors_borders", WordsRow, key="same") for word in row.words},
    )


def _words(table: str, key: str) -> frozenset[str]:
    """The words of all rows of one class."""
    return frozenset(word for row in load_rows(table, WordsRow, key=key) for word in row.words)


def _told_by(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Lower-case word to country, without the words that tell of two countries."""
    told: dict[str, str] = {}
    twice: set[str] = set()
    for word, country in pairs:
        key = word.casefold().removeprefix("the ")
        if told.setdefault(key, country) != country:
            twice.add(key)
    return {key: country for key, country in told.items() if key not in twice}
