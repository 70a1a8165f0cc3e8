"""Invented records, as many as asked for, of the size and shape of a news article: for speed and for tests that need no model.

The same number gives the same record. Nothing in them is from anywhere: places, people and outlets are put together from syllables.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sayso.clean.plain import article_id
from sayso.model import (
    Article,
    Attribution,
    Block,
    BlockKind,
    CueClass,
    Entity,
    EntityKind,
    Event,
    EventType,
    Factuality,
    Figure,
    Mention,
    MentionForm,
    Place,
    Quotedness,
    Record,
    Role,
    Span,
    Stated,
    Status,
    Time,
)

_ONSETS = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kr", "pl", "st", "tr"]
_RHYMES = ["a", "e", "i", "o", "u", "al", "an", "ar", "el", "en", "er", "il", "in", "is", "ol", "on", "or", "ul", "un"]
_DEEDS = (("shelled", EventType.ASSAULT), ("met", EventType.CONSULT), ("warned", EventType.THREATEN), ("fined", EventType.SANCTION))
_NOUNS = [
    "road",
    "river",
    "ferry",
    "harbour",
    "market",
    "harvest",
    "council",
    "committee",
    "engineer",
    "farmer",
    "bridge",
    "flood",
    "money",
    "province",
    "school",
    "teacher",
    "winter",
    "bread",
    "court",
    "judge",
    "letter",
    "train",
    "station",
    "border",
    "guard",
    "hill",
    "lake",
    "mill",
    "factory",
    "worker",
    "strike",
    "price",
    "budget",
    "tax",
    "vote",
    "mayor",
    "garden",
    "hospital",
    "doctor",
    "storm",
]
_LINKS = ["near", "behind", "beyond", "against", "before", "after", "without", "under", "beside"]
_VERBS = [
    "closed",
    "opened",
    "crossed",
    "built",
    "repaired",
    "delayed",
    "counted",
    "moved",
    "paid",
    "promised",
    "refused",
    "visited",
    "feared",
    "watched",
    "sold",
    "bought",
    "left",
    "joined",
]
_FIRST_DAY = date(2031, 1, 1)


def make_records(number: int, *, sentences: int = 30, first: int = 0) -> Iterator[Record]:
    """``number`` records of ``sentences`` sentences each, the first one made from seed ``first``."""
    return (make_record(seed, sentences=sentences) for seed in range(first, first + number))


def make_record(seed: int, *, sentences: int = 30) -> Record:
    """One record: every third sentence holds an event with actor, target, place and day on somebody's word, every ninth a figure too."""
    return _Making(random.Random(seed), seed).record(sentences)  # noqa: S311  # invented text, no secret


class _Making:
    """A record in the making: the text grows, spans are noted as the words go in."""

    def __init__(self, chance: random.Random, seed: int) -> None:
        self._chance = chance
        self._seed = seed
        self._text = ""
        self._entities: dict[str, Entity] = {}
        self._mentions: list[Mention] = []
        self._places: list[Place] = []
        self._times: list[Time] = []
        self._attributions: list[Attribution] = []
        self._events: list[Event] = []
        self._figures: list[Figure] = []

    def record(self, sentences: int) -> Record:
        blocks = []
        self._day = _FIRST_DAY + timedelta(days=self._seed % 365)
        for number in range(sentences):
            start = len(self._text)
            if number % 3 == 0:
                self._claim(number)
            else:
                self._text += f"{self._filler().capitalize()}, and {self._filler()}, but {self._filler()}."
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start, len(self._text))))
            self._text += "\n\n"
        outlet = f"The {self._name()} {self._chance.choice(('Courier', 'Observer', 'Echo'))}"
        return Record(
            article=Article(
                id=article_id(self._text),
                text=self._text,
                blocks=tuple(blocks),
                url=f"https://news.example/{self._seed}",
                outlet=Stated(value=outlet, read_from="given"),
                title=Stated(value=f"Report {self._seed}", read_from="given"),
                published=Stated(value=self._day.isoformat(), read_from="given"),
                language="en",
            ),
            entities=tuple(self._entities.values()),
            mentions=tuple(self._mentions),
            places=tuple(self._places),
            times=tuple(self._times),
            attributions=tuple(self._attributions),
            events=tuple(self._events),
            figures=tuple(self._figures),
        )

    def _claim(self, number: int) -> None:
        content = len(self._text)
        actor = self._mention(f"{self._name()} {self._name()}", EntityKind.PERSON)
        verb, kind = self._chance.choice(_DEEDS)
        trigger = self._put(" ", verb)
        self._text += " "
        target = self._mention(f"the {self._name()} League", EntityKind.ORGANISATION)
        figure = self._figure(number) if number % 9 == 0 else None
        place, time = self._place(), self._time()
        self._text += f", while {self._filler()}"
        source_start = len(self._text) + 2
        spoken = Span(content, len(self._text))
        self._text += ", "
        source = self._mention(f"{self._name()} {self._name()}", EntityKind.PERSON)
        cue = self._put(" ", "said")
        self._text += "."
        self._attributions.append(
            Attribution(
                id=f"a{number}",
                source=(Span(source_start, cue.start - 1),),
                cue=(cue,),
                content=(spoken,),
                kind=Quotedness.INDIRECT,
                status=Status.PERSON,
                cue_class=CueClass.SPEECH,
                rule="made",
                speaker=source.entity,
            )
        )
        self._events.append(
            Event(
                id=f"v{number}",
                type=kind,
                trigger=trigger,
                text=verb,
                actors=(actor.id,),
                targets=(target.id,),
                place=place.id,
                time=time.id,
                attribution=f"a{number}",
                factuality=Factuality.CT_PLUS,
                figures=(figure.id,) if figure else (),
            )
        )

    def _figure(self, number: int) -> Figure:
        count = self._chance.randint(2, 400)
        span = self._put(", where ", str(count))
        self._text += " people were hurt"
        figure = Figure(
            id=f"f{number}",
            span=span,
            text=str(count),
            number=float(count),
            unit="injured",
            event=f"v{number}",
            attribution=f"a{number}",
        )
        self._figures.append(figure)
        return figure

    def _mention(self, name: str, kind: EntityKind) -> Mention:
        entity = self._entities.setdefault(name, Entity(id=f"e{len(self._entities)}", name=name.removeprefix("the "), kind=kind))
        span = self._put("", name)
        if kind is EntityKind.PERSON and not entity.roles:
            entity = self._entities[name] = Entity(id=entity.id, name=entity.name, kind=kind, roles=(Role(text="mayor", span=span),))
        mention = Mention(id=f"m{len(self._mentions)}", span=span, text=name, form=MentionForm.NAME, head=span, entity=entity.id)
        self._mentions.append(mention)
        return mention

    def _place(self) -> Place:
        name = self._name()
        span = self._put(" in ", name)
        number = sum(map(ord, name))
        place = Place(
            id=f"p{len(self._places)}", span=span, text=name, name=name, geonames_id=number, lat=float(number % 90), lon=float(number % 180)
        )
        self._places.append(place)
        return place

    def _time(self) -> Time:
        day = (self._day - timedelta(days=self._chance.randint(0, 3))).isoformat()
        time = Time(id=f"t{len(self._times)}", span=self._put(" on ", day), text=day, type="DATE", value=day, anchor="none", rule="made")
        self._times.append(time)
        return time

    def _put(self, before: str, words: str) -> Span:
        self._text += before
        start = len(self._text)
        self._text += words
        return Span(start, len(self._text))

    def _filler(self) -> str:
        choice, verb = self._chance.choice, self._chance.choice(_VERBS)
        nouns = [choice(_NOUNS) if self._chance.random() < 0.5 else self._name().lower() for _ in range(4)]  # no secret
        return f"{nouns[0]} {verb} the {nouns[1]} {choice(_LINKS)} {nouns[2]} {choice(_LINKS)} {nouns[3]}"

    def _name(self) -> str:
        choice = self._chance.choice
        return "".join(choice(_ONSETS) + choice(_RHYMES) for _ in range(3)).capitalize()
