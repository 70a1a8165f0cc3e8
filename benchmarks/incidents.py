"""Our answer in the terms of MUC-4: incidents are attacks on people and property, not combat, and victims are people.

Read from the flat line alone, so whoever uses ``sayso annotate`` can do the same: what the set has no word for is left out, nothing is
added. Its guidelines count an attack that was carried out, attempted or threatened; they leave out fights with armed forces, and
they name people in full, never by a pronoun.
"""

from typing import Any

type Row = dict[str, Any]

_NOT_SAID = frozenset({"Uu", "CT-", "PR-", "PS-"})
"""Factuality of what is denied, or only spoken of."""
_NO_PEOPLE = frozenset({"armed_group", "government", "institution", "place", "other", "organisation"})
"""Kinds of entities that are no victims: MUC-4 lists buildings, vehicles and bodies as physical targets, and no soldiers."""
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "who", "whom", "which", "that", "we", "us", "i", "you", "those", "all", "others"}
)


def incidents(line: Row, _: Row) -> Row:
    """The ASSAULT events of a flat line that MUC-4 would call incidents, with perpetrators and human victims in words."""
    entities = {entity["id"]: entity for entity in line["entities"]}
    means = {(m["start"], m["end"]): entities[m["entity"]] for m in line["mentions"] if m["entity"] in entities}
    events = []
    for event in line["events"]:
        kinds = [_entity(who, means).get("kind") for who in event["target"]]
        if event["type"] != "ASSAULT" or event["factuality"] in _NOT_SAID or "armed_group" in kinds:
            continue
        victims = [who for who, kind in zip(event["target"], kinds, strict=True) if kind not in _NO_PEOPLE]
        actors = [who for who in event["actor"] if _entity(who, means).get("kind") != "place"]
        events.append({"type": "ASSAULT", "actor": _in_words(actors, means), "target": _in_words(victims, means)})
    return {"id": line["id"], "events": events}


def _entity(who: Row, means: dict[tuple[int, int], Row]) -> Row:
    return means.get((who["start"], who["end"]), {})


def _in_words(people: list[Row], means: dict[tuple[int, int], Row]) -> list[Row]:
    """The words for each; a pronoun gives way to the name of whom it means, and a bare number names nobody."""
    words = (_entity(who, means).get("name", "") if who["text"].lower() in _PRONOUNS else who["text"] for who in people)
    return [{"text": text} for text in words if text.lower() not in _PRONOUNS and any(character.isalpha() for character in text)]
