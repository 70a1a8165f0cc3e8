"""Whether a negation in what somebody says denies it: where it stands in the main clause, and not where it belongs to a call or a condition.

Read from words alone, so that a ledger can be made from records without a parser.
"""

import re
from collections.abc import Sequence

from sayso.across.wording import plain_words
from sayso.tables.across import AcrossRules

_REACH = 9
"""Words from the start of a clause within which a negation denies the whole of it."""

_NEXT = 3
"""Words behind a negation that tell what it leaves open or turns round: "could not at once confirm", "cannot be denied"."""

_LONGEST_PHRASE = 3
_MAY_OPEN = frozenset({"that", "but"})
"""What somebody says may open with these and be a main clause all the same: "that it was not there"."""

_BEFORE_PHRASE = _MAY_OPEN | {"and", "for", "of", "about", "by", "from", "in"}
"""What may stand before a phrase with "not" that is no clause."""

_CALL = re.compile(r"[\"“‘'\s]*(?:don['’]t|do not|never|let(?:['’]s| us)\s+not)\s+(?!you\b|we\b|i\b|they\b)[a-z]", re.IGNORECASE)
_PAUSE = re.compile(r"[,;:–—]")


def is_negated(words: str, rules: AcrossRules) -> bool:
    """Whether the main clause of ``words`` is negated; a call ("Don't fire!"), a condition and "nobody knows" deny nothing."""
    if _CALL.match(words):
        return False
    clauses = [plain_words(part) for part in _PAUSE.split(words.lower())]
    spoken = _main_clause(clauses, rules)
    places = [place for place, word in enumerate(spoken) if word in rules.negators or word.endswith("n't")]
    if not places or any(not rules.conditions.isdisjoint(clause) for clause in clauses) or not rules.norms.isdisjoint(spoken):
        return False
    return any(_denies_at(place, spoken, rules) for place in places)


def _main_clause(clauses: Sequence[list[str]], rules: AcrossRules) -> list[str]:
    """The opening words of the first part that is no subordinate clause, without the subordinate clause behind it."""
    for clause in clauses:
        if not clause or (clause[0] in rules.subordinators - _MAY_OPEN):
            continue
        ends = (place for place, word in enumerate(clause) if place > 0 and word in rules.subordinators)
        return clause[: min(_REACH, next(ends, _REACH))]
    return []


def _denies_at(place: int, spoken: Sequence[str], rules: AcrossRules) -> bool:
    """Whether the negation at ``place`` denies: it is part of no phrase that affirms ("not only"), nor of one that leaves open.

    A "not" that opens a phrase sets a name or a doing apart ("not the coast but the hills", "for not paying"), unless it counts
    ("not one shot").
    """
    if spoken[place] == "not" and set(spoken[:place]) <= _BEFORE_PHRASE and rules.counting.isdisjoint(spoken[place + 1 : place + 2]):
        return False
    for start in range(max(0, place - 1), place + 1):
        if any(" ".join(spoken[start : start + length]) in rules.affirming for length in range(2, _LONGEST_PHRASE + 1)):
            return False
    behind = spoken[place + 1 : place + 1 + _NEXT]
    if not rules.left_open.isdisjoint(behind):
        return False
    return not (rules.unwilling.intersection(spoken[max(0, place - 1) : place + 1]) and rules.withheld.intersection(behind))
