"""Names of the gazetteer in a document: one choice among overlapping runs, and what stands beside each."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.extract.places_spans import NameRun, name_runs
from sayso.gazetteer import Candidate, Gazetteer, NameForm
from sayso.tables.places import PlaceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc

_POSTAL_KEY_LENGTH = 3  # "=FL"
_WELL_KNOWN = 200_000
_KEEPS_ARTICLE = frozenset({"hague", "dalles", "woodlands", "villages"})
"""Names whose article belongs to them ("The Hague"); any other "The" before a name only opens the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A run of tokens that the gazetteer has, with what it may mean, most populous first.

    ``containers`` are the keys of the divisions, or codes of the countries, that a name right behind it may mean and that contain it
    ("Torvanna, Ohio"); ``is_container`` marks the second name of such a pair.
    """

    start: int
    end: int
    key: str
    candidates: tuple[Candidate, ...]
    containers: frozenset[int | str] = frozenset()
    is_container: bool = False


def find_names(doc: "Doc", gazetteer: Gazetteer, rules: PlaceRules) -> list[Name]:
    """The longest names from left to right, without overlaps, in text order.

    What is only a direction ("West Central") is no name, and a common noun of names by itself ("Park", "Union") only before its state.
    """
    runs = dict(name_runs(doc))
    keys = {key for group in runs.values() for run in group for key in run.keys}
    found = gazetteer.find(key for key in keys if not rules.cues["direction"].issuperset(key.split()))
    names: list[Name] = []
    free = 0
    for start, group in runs.items():
        if start < free:
            continue
        name = next((name for run in group if (name := _known(run, found, doc)) is not None), None)
        if name is not None:
            names.append(name)
            free = name.end
    return [name for name in _with_containers(names, doc) if name.containers or name.key not in rules.name_nouns]


def _known(run: NameRun, found: dict[str, tuple[Candidate, ...]], doc: "Doc") -> Name | None:
    for key in run.keys:
        candidates = found.get(key, ())
        if len(key) == _POSTAL_KEY_LENGTH and key.startswith("=") and not _follows_comma(doc, run.start):
            candidates = tuple(c for c in candidates if c.kind != "ADM1")
        if run.is_acronym and not key.startswith("="):
            candidates = tuple(c for c in candidates if _is_well_known(c))
        if candidates:
            if doc[run.start].lower_ == "the" and run.end - run.start > 1 and key not in _KEEPS_ARTICLE:
                return None
            return Name(start=run.start, end=run.end, key=key, candidates=candidates)
    return None


def _is_well_known(candidate: Candidate) -> bool:
    """Whether a word in capitals that may be an acronym rather names this place: "IRAN", but not a town called Nato."""
    is_main = candidate.form in {NameForm.MAIN, NameForm.ADJECTIVE}
    return is_main and (candidate.kind in {"PCLI", "PPLC", "ADM1"} or candidate.population >= _WELL_KNOWN)


def _follows_comma(doc: "Doc", start: int) -> bool:
    """Postal codes count only behind a name and a comma: "OK" and "IN" are words elsewhere."""
    return start > 1 and doc[start - 1].text == "," and doc[start - 2].text[:1].isupper()


def _with_containers(names: list[Name], doc: "Doc") -> list[Name]:
    """Mark pairs such as "Torvanna, Ohio" and "Torvanna in Ohio's north": the first lies in the second."""
    out = list(names)
    for position in range(len(names) - 1):
        inner, outer = names[position], names[position + 1]
        between = [token.text for token in doc[inner.end : outer.start]]
        if between not in ([","], ["("]):
            continue
        around = frozenset(
            {c.key for c in outer.candidates if c.kind.startswith("ADM")} | {c.country or "" for c in outer.candidates if c.kind == "PCLI"}
        )
        if any(
            c.kind != "PCLI" and (c.adm1 in around or c.adm2 in around or c.country in around) and c.key not in around
            for c in inner.candidates
        ):
            out[position] = replace(out[position], containers=around)
            out[position + 1] = replace(out[position + 1], is_container=True)
    return out
