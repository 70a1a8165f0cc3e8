"""Which of its namesakes a toponym means: a linear model over population, kind, and what the other names of the text share with each.

One sense a document: every mention of a name means the same place, so names are ranked, not mentions. In rounds: the first knows only
each name by itself, the others also what the one before made of the other names.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.gazetteer import Candidate

type Feature = tuple[str, float]
type Shares = tuple[float, ...]

ROUNDS = 3
_NEAR_KM = 150.0
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One name of a document: its candidates, whether a mention of it is a dateline, and whether a country is among the candidates."""

    candidates: tuple[Candidate, ...]
    opens_report: bool = False
    has_country: bool = field(init=False)

    def __post_init__(self) -> None:
        """Look for the country once: every candidate asks for it in every round."""
        object.__setattr__(self, "has_country", any(candidate.kind == "PCLI" for candidate in self.candidates))


def rank(senses: Sequence[Sense], weights: Mapping[str, float]) -> list[Shares]:
    """For each name the share that each of its candidates has in its meaning; the shares of a name add up to 1."""
    own = [[_sum(_own_features(c, sense), weights) for c in sense.candidates] for sense in senses]
    shares = [_softmax(scores) for scores in own]
    measured: dict[tuple[int, int], float] = {}
    for _ in range(ROUNDS):
        around = Surroundings.of(senses, shares, measured)
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


type _Level = tuple[str, int | str | None]
"""What names may share: a division ("adm1", "adm2") or country they lie in, one that is itself ``named``, or being a country at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the names of a document lie in, each name by the shares of its candidates.

    ``whole`` sums up all names, ``own`` is the part of each name in it, ``points`` are the cities that are all but certain, with the position
    of their name; ``others`` is the number of other names. ``measured`` keeps how close two places are, by their keys: every round asks again.
    """

    whole: dict[_Level, float]
    own: list[dict[_Level, float]]
    points: list[tuple[float, int, Candidate]]
    others: float
    measured: dict[tuple[int, int], float]

    @staticmethod
    def of(senses: Sequence[Sense], shares: Sequence[Shares], measured: dict[tuple[int, int], float] | None = None) -> "Surroundings":
        """Sum up one round's answer; ``measured`` is what the rounds before have measured."""
        whole: dict[_Level, float] = {}
        own: list[dict[_Level, float]] = []
        points: list[tuple[float, int, Candidate]] = []
        for position, (sense, parts) in enumerate(zip(senses, shares, strict=True)):
            mine: dict[_Level, float] = {}
            for candidate, part in zip(sense.candidates, parts, strict=True):
                if part >= _LEAST_SHARE:
                    for level in _levels(candidate):
                        whole[level] = whole.get(level, 0.0) + part
                        mine[level] = mine.get(level, 0.0) + part
                if part > _SURE_SHARE and candidate.kind in {"PPL", "PPLC"}:
                    points.append((part, position, candidate))
            own.append(mine)
        points.sort(key=lambda point: (-point[0], point[1]))
        return Surroundings(
            whole=whole,
            own=own,
            points=points[:_MOST_POINTS],
            others=max(len(senses) - 1.0, 1.0),
            measured={} if measured is None else measured,
        )

    def features(self, candidate: Candidate, sense: Sense, position: int) -> list[Feature]:
        """How much of the other names speaks for ``candidate`` of the name at ``position``."""
        features: list[Feature] = []
        world = self._support("countries", None, position) / self.others
        if candidate.kind == "PPLC":
            features.append(("capital in world news", world))
        elif candidate.kind != "PCLI" and sense.has_country:
            features.append(("namesake of a country in world news", world))
        if candidate.country:
            support = self._support("country", candidate.country, position)
            named = self._support("named", candidate.country, position)
            features += [("country share", support / self.others), ("country any", min(support, 1.0)), ("country named", min(named, 1.0))]
        if candidate.adm1 is not None:
            support = self._support("adm1", candidate.adm1, position)
            named = self._support("named", candidate.adm1, position)
            if support < 0.5 and sense.has_country and candidate.kind != "PCLI":
                features.append(("namesake of a country without its state", 1.0))
            features += [("adm1 share", support / self.others), ("adm1 any", min(support, 2.0) / 2), ("adm1 named", min(named, 1.0))]
        if candidate.adm2 is not None:
            features.append(("adm2 any", min(self._support("adm2", candidate.adm2, position), 1.0)))
        if candidate.kind in {"PPL", "PPLC", "ADM2"}:
            features.append(("near", self._nearness(candidate, position)))
        return features

    def _support(self, level: str, key: int | str | None, position: int) -> float:
        """How many other names share this."""
        place = (level, key)
        return max(self.whole.get(place, 0.0) - self.own[position].get(place, 0.0), 0.0)

    def _nearness(self, candidate: Candidate, position: int) -> float:
        """1 beside another city of the text, falling off with the distance to the nearest one."""
        best = 0.0
        key = candidate.key
        for part, other, city in self.points:
            if part <= best:
                break
            if other != position:
                pair = (key, city.key)
                close = self.measured.get(pair)
                if close is None:
                    close = self.measured[pair] = _closeness(candidate, city)
                best = max(best, part * close)
        return best


_LEAST_SHARE = 0.01
_SURE_SHARE = 0.3
_MOST_POINTS = 60  # keeps a text of ten thousand towns linear
_FAR_DEGREES = 5


def _closeness(one: Candidate, other: Candidate) -> float:
    """1 at the same point, falling off with the distance; 0 where it is far, or a point is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None or abs(other.lat - one.lat) >= _FAR_DEGREES:
        return 0.0
    return math.exp(-distance_km(one.lat, one.lon, other.lat, other.lon) / _NEAR_KM)


def _levels(candidate: Candidate) -> list[_Level]:
    levels: list[_Level] = []
    if candidate.country:
        levels.append(("country", candidate.country))
    if candidate.adm1 is not None:
        levels.append(("adm1", candidate.adm1))
    if candidate.adm2 is not None:
        levels.append(("adm2", candidate.adm2))
    if candidate.kind in {"ADM1", "ADM2"}:
        levels.append(("named", candidate.key))
    elif candidate.kind == "PCLI":
        levels += [("named", candidate.country), ("countries", None)]
    return levels


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine, mean radius of the earth)."""
    first, second = math.radians(lat), math.radians(other_lat)
    half = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


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
