"""Reads the gazetteer: names to candidates, in one query an article."""

import json
import re
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sayso.errors import Code, SetupError
from sayso.gazetteer.names import NameForm


class Candidate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place that a name may mean.

    ``key`` is the gazetteer's own number, ``kind`` a GeoNames feature code (PCLI, ADM1, ADM2, PPL, PPLC, ...) or ``continent``,
    ``region``, ``sea``, ``people`` from our tables; ``country`` ISO 3166 alpha-2; ``adm1`` and ``adm2`` the keys of the divisions it lies in or is;
    ``form`` how the name that was looked up names it.
    """

    key: int
    name: str
    kind: str
    geonames_id: int | None
    country: str | None
    adm1: int | None
    adm2: int | None
    lat: float | None
    lon: float | None
    population: int
    form: NameForm


_QUERY = """
SELECT wanted.value, place.key, place.name, place.kind, place.geonames_id, place.country, place.adm1, place.adm2, place.lat, place.lon,
       place.population, name.form
FROM json_each(?) AS wanted JOIN name ON name.folded = wanted.value JOIN place ON place.key = name.place
ORDER BY wanted.value, place.population DESC, place.key
"""


_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMS = tuple(NameForm)
_KEPT_NAMES = 16_384
"""Some 150 articles' worth, about 10 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """An open gazetteer; threads may share it: they take turns.

    ``_kept`` holds the last few thousand names that were asked for, places or not: articles share most of their names.
    """

    path: Path
    connection: sqlite3.Connection
    _kept: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, folded_names: Iterable[str]) -> dict[str, tuple[Candidate, ...]]:
        """The candidates of each name that has any, most populous first; names are as `fold` leaves them.

        Raises SetupError where the file turns out to be damaged.
        """
        wanted = {name for name in folded_names if name}
        with self._lock:
            found = {name: self._kept[name] for name in wanted if name in self._kept}
            missing = sorted(wanted - found.keys())
            if missing:
                fresh = self._query(missing)
                if len(self._kept) > _KEPT_NAMES:
                    self._kept.clear()
                self._kept.update(fresh)
                found |= fresh
        return {name: candidates for name, candidates in found.items() if candidates}

    def _query(self, names: list[str]) -> dict[str, tuple[Candidate, ...]]:
        # A lone surrogate is no character that SQLite could hold, so no place has it in its name.
        legal = [name for name in names if not _SURROGATE.search(name)]
        try:
            rows = self.connection.execute(_QUERY, (json.dumps(legal, ensure_ascii=False),)).fetchall()
        except sqlite3.Error as error:
            raise damaged(self.path, error) from error
        found: dict[str, list[Candidate]] = {name: [] for name in names}
        for folded, key, name, kind, geonames_id, country, adm1, adm2, lat, lon, population, form in rows:
            found[folded].append(
                Candidate(
                    key=key,
                    name=name,
                    kind=kind,
                    geonames_id=geonames_id,
                    country=country,
                    adm1=adm1,
                    adm2=adm2,
                    lat=lat,
                    lon=lon,
                    population=population,
                    form=_FORMS[form],
                )
            )
        return {folded: tuple(candidates) for folded, candidates in found.items()}


def damaged(path: Path, error: Exception | str) -> SetupError:
    """The refusal of a file that is no readable gazetteer."""
    return SetupError(
        Code.NO_GAZETTEER,
        f"the gazetteer is damaged or no gazetteer ({error})",
        where=str(path),
        remedy="delete the file, or run: sayso gazetteer --rebuild",
    )
