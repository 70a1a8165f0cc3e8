"""Our answer in the terms of two sets that are no sets of PLOVER events: MUC-4's incidents and the event types of WikiEvents.

Read from the flat line alone, so whoever uses ``sayso annotate`` can do the same: what the set has no word for is left out, nothing is
added. MUC-4's guidelines count an attack that was carried out, attempted or threatened, on somebody or something; they leave out fights
with armed forces. They name people in full, never by a pronoun, and ask for a victim's name and for what he is, apart.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

type Row = dict[str, Any]

_NOT_SAID = frozenset({"Uu", "CT-", "PR-", "PS-"})
"""Factuality of what is denied, or only spoken of."""
_PEOPLE = frozenset({"person", "crowd"})
"""Kinds of entities that may be victims: MUC-4 lists buildings, vehicles and bodies as physical targets."""
_SOLDIER = re.compile(
    r"\b(?:(?:soldier|troop|fighter|guerrilla|rebel|insurgent|militant|terrorist|combatant)s?|battalion|brigade|patrol|gunmen)\b",
    re.IGNORECASE,
)
"""Words for those who fight: their deaths are combat."""
_COMBAT = re.compile(
    r"\b(?:clash|fight|fought|battle|combat|skirmish|firefight|gunfight|shoot-?out|crossfire|confrontation|(?:counter)?offensive|war\b)",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "who", "whom", "which", "that", "we", "us", "i", "you", "those", "all", "others"}
)
_NO_DESCRIPTION = frozenset({"the", "a", "an", "his", "her", "their", "its", "this", "that", "one", "two", "another"})
_WIKIEVENTS = frozenset({"ASSAULT", "PROTEST", "COERCE", "ACCUSE", "RETREAT", "CONSULT", "REQUEST", "THREATEN"})
"""The PLOVER types that some type of the set's ontology maps to; it has none for aid, agreements, sanctions and the rest."""


def incidents(line: Row, asked: Row) -> Row:
    """The ASSAULT events of a flat line that MUC-4 would call incidents, with perpetrators and human victims in words."""
    people = _People(line)
    events = []
    for event in line["events"]:
        kinds = [people.kind(who) for who in event["target"]]
        if event["type"] != "ASSAULT" or event["factuality"] in _NOT_SAID or not (event["actor"] or event["target"]):
            continue
        if "armed_group" in kinds or _COMBAT.match(asked["text"], event["trigger"]["start"], event["trigger"]["end"]):
            continue
        victims = [who for who, kind in zip(event["target"], kinds, strict=True) if kind in _PEOPLE and not _is_soldier(who)]
        actors = [who for who in event["actor"] if people.kind(who) != "place"]
        found = {"actor": people.in_words(actors), "target": people.described(victims)}
        events.append({"type": "ASSAULT"} | {role: [{"text": text} for text in words] for role, words in found.items()})
    return {"id": line["id"], "events": events}


def annotated_types(line: Row, _: Row) -> Row:
    """The events of a flat line that WikiEvents could have marked."""
    return {"id": line["id"], "events": [event for event in line["events"] if event["type"] in _WIKIEVENTS]}


def _is_soldier(who: Row) -> bool:
    return _SOLDIER.search(who["text"]) is not None


class _People:
    """Who the spans of a flat line mean."""

    def __init__(self, line: Row) -> None:
        entities = {entity["id"]: entity for entity in line["entities"]}
        self._means: dict[tuple[int, int], Row] = {
            (m["start"], m["end"]): entities[m["entity"]] for m in line["mentions"] if m["entity"] in entities
        }
        self._said: dict[str, list[str]] = {}
        for mention in line["mentions"]:
            self._said.setdefault(mention["entity"], []).append(" ".join(mention["text"].split()))

    def kind(self, who: Row) -> str | None:
        """The kind of the entity that a participant means."""
        return self._entity(who).get("kind")

    def in_words(self, people: Iterable[Row]) -> list[str]:
        """The words for each; a pronoun gives way to the name of whom it means, and a bare number names nobody."""
        words = (self._entity(who).get("name", "") if who["text"].lower() in _PRONOUNS else " ".join(who["text"].split()) for who in people)
        return list(
            dict.fromkeys(text for text in words if text.lower() not in _PRONOUNS and any(character.isalpha() for character in text))
        )

    def described(self, people: Iterable[Row]) -> list[str]:
        """The words for each; of a person with a name the name, and apart from it the first words that say who that is."""
        return list(dict.fromkeys(text for who in people for text in self._apart(who)))

    def _apart(self, who: Row) -> Iterator[str]:
        entity = self._entity(who)
        for text in self.in_words([who]):
            at = text.lower().find(entity["name"].lower()) if entity.get("kind") == "person" else -1
            if at < 0:
                yield text
                continue
            yield text[at:]
            described = (text[:at].strip(" ,"), *self._said.get(entity["id"], ()))
            yield from [words for words in described if _describes(words, entity["name"])][:1]

    def _entity(self, who: Row) -> Row:
        return self._means.get((who["start"], who["end"]), {})


def _describes(words: str, name: str) -> bool:
    """Whether words say more of somebody than a pronoun or the name does."""
    said = set(re.findall(r"\w+", words.lower()))
    return bool(said - _NO_DESCRIPTION - _PRONOUNS) and name.lower().split()[-1] not in said
