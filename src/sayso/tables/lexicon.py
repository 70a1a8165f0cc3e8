"""Event triggers as frames: a word, the class of its arguments, and the type of event that the two make together.

Types are those of PLOVER (Open Event Data Alliance); words, classes and examples are our own. Rows live in ``lexicon_*.toml``, a
file a family; classes of nouns are written once in ``lexicon_classes.toml`` and shared by all rows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from sayso.errors import Code, SetupError
from sayso.model import EventType
from sayso.tables.loader import load_rows, load_table
from sayso.tables.responsibility import HeldRows, load_responsibility

FRAME_TABLES = (
    "lexicon_talk",
    "lexicon_give",
    "lexicon_ask",
    "lexicon_blame",
    "lexicon_yield",
    "lexicon_force",
    "lexicon_coerce",
    "lexicon_will",
    "lexicon_state",
    "lexicon_idioms",
)
_LAST = frozenset({"lexicon_will", "lexicon_state"})
"""Tables of broad rows: a row of another table that fits a phrase of the same length goes first."""
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_GROUPS = {"cooperative": COOPERATIVE, "hostile": frozenset(EventType) - COOPERATIVE - {"OTHER"}, "any": frozenset(EventType)}


class ClassRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of nouns: lemmas, other classes (``@name``), labels of named entities; ``doers``: and words that name people by their ending."""

    name: str
    example: str
    words: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    doers: bool = False


class FrameRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that trigger one type under one condition; without a type an idiom that triggers nothing.

    A word may be a phrase: of a verb its particles and fixed nouns follow (``call off``), of a noun its modifiers stand before (``air
    strike``). ``object``, ``subject`` name classes or ``=lemma``; ``after`` prepositions of which one must follow, ``on:class`` for one with a
    certain noun. ``target`` are the slots where the target is looked for, in order: ``object``, ``inside`` (the one who acts or owns
    inside the object's phrase), ``clause`` (the subject of a clause that hangs on it), a preposition. ``needs`` ``actor``,
    ``target`` or ``role`` (either) drops a trigger that has none. ``suffers``: the subject or owner is the target.
    """

    id: str
    words: tuple[str, ...]
    example: str
    counter: str = ""
    type: EventType | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    bare: bool = False
    target: tuple[str, ...] | None = None
    weight: float = 1.0
    reciprocal: bool = False
    suffers: bool = False
    needs: str = ""


class OperatorRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that take an event and make another of it.

    ``inner`` are the slots where the inner event hangs: ``object``, ``clause``, a preposition. ``map`` gives the outcome by the inner
    event's type or group (cooperative, hostile, any); ``same`` keeps the type; a type that the map leaves out is not touched.
    ``leads``: the operator is the trigger of the outcome, else the inner word stays it. ``keeps``: the inner event also stands
    for itself. ``yields``: a frame of the same word goes first. ``target``: slots of the operator, ``inner`` (the inner event's target), ``doer`` (its actor).
    """

    id: str
    words: tuple[str, ...]
    pos: str
    inner: tuple[str, ...]
    map: dict[str, str]
    example: str
    counter: str = ""
    target: tuple[str, ...] = ("inner",)
    leads: bool = True
    keeps: bool = False
    yields: bool = False
    reciprocal: bool = False


class DefaultRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The target slots of a type whose rows name none: of its verbs, of its nouns."""

    type: EventType
    verb: tuple[str, ...]
    noun: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NounClass:
    """Lemmas and entity labels; with ``doers`` also every noun that names people by its ending (a baker, two chemists), ``besides`` left out."""

    words: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    doers: bool = False
    besides: frozenset[str] = frozenset()

    def __or__(self, other: "NounClass") -> "NounClass":
        return NounClass(
            words=self.words | other.words,
            entities=self.entities | other.entities,
            doers=self.doers or other.doers,
            besides=self.besides | other.besides,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A compiled row for one of its words; ``before`` and ``rest`` are the other words of the phrase, ``rank`` how specific it is.

    The words ``before`` stand right before the head (air strike, sit-in, test-fire), the rest of a verb's phrase hangs on it.
    """

    id: str
    before: tuple[str, ...]
    rest: tuple[str, ...]
    type: EventType | None
    mode: str | None
    context: tuple[str, ...]
    object: NounClass | None
    subject: NounClass | None
    unless: NounClass | None
    after: Mapping[str, NounClass | None]
    bare: bool
    target: tuple[str, ...]
    weight: float
    reciprocal: bool
    suffers: bool
    needs: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A compiled operator row for one of its words."""

    id: str
    before: tuple[str, ...]
    rest: tuple[str, ...]
    inner: tuple[str, ...]
    map: Mapping[str, EventType | None]
    target: tuple[str, ...]
    leads: bool
    keeps: bool
    yields: bool
    reciprocal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """The rows of this layer, indexed by the lemma of the head word, and who is held to be a doer; the line that turns a lead into a score."""

    verbs: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    adjectives: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    operators: Mapping[tuple[str, str], tuple[Operator, ...]] = field(default_factory=dict)
    classes: Mapping[str, NounClass] = field(default_factory=dict)
    held: HeldRows = field(default_factory=dict)
    score_bias: float = 0.0
    score_slope: float = 1.0

    @property
    def size(self) -> int:
        """How many entries there are: words times conditions."""
        tables = (self.verbs, self.nouns, self.adjectives, self.operators)
        return sum(len(frames) for table in tables for frames in table.values())


def load_event_rules() -> EventRules:
    """Read and index the tables. Raises SetupError where a row does not fit or names a class that does not exist."""
    nouns = (word for name in FRAME_TABLES for row in load_rows(name, FrameRow, key="noun") for word in row.words)
    classes = _compile_classes(load_rows("lexicon_classes", ClassRow), frozenset(_split(word, "noun")[0] for word in nouns))
    scoring = load_table("events_weights")
    defaults = {row.type: row for row in load_rows("lexicon_operators", DefaultRow, key="default")}
    tables: dict[str, dict[str, list[Frame]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for name in FRAME_TABLES:
        for pos, index in tables.items():
            for row in load_rows(name, FrameRow, key=pos):
                for word in row.words:
                    frame, head = _compile_frame(row, word, pos, classes, defaults)
                    if name in _LAST and row.type is not None:
                        frame = replace(frame, rank=8 * len(frame.rest) - 9 + _rank(row, ()) // 3)
                    index.setdefault(head, []).append(frame)
    operators: dict[tuple[str, str], list[Operator]] = {}
    for operator in load_rows("lexicon_operators", OperatorRow, key="operator"):
        for word in operator.words:
            compiled, head = _compile_operator(operator, word)
            operators.setdefault((operator.pos, head), []).append(compiled)
    return EventRules(
        verbs=_ranked(tables["verb"]),
        nouns=_ranked(tables["noun"]),
        adjectives=_ranked(tables["adjective"]),
        operators={key: tuple(sorted(found, key=lambda o: -len(o.before + o.rest))) for key, found in operators.items()},
        classes=classes,
        held=load_responsibility(),
        score_bias=float(scoring["bias"]),
        score_slope=float(scoring["slope"]),
    )


def _ranked(index: dict[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
    return {head: tuple(sorted(frames, key=lambda frame: -frame.rank)) for head, frames in index.items()}


def _compile_classes(rows: Iterable[ClassRow], events: frozenset[str]) -> dict[str, NounClass]:
    """Classes by name, each with the classes it takes in. Nouns of ``events`` and of the class not_people name no people by their ending."""
    by_name = {row.name: row for row in rows}

    def compiled(row: ClassRow, above: tuple[str, ...]) -> NounClass:
        joined = NounClass(
            words=frozenset(w for w in row.words if not w.startswith("@")), entities=frozenset(row.entities), doers=row.doers
        )
        for word in row.words:
            name = word[1:]
            if word.startswith("@"):
                if name not in by_name or name in above:
                    raise SetupError(
                        Code.TABLE, f"no class is called {name!r}, or it holds itself", where=f"tables/lexicon_classes, {row.name}"
                    )
                joined |= compiled(by_name[name], (*above, name))
        return joined

    classes = {name: compiled(row, (name,)) for name, row in by_name.items()}
    besides = events | classes["not_people"].words
    return {name: replace(found, besides=besides) if found.doers else found for name, found in classes.items()}


def _class_named(name: str, classes: Mapping[str, NounClass], where: str) -> NounClass:
    if name.startswith("="):
        return NounClass(words=frozenset({name[1:]}))
    if name not in classes:
        raise SetupError(Code.TABLE, f"no class is called {name!r}", where=f"tables/lexicon, row {where}")
    return classes[name]


def _union(names: tuple[str, ...], classes: Mapping[str, NounClass], where: str) -> NounClass | None:
    joined: NounClass | None = None
    for name in names:
        found = _class_named(name, classes, where)
        joined = found if joined is None else joined | found
    return joined


def _split(word: str, pos: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Head, what stands before it and what hangs on it: verbs stand first, nouns last; a hyphen is a word of its own, as in a parse."""
    first, *others = word.split()
    if pos == "noun":
        parts = [part for piece in (first, *others) for part in _parts(piece)]
        return parts[-1], tuple(parts[:-1]), ()
    *before, head = _parts(first)
    return head, tuple(before), tuple(part for piece in others for part in reversed(_parts(piece)))


def _parts(word: str) -> list[str]:
    return re.findall(r"-|[^-]+", word)


def _rank(row: FrameRow, rest: tuple[str, ...]) -> int:
    """How specific a row is: the words of its phrase count most, then a preposition with its noun, an object, a subject."""
    after = 7 if any(":" in condition for condition in row.after) else 4 * bool(row.after)
    return 8 * len(rest) + 6 * bool(row.object) + 4 * bool(row.subject) + after + 2 * row.bare + (row.type is None)


def _compile_frame(
    row: FrameRow, word: str, pos: str, classes: Mapping[str, NounClass], defaults: Mapping[EventType, DefaultRow]
) -> tuple[Frame, str]:
    head, before, rest = _split(word, pos)
    after: dict[str, NounClass | None] = {}
    for condition in row.after:
        preposition, _, name = condition.partition(":")
        wanted = _class_named(name, classes, row.id) if name else None
        known = after.get(preposition)
        after[preposition] = wanted | known if wanted is not None and known is not None else wanted
    target = row.target
    if target is None:
        default = defaults.get(row.type) if row.type else None
        target = () if default is None else default.noun if pos == "noun" else default.verb
    rank = _rank(row, before + rest)
    frame = Frame(
        id=row.id,
        before=before,
        rest=rest,
        type=row.type,
        mode=row.mode,
        context=row.context,
        object=_union(row.object, classes, row.id),
        subject=_union(row.subject, classes, row.id),
        unless=_union(row.unless, classes, row.id),
        after=after,
        bare=row.bare,
        target=target,
        weight=row.weight,
        reciprocal=row.reciprocal,
        suffers=row.suffers,
        needs=row.needs,
        rank=rank,
    )
    return frame, head


def _compile_operator(row: OperatorRow, word: str) -> tuple[Operator, str]:
    head, before, rest = _split(word, row.pos)
    outcomes: dict[str, EventType | None] = {}
    for key in sorted(row.map, key=lambda name: (name not in _GROUPS, name != "any")):
        outcome = None if row.map[key] == "same" else EventType(row.map[key])
        for name in sorted(_GROUPS.get(key, {key})):
            outcomes[name] = outcome
    operator = Operator(
        id=row.id,
        before=before,
        rest=rest,
        inner=row.inner,
        map=outcomes,
        target=row.target,
        leads=row.leads,
        keeps=row.keeps,
        yields=row.yields,
        reciprocal=row.reciprocal,
    )
    return operator, head
