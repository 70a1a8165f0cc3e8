"""Which of its namesakes a toponym means: a linear model over population, kind, and what the other names of the text share with each.

One sense a document: every mention of a name means the same place, so names are ranked, not mentions. In rounds: the first knows only
each name by itself, the others also what the one before made of the other names.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.gazetteer import Candidate

type Feature = tuple[str, float]
type Shares = tuple[float, ...]

ROUNDS = 3
_NEAR_KM = 150.0
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One name of a document: its candidates, and whether a mention of it is a dateline."""

    candidates: tuple[Candidate, ...]
    opens_report: bool = False

    @property
    def has_country(self) -> bool:
        """Whether a country is among the candidates; it stands near the top, since candidates come by population."""
        return any(candidate.kind == "PCLI" for candidate in self.candidates)


def rank(senses: Sequence[Sense], weights: Mapping[str, float]) -> list[Shares]:
    """For each name the share that each of its candidates has in its meaning; the shares of a name add up to 1."""
    own = [[_sum(_own_features(c, sense), weights) for c in sense.candidates] for sense in senses]
    shares = [_softmax(scores) for scores in own]
    for _ in range(ROUNDS):
        around = Surroundings.of(senses, shares)
        shares = [
            _softmax([s + _sum(around.features(c, sense, position), weights) for c, s in zip(sense.candidates, own[position], strict=True)])
            if len(sense.candidates) > 1
            else (1.0,)
            for position, sense in enumerate(senses)
        ]
    return shares


def features_of(candidate: Candidate, sense: Sense, position: int, around: "Surroundings") -> list[Feature]:
    """Everything the model knows of one candidate; what is 0 may be left out."""
    return [*_own_features(candidate, sense), *around.features(candidate, sense, position)]


def _own_features(candidate: Candidate, sense: Sense) -> list[Feature]:
    kind = candidate.kind if candidate.kind in {"PCLI", "ADM1", "ADM2", "PPL", "PPLC"} else "region"
    features = [(f"kind {kind}", 1.0), (f"form {candidate.form.name.lower()}", 1.0)]
    if kind in {"PPL", "PPLC", "ADM2"}:
        features.append((f"population {'ADM2' if kind == 'ADM2' else 'PPL'}", math.log10(candidate.population + 1)))
    elif kind in {"ADM1", "region"}:
        features.append(("population ADM1", math.log10(candidate.population + 1)))
    if kind != "PCLI" and sense.has_country:
        features.append(("namesake of a country", 1.0))
    if kind == "PPLC" and any(other.kind == "ADM1" and other.country == candidate.country for other in sense.candidates):
        features.append(("capital beside its namesake", 1.0))
    if kind in {"PPL", "PPLC"} and any(other.key == candidate.adm1 for other in sense.candidates):
        features.append(("city inside its namesake", 1.0))
    if sense.opens_report and kind in {"PPL", "PPLC"}:
        features.append(("city in a dateline", 1.0))
    return features


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the names of a document lie in, each name by the share of its candidates: the sums over all, and each name's own part in them."""

    adm1: dict[int, float]
    adm2: dict[int, float]
    country: dict[str, float]
    named: dict[int | str, float]
    own: list[dict[int | str, float]]
    points: list[tuple[int, float, float, float]]
    total: float
    countries: float

    @staticmethod
    def of(senses: Sequence[Sense], shares: Sequence[Shares]) -> "Surroundings":
        """Sum up one round's answer."""
        around = Surroundings(
            adm1={}, adm2={}, country={}, named={}, own=[], points=[], total=float(len(senses)), countries=_countries(senses, shares)
        )
        for position, (sense, parts) in enumerate(zip(senses, shares, strict=True)):
            own: dict[int | str, float] = {}
            for candidate, part in zip(sense.candidates, parts, strict=True):
                if part < 0.01:
                    continue
                if candidate.country:
                    _add(around.country, candidate.country, part)
                    _add(own, candidate.country, part)
                for level, key in ((around.adm1, candidate.adm1), (around.adm2, candidate.adm2)):
                    if key is not None:
                        _add(level, key, part)
                        _add(own, key, part)
                if candidate.kind in {"ADM1", "ADM2"}:
                    _add(around.named, candidate.key, part)
                    _add(own, -candidate.key, part)
                elif candidate.kind == "PCLI":
                    _add(around.named, candidate.country or "", part)
                    _add(own, f"named {candidate.country}", part)
                    _add(own, "countries", part)
                elif part > 0.3 and candidate.lat is not None and candidate.lon is not None and candidate.kind in {"PPL", "PPLC"}:
                    around.points.append((position, candidate.lat, candidate.lon, part))
            around.own.append(own)
        return around

    def features(self, candidate: Candidate, sense: Sense, position: int) -> list[Feature]:
        """How much of the other names speaks for ``candidate`` of the name at ``position``."""
        own = self.own[position]
        others = max(self.total - 1, 1.0)
        features: list[Feature] = []
        world = (self.countries - own.get("countries", 0.0)) / others
        if candidate.kind == "PPLC":
            features.append(("capital in world news", world))
        elif candidate.kind != "PCLI" and sense.has_country:
            features.append(("namesake of a country in world news", world))
        if candidate.country:
            support = max(self.country.get(candidate.country, 0.0) - own.get(candidate.country, 0.0), 0.0)
            named = max(self.named.get(candidate.country, 0.0) - own.get(f"named {candidate.country}", 0.0), 0.0)
            features += [("country share", support / others), ("country any", min(support, 1.0)), ("country named", min(named, 1.0))]
        if candidate.adm1 is not None:
            support = max(self.adm1.get(candidate.adm1, 0.0) - own.get(candidate.adm1, 0.0), 0.0)
            named = max(self.named.get(candidate.adm1, 0.0) - own.get(-candidate.adm1, 0.0), 0.0)
            if support < 0.5 and sense.has_country and candidate.kind != "PCLI":
                features.append(("namesake of a country without its state", 1.0))
            features += [("adm1 share", support / others), ("adm1 any", min(support, 2.0) / 2), ("adm1 named", min(named, 1.0))]
        if candidate.adm2 is not None:
            support = max(self.adm2.get(candidate.adm2, 0.0) - own.get(candidate.adm2, 0.0), 0.0)
            features.append(("adm2 any", min(support, 1.0)))
        if candidate.lat is not None and candidate.lon is not None and candidate.kind in {"PPL", "PPLC", "ADM2"}:
            features.append(("near", self._nearness(candidate.lat, candidate.lon, position)))
        return features

    def _nearness(self, lat: float, lon: float, position: int) -> float:
        best = 0.0
        for other, other_lat, other_lon, part in self.points:
            if other != position and part > best and abs(other_lat - lat) < 5:
                best = max(best, part * math.exp(-distance_km(lat, lon, other_lat, other_lon) / _NEAR_KM))
        return best


def _countries(senses: Sequence[Sense], shares: Sequence[Shares]) -> float:
    """How many of the names mean countries."""
    return sum(
        part
        for sense, parts in zip(senses, shares, strict=True)
        for candidate, part in zip(sense.candidates, parts, strict=True)
        if candidate.kind == "PCLI"
    )


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine, mean radius of the earth)."""
    first, second = math.radians(lat), math.radians(other_lat)
    half = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _add[Key](sums: dict[Key, float], key: Key, part: float) -> None:
    sums[key] = sums.get(key, 0.0) + part


def _sum(features: Iterable[Feature], weights: Mapping[str, float]) -> float:
    total = 0.0
    for name, value in features:
        total += weights.get(name, 0.0) * value
    return total


def _softmax(scores: list[float]) -> Shares:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return tuple(power / whole for power in powers)
