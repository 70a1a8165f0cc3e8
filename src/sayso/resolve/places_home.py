"""Where an outlet is at home: what a reader of a local paper knows without being told."""

from sayso.errors import Code, SetupError
from sayso.gazetteer import Candidate, Gazetteer, exact_key, fold


def find_home(words: str, gazetteer: Gazetteer) -> Candidate | None:
    """The place that ``words`` name ("Torvanna, Ohio, US"; each part lies in the next), the most populous where several fit.

    None for empty words. Raises SetupError where the gazetteer has no such place.
    """
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if not parts:
        return None
    inner: tuple[Candidate, ...] = ()
    for part in reversed(parts):
        found = gazetteer.find([fold(part), exact_key(part)])
        candidates = tuple(candidate for group in found.values() for candidate in group)
        inner = tuple(c for c in candidates if any(_lies_in(c, outer) for outer in inner)) if inner else candidates
        if not inner:
            raise SetupError(
                Code.NO_GAZETTEER,
                f"no place {part!r} is known in {words!r}",
                where="SAYSO_OUTLET_HOME",
                remedy="name a town and its state or country, such as: Utrecht, Netherlands",
            )
    return max(inner, key=lambda candidate: (candidate.population, -candidate.key))


def _lies_in(candidate: Candidate, outer: Candidate) -> bool:
    if outer.kind == "PCLI":
        return candidate.country == outer.country and candidate.kind != "PCLI"
    return outer.key in {candidate.adm1, candidate.adm2} and candidate.key != outer.key
