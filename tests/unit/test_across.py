"""What many articles mean together: copies, entities, incidents, who stands behind a claim. All texts are invented."""

import random
from datetime import date

import pytest

from sayso.across.claims import Stance, Voice
from sayso.across.copies import Story, compare_stories, word_story
from sayso.across.days import apart, day_of, days_of
from sayso.across.identities import Identity, choose_identity, join_names
from sayso.across.incidents import SAME, Telling, likeness, neighbour_keys, telling_keys, without_names
from sayso.across.origins import Origin, Saying, find_origins
from sayso.across.passages import Passages
from sayso.across.speakers import SpeakerKind, same_body, speaker_of
from sayso.across.statements import denies
from sayso.across.wording import content_stems, plain_words, stem
from sayso.clean.plain import plain_article
from sayso.model import CueClass, Entity, EntityKind, Role, Span, Status
from sayso.tables.across import load_across_rules

RULES = load_across_rules()


def test_every_list_of_the_table_has_its_example() -> None:
    for words in (
        RULES.speaks_for,
        RULES.offices,
        RULES.unnamed,
        RULES.carrier,
        RULES.rumour,
        RULES.denial_cues,
        RULES.negators,
        RULES.untrue,
    ):
        assert words
        assert all(word == word.lower() and " " not in word for word in words)
    assert not RULES.unnamed & RULES.speaks_for - {"official", "officials", "man", "woman", "people", "member", "members", "experts"}


# wording


@pytest.mark.parametrize(
    "forms",
    [
        ("shell", "shells", "shelled", "shelling"),
        ("city", "cities"),
        ("stop", "stopped", "stopping", "stops"),
        ("resign", "resigned", "resigns"),
        ("accuse", "accused", "accuses"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_words_are_compared_without_accents_marks_and_endings() -> None:
    assert plain_words("Żółw’s “Ärger” — the U-boat; don't\u00a0stop") == ["zołw", "arger", "the", "u", "boat", "don't", "stop"]
    assert content_stems(plain_words("The mayor said on Monday that nine bridges closed"), RULES.function) == {
        "mayor",
        "nin",
        "bridg",
        "clos",
    }


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("Mr. Aldan spoke. The port closed.", "spoke", "Mr. Aldan spoke."),
        ("The U.N. Envoy left. Nobody came.", "left", "The U.N. Envoy left."),
        ("“It is over,” he said. “We won.” They left.", "won", "“We won.”"),
        ("no full stop at all", "full", "no full stop at all"),
    ],
)
def test_a_passage_is_the_sentence_around_a_span(text: str, words: str, sentence: str) -> None:
    start = text.index(words)
    assert Passages(plain_article(text)).around(Span(start, start + len(words))).slice(text) == sentence


def test_passages_cut_a_content_into_sentences() -> None:
    text = "“They have stopped. They have begun to draw,” said the envoy."
    pieces = Passages(plain_article(text)).within(Span(0, text.index(" said")))
    assert [piece.slice(text) for piece in pieces] == ["“They have stopped.", "They have begun to draw,”"]


# days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031-05-14", "2031-05-14", "2031-05-14"),
        ("2031-05-14TAF", "2031-05-14", "2031-05-14"),
        ("2031-02", "2031-02-01", "2031-02-28"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("2031-W20", "2031-05-12", "2031-05-18"),
        ("2031-W20-WE", "2031-05-17", "2031-05-18"),
    ],
)
def test_days_of_a_value(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", [None, "", "P3D", "PRESENT_REF", "2031-SU", "XXXX-05", "2031-13", "0000"])
def test_a_value_without_calendar_days(value: str | None) -> None:
    assert days_of(value) is None


def test_days_apart() -> None:
    may, week = days_of("2031-05-14"), days_of("2031-W21")
    assert may
    assert week
    assert (apart(may, week), apart(week, may), apart(may, may)) == (5, 5, 0)
    assert day_of("2031-05-14T10:00:00Z") == date(2031, 5, 14)


# copies

WORDS = [first + last for first in ("bra", "dol", "fen", "gar", "hul", "kes", "lom", "nar") for last in ("dun", "ver", "mik", "sol", "tan")]


def story(seed: int, length: int = 200) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(length)]


def told(words: list[str], outlet: str = "A", day: int = 14) -> Story:
    return Story(wording=word_story(" ".join(words), RULES.function)[0], outlet=outlet, published=date(2031, 5, day))


def test_a_text_with_a_third_of_its_words_changed_is_still_a_copy() -> None:
    words, chance = story(1), random.Random(2)
    changed = [f"other{number}" if chance.random() < 0.3 else word for number, word in enumerate(words)]
    verdict = compare_stories(told(words), told(["Advertisement", *changed, "Subscribe", "now"], outlet="B", day=30))
    assert verdict
    assert verdict.how == "verbatim"


def test_another_text_and_a_short_one_are_no_copies() -> None:
    assert compare_stories(told(story(1)), told([*(f"word{n}" for n in range(200))], outlet="B")) is None
    assert compare_stories(told(story(1, 12)), told(story(1, 12), outlet="B")) is None


def test_a_shared_statement_makes_no_copy() -> None:
    quote = story(3, 60)
    one, other = ([f"{name}{n}" for n in range(200)] for name in ("left", "right"))
    assert compare_stories(told([*quote, *one]), told([*quote, *other], outlet="B")) is None


REPORT = (
    "Police fired tear gas when part of the crowd tried to pull down the fence around the waterworks in Castrel. Eleven people were detained on "
    "Friday. The organisers want the bill withdrawn. The mayor of Minden spoke of seven hundred participants at a smaller march."
)
REWRITE = (
    "When part of a crowd in Castrel went for the fence around the waterworks, officers answered with tear gas and took eleven people away. "
    "For the organisers nothing will do but that the bill is withdrawn. Down in Minden the mayor counted seven hundred participants who marched."
)


def test_the_same_report_in_other_words_is_a_rewrite_while_it_is_news() -> None:
    def printed(text: str, outlet: str, day: int) -> Story:
        return told(text.split(), outlet, day)

    verdict = compare_stories(printed(REPORT, "A", 14), printed(REWRITE, "B", 15))
    assert verdict
    assert verdict.how == "reworded"
    assert compare_stories(printed(REPORT, "A", 14), printed(REWRITE, "B", 25)) is None, "the next report"
    assert compare_stories(printed(REPORT, "A", 14), printed(REWRITE, "A", 15)) is None, "an outlet repeats its own background"


# entities


def entity(name: str, kind: EntityKind = EntityKind.PERSON, country: str | None = None, role: str | None = None) -> Entity:
    return Entity(id="e", name=name, kind=kind, country=country, roles=(Role(text=role, span=Span(0, 1)),) if role else ())


def known(number: int, kind: EntityKind = EntityKind.PERSON, country: str | None = None) -> Identity:
    return Identity(id=number, name="x", kind=kind, country=country)


def test_names_by_which_an_entity_is_known() -> None:
    assert join_names(entity("Ilva Brann", role="Mayor")) == ("ilva brann", "brann, mayor")
    assert join_names(entity("Brann", role="mayor")) == ("brann, mayor",), "a surname alone is nobody in particular"
    assert join_names(entity("The Harbour League", EntityKind.ORGANISATION)) == ("harbour league",)


@pytest.mark.parametrize(
    ("who", "candidates", "chosen"),
    [
        (entity("Ilva Brann"), [known(1)], 1),
        (entity("Ilva Brann", country="NOR"), [known(1, country="NOR"), known(2)], 1),
        (entity("Ilva Brann", country="NOR"), [known(1, country="JPN")], None),
        (entity("Ilva Brann"), [known(1, country="NOR"), known(2, country="JPN")], None),
        (entity("Ilva Brann"), [known(1, EntityKind.ORGANISATION)], None),
        (entity("Brann"), [known(1)], None),
        (entity("Brann", role="mayor"), [known(1)], 1),
        (entity("residents", EntityKind.CROWD), [known(1, EntityKind.CROWD)], None),
        (entity("ministry", EntityKind.INSTITUTION), [known(1, EntityKind.INSTITUTION)], None),
        (entity("defence ministry", EntityKind.INSTITUTION, "NOR"), [known(1, EntityKind.INSTITUTION, "NOR")], 1),
    ],
)
def test_an_entity_is_joined_where_there_is_no_doubt(who: Entity, candidates: list[Identity], chosen: int | None) -> None:
    found = choose_identity(who, candidates)
    assert (found.id if found else None) == chosen


# incidents


def telling(words: str, names: str = "", days: str | None = None, published: str = "2031-05-14") -> Telling:
    return Telling(
        words=content_stems(plain_words(words), RULES.function),
        names=content_stems(plain_words(names), RULES.function),
        days=days_of(days),
        published=day_of(published),
    )


def test_tellings_of_one_incident_are_alike_and_of_two_are_not() -> None:
    one = telling("shells hit the market of Torvanna and killed eleven people", "Torvanna", "2031-05-13")
    other = telling("eleven died when shells fell on the Torvanna market", "Torvanna", "2031-05-13")
    earlier = telling("eleven died when shells fell on the Torvanna market", "Torvanna", "2030-08")
    elsewhere = telling("a ferry ran aground off Ulver", "Ulver", "2031-05-13")
    assert likeness(one, other).score >= SAME
    assert likeness(one, earlier).score == 0, "their times exclude each other"
    assert likeness(one, elsewhere).score < SAME
    assert "torvanna" in likeness(one, other).reason


def test_tellings_are_looked_for_under_their_names_near_their_day() -> None:
    def looked_for(names: str, published: str) -> set[int]:
        return {key for keys in neighbour_keys(telling("y", names, published=published)).values() for key in keys}

    kept = set(telling_keys(telling("x", "Torvanna market")))
    assert kept <= looked_for("Torvanna market", "2031-05-16")
    assert not kept & looked_for("Torvanna market", "2031-09-16")
    assert not kept & looked_for("Ulver", "2031-05-14")


def test_a_name_that_is_in_every_report_joins_nothing() -> None:
    one, other = telling("Brann opened the bridge in spring", "Brann"), telling("Brann fined the dairy in spring", "Brann")
    assert likeness(one, other).score >= SAME
    assert likeness(without_names(one, {"brann"}), without_names(other, {"brann"})).score < SAME


# denials


@pytest.mark.parametrize(
    ("words", "cue", "denied"),
    [
        ("There was no drone.", "said", True),
        ("that it had fired on the town", "denied", True),
        ("that it had not paid", "denied", False),
        ("Any talk of overcrowding is untrue.", "claimed", True),
        ("this as a fabrication", "dismissed", True),
        ("Nobody has laid a hand on her", "assured", True),
        ("She wasn't there", "said", True),
        ("shells hit the market, and no help came", "said", False),
        ("in connection with false news about the harbour", "said", False),
        ("the canisters had come without warning", "said", False),
    ],
)
def test_what_denies(words: str, cue: str, denied: bool) -> None:
    assert denies(words, cue, words, RULES) is denied


# speakers


def voice(
    words: str, status: Status = Status.INSTITUTION, kind: EntityKind | None = None, name: str | None = None, role: str = ""
) -> Voice:
    return Voice(name=name or words, words=words, status=status, kind=kind, roles=(role,) if role else (), cue_class=CueClass.SPEECH)


PERSON, ANONYMOUS, GROUP = Status.PERSON, Status.ANONYMOUS, Status.GROUP


@pytest.mark.parametrize(
    ("source", "kind", "body"),
    [
        (voice("the regional health office"), SpeakerKind.BODY, {"regional", "health"}),
        (voice("The harbour police", GROUP), SpeakerKind.BODY, {"harbour", "polic"}),
        (voice("A commander of the coast guard", ANONYMOUS), SpeakerKind.BODY, {"coast", "guard"}),
        (voice("a statement from the Aldan Line", Status.DOCUMENT), SpeakerKind.BODY, {"aldan", "lin"}),
        (voice("the Defence Minister", PERSON), SpeakerKind.BODY, {"defenc", "ministry"}),
        (voice("a senior official with knowledge of the talks", ANONYMOUS), SpeakerKind.UNNAMED, set()),
        (voice("two workers at the plant", GROUP), SpeakerKind.UNNAMED, set()),
        (voice("residents", GROUP), SpeakerKind.UNNAMED, set()),
        (voice("She", PERSON), SpeakerKind.DEPUTY, set()),
        (voice("its spokesman", PERSON), SpeakerKind.DEPUTY, set()),
        (voice("one of them", GROUP), SpeakerKind.DEPUTY, set()),
        (voice("a rumour", ANONYMOUS), SpeakerKind.RUMOUR, set()),
    ],
)
def test_what_kind_of_source_a_phrase_names(source: Voice, kind: SpeakerKind, body: set[str]) -> None:
    speaker = speaker_of([source], "The Echo", [], RULES).speaker
    assert speaker
    assert (speaker.kind, set(speaker.body)) == (kind, body)


def test_a_person_has_a_name_and_the_body_he_speaks_for() -> None:
    source = voice("foreign ministry spokesman Luc Harn", PERSON, EntityKind.PERSON, "Luc Harn", "foreign ministry spokesman")
    speaker = speaker_of([source], "The Echo", [], RULES).speaker
    assert speaker
    assert (set(speaker.person), set(speaker.body), speaker.speaks_for_body) == ({"luc", "harn"}, {"foreign", "ministry"}, True)


def test_who_only_passes_on_is_no_speaker() -> None:
    agency, diplomat = voice("Sable Press"), voice("a diplomat", ANONYMOUS)
    heard = speaker_of([agency, diplomat], "The Echo", [], RULES)
    assert heard.speaker
    assert heard.speaker.sort == "official"
    assert speaker_of([agency], "The Echo", [], RULES).carriers == (frozenset({"sabl"}),)
    assert speaker_of([voice("Meridian")], "The Echo", [frozenset({"meridian", "wir"})], RULES).speaker is None
    assert speaker_of([voice("the Echo")], "The Harbour Echo", [], RULES).speaker is None, "an outlet that quotes itself"
    hearsay = speaker_of([voice("", Status.IMPERSONAL)], "The Echo", [], RULES)
    assert (hearsay.speaker, hearsay.is_hearsay) == (None, True)


def test_what_a_source_shows_or_says_of_anothers_mind_is_its_own_word() -> None:
    prosecutor = voice("prosecutor Anna Vell", PERSON, EntityKind.PERSON, "Anna Vell")
    mind = Voice(name="The two sides", words="The two sides", status=GROUP, cue_class=CueClass.WILL)
    for inner in (voice("Tickets", GROUP), voice("the report", Status.DOCUMENT), mind):
        speaker = speaker_of([prosecutor, inner], "The Echo", [], RULES).speaker
        assert speaker
        assert speaker.name == "Anna Vell"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"regional", "health"}, {"health"}, True),
        ({"interior", "ministry"}, {"ministry"}, True),
        ({"interior", "ministry"}, {"defenc", "ministry"}, False),
        ({"coast", "guard"}, {"harbour", "polic"}, False),
        ({"polic"}, set(), False),
    ],
)
def test_names_of_one_body(one: set[str], other: set[str], same: bool) -> None:
    assert same_body(frozenset(one), frozenset(other)) is same


# origins


class Cluster:
    """Articles in the order of adding; each line is (outlet, cluster, sources outlet inwards, stance, words)."""

    def __init__(self, *lines: tuple) -> None:
        self.sayings = []
        for number, (outlet, cluster, sources, *rest) in enumerate(lines):
            stance, words = (*rest, Stance.ASSERTS, "shells hit the old market")[:2] if len(rest) < 2 else rest
            heard = speaker_of(list(sources), outlet, [], RULES)
            outlets = list(dict.fromkeys(line[0] for line in lines))
            self.sayings.append(
                Saying(
                    claim=number,
                    incident=1,
                    article=outlets.index(outlet),
                    cluster=cluster,
                    order=outlets.index(outlet),
                    position=number,
                    outlet=outlet,
                    stance=stance,
                    speaker=heard.speaker,
                    outlet_words=frozenset(map(stem, plain_words(outlet))),
                    carriers=heard.carriers,
                    is_hearsay=heard.is_hearsay,
                    words=content_stems(plain_words(words), RULES.function),
                    saw="our reporter" in words,
                    asked="told us" in words,
                )
            )

    def groups(self) -> list[tuple[bool, tuple[int, ...]]]:
        """(independent, claims) of each origin."""
        origins: tuple[Origin, ...] = find_origins(self.sayings)
        assert sorted(number for origin in origins for number, _ in origin.claims) == list(range(len(self.sayings)))
        return [(origin.is_independent, tuple(number for number, _ in origin.claims)) for origin in origins]


OFFICE, STAFF = voice("the regional health office"), voice("the general staff")
OFFICIAL = voice("a senior official", ANONYMOUS)
HARN = voice("Luc Harn of the harbour office", PERSON, EntityKind.PERSON, "Luc Harn", "spokesman")


@pytest.mark.parametrize(
    ("cluster", "groups"),
    [
        (Cluster(("A", 1, [OFFICE]), ("B", 2, [voice("the health office")])), [(True, (0, 1))]),
        (Cluster(("A", 1, [OFFICE]), ("B", 2, [STAFF])), [(True, (0,)), (True, (1,))]),
        (Cluster(("A", 1, [voice("the harbour office")]), ("B", 2, [HARN])), [(True, (0, 1))]),
        (Cluster(("A", 1, [HARN]), ("B", 2, [voice("Harn", PERSON, EntityKind.PERSON)])), [(True, (0, 1))]),
        (
            Cluster(("A", 1, [OFFICIAL]), ("B", 2, [voice("an insider", ANONYMOUS)]), ("C", 3, [voice("sources", ANONYMOUS)])),
            [(True, (0, 1, 2))],
        ),
        (
            Cluster(
                ("A", 1, [OFFICIAL]), ("B", 2, [voice("an insider", ANONYMOUS)], Stance.ASSERTS, "an insider told us of the old market")
            ),
            [(True, (0,)), (True, (1,))],
        ),
        (Cluster(("A", 1, [OFFICIAL]), ("B", 2, [voice("villagers", GROUP)])), [(True, (0,)), (True, (1,))]),
        (Cluster(("A", 1, [OFFICIAL]), ("A", 1, [voice("the other", PERSON)])), [(True, (0, 1))]),
        (Cluster(("A", 1, [OFFICE]), ("A", 1, [voice("its spokesman", PERSON)])), [(True, (0, 1))]),
        (Cluster(("A", 1, [OFFICE]), ("B", 1, [])), [(True, (0, 1))]),
        (Cluster(("A", 1, [OFFICE]), ("B", 2, [])), [(True, (0,)), (False, (1,))]),
        (Cluster(("A", 1, []), ("A", 1, [OFFICE])), [(True, (0, 1))]),
        (Cluster(("A", 1, [], Stance.ASSERTS, "our reporter saw shells hit the market")), [(True, (0,))]),
        (Cluster(("Meridian Wire", 1, [OFFICE]), ("B", 2, [voice("Meridian news agency")])), [(True, (0, 1))]),
        (Cluster(("A", 1, [OFFICIAL]), ("B", 2, [voice("", Status.IMPERSONAL)])), [(True, (0, 1))]),
        (Cluster(("A", 1, [voice("a rumour", ANONYMOUS)])), [(False, (0,))]),
        (Cluster(("A", 1, [OFFICE]), ("B", 1, [], Stance.DENIES)), [(True, (0,)), (False, (1,))]),
    ],
)
def test_origins(cluster: Cluster, groups: list[tuple[bool, tuple[int, ...]]]) -> None:
    assert cluster.groups() == groups
