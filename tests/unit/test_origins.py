"""Who stands behind a claim: what kind of source a phrase names, and which sources are one origin. All names are invented."""

import pytest

from sayso.across.claims import Stance, Voice
from sayso.across.origins import Origin, Saying, find_origins
from sayso.across.speakers import SpeakerKind, same_body, speaker_of
from sayso.across.wording import content_stems, plain_words, quoted_words, stem
from sayso.model import CueClass, EntityKind, Status
from sayso.tables.across import load_across_rules

RULES = load_across_rules()


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
        (voice("The ministry's written statement", Status.DOCUMENT), SpeakerKind.BODY, {"ministry"}),
        (voice("the police in the capital", GROUP), SpeakerKind.BODY, {"polic"}),
        (voice("the police in Torvanna", GROUP), SpeakerKind.BODY, {"polic", "torvanna"}),
        (
            voice("The general staff in the capital", kind=EntityKind.ARMED_GROUP, name="general staff"),
            SpeakerKind.BODY,
            {"general", "staff"},
        ),
        (voice("The command of the border guard of Vesna", PERSON), SpeakerKind.BODY, {"border", "command", "guard", "vesna"}),
        (voice("the imaging firm Orlund", PERSON, EntityKind.PERSON, "Orlund"), SpeakerKind.BODY, {"firm", "imag", "orlund"}),
        (voice("her lawyer", PERSON), SpeakerKind.BODY, {"lawyer"}),
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


def test_who_speaks_for_a_body_that_is_made_of_titles() -> None:
    source = voice("Colonel Anna Vell, speaking for the general staff", PERSON, EntityKind.PERSON, "Anna Vell")
    speaker = speaker_of([source], "The Echo", [], RULES).speaker
    assert speaker
    assert (set(speaker.person), set(speaker.body), speaker.speaks_for_body) == ({"anna", "vell"}, {"general", "staff"}, True)


@pytest.mark.parametrize(
    ("words", "traits"),
    [
        ("the authorities", "vague"),
        ("its rival", "vague other"),
        ("the company", "deputy"),
        ("her lawyer", "kin"),
        ("the foreign ministry", ""),
    ],
)
def test_how_a_phrase_stands_for_somebody(words: str, traits: str) -> None:
    speaker = speaker_of([voice(words)], "The Echo", [], RULES).speaker
    assert speaker
    found = {"vague": speaker.is_vague, "other": speaker.is_other, "deputy": speaker.is_deputy, "kin": speaker.is_kin}
    assert [trait for trait, has in found.items() if has] == traits.split()


@pytest.mark.parametrize("words", ["the trajectory of the shells", "We"])
def test_things_and_the_outlet_itself_are_no_sources(words: str) -> None:
    assert speaker_of([voice(words, PERSON)], "The Echo", [], RULES).speaker is None


def test_a_state_is_no_outlet_though_a_paper_bears_its_name() -> None:
    source = voice("the Vesna presidency", kind=EntityKind.GOVERNMENT)
    assert speaker_of([source], "The Echo", [frozenset({"vesna", "presidency", "review"})], RULES).speaker


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
                    quoted=quoted_words(words, words),
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
QUOTED = "“She has not resigned and will not.”"
MANN = voice("her lawyer, Lena Mann", PERSON, EntityKind.PERSON, "Lena Mann")
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
        (
            Cluster(("A", 1, [OFFICE], Stance.DENIES, QUOTED), ("B", 2, [STAFF], Stance.DENIES, "she “has not resigned and will not”")),
            [(True, (0, 1))],
        ),
        (Cluster(("A", 1, [OFFICE], Stance.DENIES, QUOTED), ("B", 2, [], Stance.DENIES, QUOTED)), [(True, (0, 1))]),
        (
            Cluster(("A", 1, [OFFICE], Stance.DENIES, "“Not so”"), ("B", 2, [STAFF], Stance.DENIES, "“not so”")),
            [(True, (0,)), (True, (1,))],
        ),
        (Cluster(("A", 1, [MANN], Stance.DENIES, QUOTED), ("B", 2, [HARN], Stance.DENIES, QUOTED)), [(True, (0,)), (True, (1,))]),
        (Cluster(("A", 1, [OFFICE]), ("B", 2, [voice("the authorities", GROUP)])), [(True, (0, 1))]),
        (
            Cluster(("A", 1, [OFFICE]), ("A", 1, [voice("the harbour police")]), ("B", 2, [voice("the authorities", GROUP)])),
            [(True, (0,)), (True, (1,)), (True, (2,))],
        ),
        (Cluster(("A", 1, [OFFICE]), ("A", 1, [voice("the institution")])), [(True, (0, 1))]),
        (Cluster(("A", 1, [MANN]), ("B", 2, [voice("her lawyer", PERSON)])), [(True, (0, 1))]),
        (
            Cluster(("A", 1, [MANN]), ("B", 2, [voice("his lawyer, Ivo Tarn", PERSON, EntityKind.PERSON, "Ivo Tarn")])),
            [(True, (0,)), (True, (1,))],
        ),
        (
            Cluster(
                ("A", 1, [voice("the firm Orlund")]),
                ("A", 1, [voice("the firm's analyst, Ivo Tarn", PERSON, EntityKind.PERSON, "Ivo Tarn")]),
            ),
            [(True, (0, 1))],
        ),
    ],
)
def test_origins(cluster: Cluster, groups: list[tuple[bool, tuple[int, ...]]]) -> None:
    assert cluster.groups() == groups
