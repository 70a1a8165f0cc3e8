"""How the words of events stand: definite or fresh, verb or noun, in the headline; and what the layers say of the ids they carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.model import Article, BlockKind, EventFrame, Mention, MentionForm
from sayso.resolve.events_incidents import is_result, tie_incidents
from sayso.resolve.layers import Layers

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORDER = frozenset({"second", "third", "fourth", "previous", "earlier", "latest", "subsequent", "future", "past", "recent"})
_FRESH = _ORDER | {"another", "new", "further", "more", "other", "separate", "similar", "fresh", "different", "additional"}
_FRESH |= {"any", "every", "each", "no", "several"}
"""Words before an event noun that say it is another one than that just told, or none in particular."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What joining needs to know of an event beside the event: how its word stands.

    ``stem`` is the trigger's lemma; ``is_definite``: "the attack", "Friday's visit"; ``is_described``: words behind it say which; ``is_fresh``: "another attack"; ``is_result``: it
    names what came of an act; ``in_title``: told by the headline; ``tied``: the number of the event whose incident it tells more of in its own sentence.
    """

    stem: str
    is_noun: bool = False
    is_definite: bool = False
    is_described: bool = False
    is_fresh: bool = False
    is_result: bool = False
    in_title: bool = False
    tied: int | None = None


def wordings_of(frames: Sequence[EventFrame], triggers: "Sequence[Token | None]", article: Article) -> list[Wording]:
    """The wording of each frame, in order; ``triggers`` are the head words of the frames."""
    ties = tie_incidents(frames, triggers)
    ends = [block.span.end for block in article.story if block.kind is BlockKind.TITLE]
    title_end = max(ends, default=0)
    return [
        _wording(frame, trigger, in_title=frame.trigger.end <= title_end, tied=ties.get(number))
        for number, (frame, trigger) in enumerate(zip(frames, triggers, strict=True))
    ]


def _wording(frame: EventFrame, trigger: "Token | None", *, in_title: bool, tied: int | None) -> Wording:
    if trigger is None:
        return Wording(stem=frame.rule, in_title=in_title, tied=tied)
    before = [child for child in trigger.children if child.i < trigger.i]
    return Wording(
        stem=trigger.lemma_.lower(),
        is_noun=trigger.pos_ in {"NOUN", "PROPN"},
        is_definite=any(child.lower_ in _DEFINITE or (child.dep_ == "poss" and child.ent_type_ == "DATE") for child in before),
        is_described=_is_described(trigger),
        is_fresh=any(child.lower_ in _FRESH for child in before),
        is_result=is_result(frame),
        in_title=in_title,
        tied=tied,
    )


def _is_described(noun: "Token") -> bool:
    """Whether a noun takes "the" because words behind it say which: "the bombing of the hall" may be told for the first time."""
    return any(child.dep_ in {"prep", "relcl", "acl"} for child in noun.rights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the layers of an article say of ids.

    ``identity``: who a mention means, or its head word; ``named``: the mentions that a name stands for. ``figures``: unit and number.
    ``places``: which place an id means, ``spots`` those that are no whole country or region; ``times``: the values of those that have one.
    """

    identity: Mapping[str, str]
    named: frozenset[str]
    figures: Mapping[str, tuple[str, float]]
    places: Mapping[str, str]
    spots: frozenset[str]
    times: Mapping[str, str]

    @classmethod
    def of(cls, layers: Layers, added: Sequence[Mention], text: str) -> "Known":
        """What ``layers`` and the mentions made for participants say; ``text`` is the article's."""
        mentions = (*layers.mentions, *added)
        by_name = {mention.entity for mention in mentions if mention.form is MentionForm.NAME and mention.entity}
        return cls(
            identity={mention.id: mention.entity or _head(mention, text) for mention in mentions},
            named=frozenset(m.id for m in mentions if m.form is MentionForm.NAME or m.entity in by_name),
            figures={f.id: (f.unit or "", f.number) for f in layers.figures if f.number is not None},
            places={p.id: str(p.geonames_id or p.text.lower()) for p in layers.places},
            spots=frozenset(p.id for p in layers.places if p.precision in {None, "point"}),
            times={t.id: t.value for t in layers.times if t.value},
        )


def _head(mention: Mention, text: str) -> str:
    """The head word of a description; a pronoun that means nobody known is only itself."""
    return mention.id if mention.form is MentionForm.PRONOUN else "=" + mention.head.slice(text).lower()
