"""The words by which articles, sources and happenings are compared across articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from sayso.errors import Code, SetupError
from sayso.tables.loader import load_rows


class WordRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of words with what it is for; ``separator`` None means white space."""

    id: str
    words: str
    example: str
    separator: str | None = None

    def listed(self) -> frozenset[str]:
        """The words, lower case, white space folded."""
        return frozenset(" ".join(word.lower().split()) for word in self.words.split(self.separator)) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossRules:
    """The lists of the table by name."""

    function: frozenset[str]
    speaks_for: frozenset[str]
    offices: frozenset[str]
    unnamed: frozenset[str]
    carrier: frozenset[str]
    rumour: frozenset[str]
    officials: frozenset[str]
    own_eyes: tuple[str, ...]
    own_asking: tuple[str, ...]
    denial_cues: frozenset[str]
    negators: frozenset[str]
    affirming: frozenset[str]
    left_open: frozenset[str]
    withheld: frozenset[str]
    unwilling: frozenset[str]
    counting: frozenset[str]
    norms: frozenset[str]
    conditions: frozenset[str]
    subordinators: frozenset[str]
    untrue: frozenset[str]
    naming: frozenset[str]
    denied_things: frozenset[str]
    mouthpieces: frozenset[str]
    kin: frozenset[str]
    ministers: frozenset[str]
    office_of: Mapping[str, str]
    back: frozenset[str]
    first_person: frozenset[str]
    evidence: frozenset[str]
    vague: frozenset[str]
    bodies: frozenset[str]
    stand_ins: frozenset[str]


@cache
def load_across_rules() -> AcrossRules:
    """Read and index the table, once a process. Raises SetupError where a list is missing or a row does not fit."""
    lists = {row.id: row.listed() for row in load_rows("across", WordRow, key="words")}
    try:
        return AcrossRules(
            function=lists["function"],
            speaks_for=lists["speaks_for"],
            offices=lists["offices"],
            unnamed=lists["unnamed"],
            carrier=lists["carrier"],
            rumour=lists["rumour"],
            officials=lists["officials"],
            own_eyes=tuple(sorted(lists["own_eyes"])),
            own_asking=tuple(sorted(lists["own_asking"])),
            denial_cues=lists["denial_cues"],
            negators=lists["negators"],
            affirming=lists["affirming"],
            left_open=lists["left_open"],
            withheld=lists["withheld"],
            unwilling=lists["unwilling"],
            counting=lists["counting"],
            norms=lists["norms"],
            conditions=lists["conditions"],
            subordinators=lists["subordinators"],
            untrue=lists["untrue"],
            naming=lists["naming"],
            denied_things=lists["denied_things"],
            mouthpieces=lists["mouthpieces"],
            kin=lists["kin"],
            ministers=lists["ministers"],
            office_of=dict(sorted(pair.split("=") for pair in lists["office_of"])),
            back=lists["back"],
            first_person=lists["first_person"],
            evidence=lists["evidence"],
            vague=lists["vague"],
            bodies=lists["bodies"],
            stand_ins=lists["stand_ins"],
        )
    except KeyError as error:
        raise SetupError(Code.TABLE, f"the list {error} is missing", where="tables/across.toml", remedy="reinstall sayso") from error
