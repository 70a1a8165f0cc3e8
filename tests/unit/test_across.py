"""What many articles mean together: copies, entities, incidents, who stands behind a claim. All texts are invented."""

import random
from dataclasses import replace
from datetime import date

import pytest

from sayso.across.claims import claims_of
from sayso.across.copies import Story, compare_stories, word_story
from sayso.across.days import apart, day_of, days_of
from sayso.across.identities import Identity, choose_identity, join_names
from sayso.across.incidents import SAME, Telling, likeness, neighbour_keys, tellings_of, without_names
from sayso.across.passages import Passages
from sayso.across.statements import statements_of
from sayso.across.wording import Stems, content_stems, plain_words, quoted_words, stem
from sayso.clean.plain import plain_article
from sayso.model import Attribution, CueClass, Entity, EntityKind, Quotedness, Record, Role, Span, Stated, Status
from sayso.tables.across import WordRow, load_across_rules
from sayso.tables.loader import load_rows

RULES = load_across_rules()


def test_every_list_of_the_table_has_its_example() -> None:
    rows = load_rows("across", WordRow, key="words")
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        words = row.listed()
        example = f" {row.example.lower()} ".replace("'s ", " 's ")
        assert words
        assert any(f" {word} " in example for word in words), row.id
        assert all(word == word.lower() for word in words)
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
    assert plain_words("'Tis the boys' 3rd rock'n'roll_night, Vell's") == ["tis", "the", "boys", "3rd", "rock'n", "roll", "night", "vell"]
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
    return Story(wording=word_story(" ".join(words), Stems(RULES.function))[0], outlet=outlet, published=date(2031, 5, day))


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
    found = choose_identity(who.kind, who.country, candidates) if join_names(who) else None
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

    kept = {keys[0] for keys in neighbour_keys(telling("x", "Torvanna market")).values()}
    assert kept <= looked_for("Torvanna market", "2031-05-16")
    assert not kept & looked_for("Torvanna market", "2031-09-16")
    assert not kept & looked_for("Ulver", "2031-05-14")


def test_a_name_that_is_in_every_report_joins_nothing() -> None:
    one, other = telling("Brann opened the bridge in spring", "Brann"), telling("Brann fined the dairy in spring", "Brann")
    assert likeness(one, other).score >= SAME
    assert likeness(without_names(one, {"brann"}), without_names(other, {"brann"})).score < SAME


# claims


def test_a_quotation_is_found_with_the_words_that_stand_in_it() -> None:
    passage = "The office said she “has not resigned and will not”."
    assert quoted_words(passage, "resigned") == ("has", "not", "resigned", "and", "will", "not")
    assert quoted_words(passage, "The office") == ()
    assert quoted_words("Not one of our guns fired,” it said.", "fired") == ("not", "one", "of", "our", "guns", "fired")


def test_a_sentence_opening_and_the_title_count_where_the_article_bears_them_out() -> None:
    text = "Torvanna was shelled on Friday, the office said.\n\nThe market of Torvanna stood empty."
    article = replace(plain_article(text), title=Stated(value="Market of Torvanna shelled", read_from="given"))
    attribution = attributed(text, "the office", "Torvanna was shelled on Friday")
    record = Record(article=article, attributions=(attribution,))
    (told,) = tellings_of(record, claims_of(record), Stems(RULES.function))
    assert told.names == {"torvanna"}
    assert "market" in told.words


@pytest.mark.parametrize(
    ("words", "speaker", "meant"),
    [
        ("it", "e2", None),
        ("it", "e1", "harbour office"),
        ("the colonel", "e3", "Anna Vell"),
        ("the Torvanna council", "e2", "Torvanna"),
    ],
)
def test_short_forms_mean_whoever_spoke(words: str, speaker: str, meant: str | None) -> None:
    text = f"Colonel Anna Vell said it was calm. The harbour office said ships left Torvanna. All is well, {words} said."
    entities = tuple(
        Entity(id=identifier, name=name, kind=kind)
        for identifier, name, kind in (
            ("e1", "harbour office", EntityKind.INSTITUTION),
            ("e2", "Torvanna", EntityKind.ORGANISATION),
            ("e3", "Kord", EntityKind.PERSON),
            ("e4", "Anna Vell", EntityKind.PERSON),
        )
    )
    attributions = (
        replace(attributed(text, "Colonel Anna Vell", "it was calm"), id="a1", speaker="e4"),
        replace(attributed(text, "The harbour office", "ships left Torvanna"), id="a2", speaker="e1"),
        replace(attributed(text, f"{words} said", "All is well"), id="a3", speaker=speaker),
    )
    last = attributions[-1].source[0]
    attributions = (*attributions[:-1], replace(attributions[-1], source=(Span(last.start, last.start + len(words)),)))
    record = Record(article=plain_article(text), entities=entities, attributions=attributions)
    said = next(claim for claim in claims_of(record) if claim.attribution == "a3")
    assert said.source
    assert said.source.name == (meant or words)


def attributed(text: str, source: str, content: str) -> Attribution:
    """An attribution of a text by the words of its source and its content."""
    start, said = text.index(source), text.index(content)
    return Attribution(
        id="a1",
        source=(Span(start, start + len(source)),),
        cue=(),
        content=(Span(said, said + len(content)),),
        kind=Quotedness.INDIRECT,
        status=Status.INSTITUTION,
        cue_class=CueClass.SPEECH,
        rule="test",
    )


CONTENT = "They have stopped. No talks are held, and that there will be none before the release of the prisoners."


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ([], ["They have stopped.", "No talks are held, and that there will be none before the release of the prisoners."]),
        (["release"], ["They have stopped.", "No talks are held"]),
        (["stopped", "talks"], ["that there will be none before the release of the prisoners."]),
    ],
)
def test_what_no_other_claim_tells_is_a_statement(taken: list[str], left: list[str]) -> None:
    article = plain_article(CONTENT)
    attribution = Attribution(
        id="a1",
        source=(),
        cue=(),
        content=(Span(0, len(CONTENT)),),
        kind=Quotedness.INDIRECT,
        status=Status.PERSON,
        cue_class=CueClass.SPEECH,
        rule="test",
    )
    record = Record(article=article, attributions=(attribution,))
    spans = [Span(CONTENT.index(word), CONTENT.index(word) + len(word)) for word in taken]
    found = statements_of(record, spans, Passages(article))
    assert sorted(span for _, span in found) == sorted(Span(CONTENT.index(words), CONTENT.index(words) + len(words)) for words in left)
