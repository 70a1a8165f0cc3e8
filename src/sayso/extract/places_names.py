"""Names of the gazetteer in a document: one choice among overlapping runs, and what stands beside each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.extract.places_spans import NameRun, name_runs, titled_tokens
from sayso.gazetteer import Candidate, Gazetteer, NameForm
from sayso.tables.places import PlaceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc

_POSTAL_KEY_LENGTH = 3  # "=FL"
_WELL_KNOWN = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A run of tokens that the gazetteer has, with what it may mean, most populous first.

    ``best`` is the candidate that a reader without context would think of; by it the name is of ``size`` ``demonym``, ``large`` (countries,
    states, capitals, regions, seas, great cities) or ``small``. ``containers`` are the keys of the divisions, or codes of the countries, that a name
    right behind it may mean and that contain it ("Torvanna, Ohio"); ``is_container`` marks the second name of such a pair. ``is_acronym``
    where it is a short word in capitals.
    """

    start: int
    end: int
    key: str
    candidates: tuple[Candidate, ...]
    best: Candidate
    size: str
    is_acronym: bool = False
    containers: frozenset[int | str | None] = frozenset()
    is_container: bool = False


def find_names(doc: "Doc", words: Sequence[str], gazetteer: Gazetteer, rules: PlaceRules) -> list[Name]:
    """The longest names from left to right, without overlaps, in text order; ``words`` are the texts of the document's tokens.

    What is only a direction ("West Central") is no name, and a common noun of names by itself ("Park", "Union") only before its state.
    Behind a title stands a person.
    """
    runs = dict(name_runs(doc, words, rules))
    keys = {key for group in runs.values() for run in group for key in run.keys}
    found = gazetteer.find(key for key in keys if not rules.cues["direction"].issuperset(key.split()))
    names: list[Name] = []
    free = 0
    for start, group in runs.items():
        if start < free:
            continue
        name = next((name for run in group if (name := _known(run, found, doc, rules)) is not None), None)
        if name is not None:
            names.append(name)
            free = name.end
    titled = titled_tokens(doc, words, rules)
    names = [name for name in _with_containers(names, doc) if name.start not in titled or name.size == "demonym" or name.containers]
    return [kept for name in names if (kept := _plausible(name, doc, rules)) is not None]


def _known(run: NameRun, found: dict[str, tuple[Candidate, ...]], doc: "Doc", rules: PlaceRules) -> Name | None:
    for key in run.keys:
        candidates = found.get(key, ())
        if len(key) == _POSTAL_KEY_LENGTH and key.startswith("=") and not _follows_comma(doc, run.start):
            candidates = tuple(c for c in candidates if c.kind != "ADM1")
        if candidates:
            if doc[run.start].lower_ == "the" and run.end - run.start > 1 and key not in rules.cues["keeps_article"]:
                return None
            is_acronym = run.is_acronym and not key.startswith("=")
            candidates = _without_own_namesakes(candidates)
            best = max(candidates, key=_prominence)
            return Name(start=run.start, end=run.end, key=key, candidates=candidates, best=best, size=_size_of(best), is_acronym=is_acronym)
    return None


_LARGE_KINDS = frozenset({"PCLI", "ADM1", "PPLC", "continent", "region", "historic", "sea", "strait", "desert", "mountains", "island"})
_LARGE_CITY = 500_000
_KIND_BONUS = {"PCLI": 3.0, "PPLC": 1.5, "ADM1": 0.5, "ADM2": -1.0}
_DIRECTNESS = (0.0, -1.5, -1.0, 0.0, 0.0)  # by NameForm


def _prominence(candidate: Candidate) -> tuple[float, int]:
    """Named directly, large, a country before a city: on the scale of powers of ten of people."""
    score = math.log10(candidate.population + 1) + _KIND_BONUS.get(candidate.kind, 0.0) + _DIRECTNESS[candidate.form]
    return (score, -candidate.key)


def _size_of(best: Candidate) -> str:
    if best.form >= NameForm.ADJECTIVE:
        return "demonym"
    is_large = best.kind in _LARGE_KINDS or (best.kind == "PPL" and best.population >= _LARGE_CITY and best.form == NameForm.MAIN)
    return "large" if is_large and best.form != NameForm.BARE else "small"


def _without_own_namesakes(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """A country's name means the country and not its state or capital of that name ("Mexico"); namesakes abroad stay."""
    countries = {c.country for c in candidates if c.kind == "PCLI"}
    return tuple(c for c in candidates if c.kind == "PCLI" or c.country not in countries) if countries else candidates


def _plausible(name: Name, doc: "Doc", rules: PlaceRules) -> Name | None:
    """The name without what its spelling rules out; None where nothing is left. A state behind it speaks for any reading."""
    if name.containers:
        return name
    if name.key in rules.name_nouns or _is_rest_of_name(name, doc, rules):
        return None
    if name.is_acronym and not opens_report(doc, name.start, name.end):
        known = tuple(c for c in name.candidates if _is_well_known(c))
        return replace(name, candidates=known) if name.best in known else None
    return name


def _is_rest_of_name(name: Name, doc: "Doc", rules: PlaceRules) -> bool:
    """Whether the name is a town's, behind the first word of a longer name that the gazetteer lacks."""
    before = doc[name.start - 1] if name.start else None
    return (
        before is not None and name.best.kind.startswith("PPL") and before.text[:1].isupper() and before.lower_ in rules.cues["first_word"]
    )


def opens_report(doc: "Doc", start: int, end: int) -> bool:
    """Whether the name of the tokens ``start`` to ``end`` (half-open) is a dateline ("TORVANNA (AP) —", "TORVANNA, May 3").

    Then it is a city, not the state of that name, and tells where the report was written, not whom it is about.
    """
    if not doc[start].is_sent_start or end >= len(doc):
        return False
    behind = doc[end].text
    return behind in _DATELINE_MARKS or (behind in {",", ":"} and doc[start:end].text.isupper())


_DATELINE_MARKS = frozenset({"(", "-", "–", "—", "--"})


def _is_well_known(candidate: Candidate) -> bool:
    """Whether a word in capitals that may be an acronym rather names this place: "IRAN", but not a town called Nato."""
    is_main = candidate.form in {NameForm.MAIN, NameForm.ADJECTIVE}
    return is_main and (candidate.kind in {"PCLI", "PPLC", "ADM1"} or candidate.population >= _WELL_KNOWN)


def _follows_comma(doc: "Doc", start: int) -> bool:
    """Postal codes count only behind a name and a comma: "OK" and "IN" are words elsewhere."""
    return start > 1 and doc[start - 1].text == "," and doc[start - 2].text[:1].isupper()


def _with_containers(names: list[Name], doc: "Doc") -> list[Name]:
    """Mark pairs such as "Torvanna, Ohio" and "Torvanna (Ohio)": the first lies in the second, so only what lies there is meant."""
    out = list(names)
    for position in range(len(names) - 1):
        inner, outer = names[position], names[position + 1]
        if outer.start - inner.end != 1 or doc[inner.end].text not in {",", "("}:
            continue
        around: frozenset[int | str | None] = frozenset(
            {c.key for c in outer.candidates if c.kind.startswith("ADM")} | {c.country for c in outer.candidates if c.kind == "PCLI"}
        )
        inside = tuple(c for c in inner.candidates if c.kind != "PCLI" and c.key not in around and around & {c.adm1, c.adm2, c.country})
        if inside:
            out[position] = replace(out[position], candidates=inside, containers=around)
            out[position + 1] = replace(out[position + 1], is_container=True)
    return out
