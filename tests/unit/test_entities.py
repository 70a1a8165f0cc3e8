"""Which mentions mean the same, who they are, and who speaks."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import Annotator, ParsedArticle
from sayso.clean.plain import plain_article
from sayso.extract.actors import find_mentions, given_mentions
from sayso.model import Attribution, CueClass, Entity, Mention, Place, Quotedness, Span, Status
from sayso.resolve.entities import group_mentions
from sayso.resolve.speakers import link_speakers
from sayso.tables.actors import load_actor_rules

RULES = load_actor_rules()
CASES = tomllib.loads(Path("tests/tables/entities.toml").read_text("utf-8"))["case"]
TABLE = tomllib.loads(Path("tests/tables/actors.toml").read_text("utf-8"))


def grouped(parsed: ParsedArticle, attributions: tuple[Attribution, ...] = ()) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    return group_mentions(find_mentions(parsed, (), (), RULES), parsed, (), attributions, RULES)


def entity_of(words: str, mentions: tuple[Mention, ...]) -> str:
    """The entity of a mention by its words; an open mention is its own."""
    text, _, number = words.partition("#")
    found = [mention for mention in mentions if mention.text == text]
    assert len(found) >= int(number or 1), f"no mention {words!r} among {[mention.text for mention in mentions]}"
    mention = found[int(number or 1) - 1]
    return mention.entity or mention.id


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mentions_are_grouped_where_the_text_tells_and_only_there(parse, case) -> None:
    mentions, _ = grouped(parse(case["text"]))
    for group in case.get("together", []):
        assert len({entity_of(words, mentions) for words in group}) == 1, group
    for one, other in case.get("apart", []):
        assert entity_of(one, mentions) != entity_of(other, mentions), (one, other)


@pytest.mark.parametrize("case", TABLE["entity"], ids=lambda case: case["name"])
def test_an_entity_is_what_its_words_say_and_points_at_them(parse, case) -> None:
    mentions, entities = grouped(parse(case["text"]))
    entity = next(e for e in entities if e.id == entity_of(case["of"], mentions))
    told = {"name": entity.name, "kind": entity.kind.value, "country": entity.country, "code": entity.code}
    expected = dict(case["is"])
    assert [role.text for role in entity.roles] == expected.pop("roles", [role.text for role in entity.roles])
    assert {key: told[key] for key in expected} == expected
    assert all(role.span.slice(case["text"]) == role.text for role in entity.roles)
    assert entity.because or (entity.code is None and entity.country is None) or entity.code == "IGO"


def test_we_and_i_in_a_quotation_are_its_speaker(parse) -> None:
    text = 'Ada Vale met the crew on Monday. "I am tired," Vale said. "We lost a ferry," Norvik Shipping Ltd. wrote.'
    attributions = (
        attribution(text, source="Vale said"[:4], content='"I am tired,"', status="person", after="tired,"),
        attribution(text, source="Norvik Shipping Ltd.", content='"We lost a ferry,"', status="institution"),
    )
    mentions, _ = grouped(parse(text), attributions)
    assert entity_of("I", mentions) == entity_of("Ada Vale", mentions)
    assert entity_of("We", mentions) == entity_of("Norvik Shipping Ltd.", mentions)


def test_the_person_asked_in_an_interview_is_i_and_you(parse) -> None:
    text = "Ada Vale on her new ship\nWhen did you start?\nI started in May. I love ships. My father built one.\nWhat do you fear?\nI fear ice."
    mentions, _ = grouped(parse(text))
    assert len({entity_of(words, mentions) for words in ("Ada Vale", "you", "I", "My", "you#2", "I#3")}) == 1


def test_a_pronoun_without_antecedent_stays_open(parse) -> None:
    mentions, entities = grouped(parse("She left early."))
    assert [(mention.text, mention.entity) for mention in mentions] == [("She", None)]
    assert entities == ()


def test_a_metonym_is_a_government(parse) -> None:
    text = "Oslo rejected the plan. The ship sailed to Lima."
    parsed = parse(text)
    oslo = Place(id="p1", span=Span(0, 4), text="Oslo", country="NO", is_metonym=True)
    lima = Place(id="p2", span=Span(43, 47), text="Lima", country="PE")
    mentions, entities = group_mentions(find_mentions(parsed, (oslo, lima), (), RULES), parsed, (oslo, lima), (), RULES)
    told = {entity.id: (entity.kind.value, entity.code) for entity in entities}
    assert told[entity_of("Oslo", mentions)] == ("government", "NORGOV")
    assert told[entity_of("Lima", mentions)] == ("place", "PER")


def test_given_spans_come_back_as_they_were(parse) -> None:
    text = "Ada Vale resigned. The mayor wept."
    spans = (Span(19, 28), Span(0, 8), Span(4, 8))
    parsed = parse(text)
    mentions, entities = group_mentions(given_mentions(parsed, spans, RULES), parsed, (), (), RULES)
    assert tuple(mention.span for mention in mentions) == spans
    assert [entity.id for entity in entities] == [f"e{number}" for number in range(1, len(entities) + 1)]


def attribution(text: str, *, source: str, content: str, status: str, after: str = "") -> Attribution:
    """An attribution whose source is the first one behind the words ``after``."""
    begin = text.index(source, text.index(after))
    start = text.index(content)
    kind = Quotedness.DIRECT if content.startswith('"') else Quotedness.INDIRECT
    return Attribution(
        id=f"a{start}",
        source=(Span(begin, begin + len(source)),),
        cue=(),
        content=(Span(start, start + len(content)),),
        kind=kind,
        status=Status(status),
        cue_class=CueClass.SPEECH,
        rule="test",
    )


@pytest.mark.parametrize("case", TABLE["speaker"], ids=lambda case: case["name"])
def test_the_speaker_is_a_named_entity_or_a_body_or_nobody(parse, case) -> None:
    parsed = parse(case["text"])
    after = case["text"].split(". ")[0] if case["source"] == "Vale" else ""
    told = attribution(case["text"], source=case["source"], content=case["content"], status=case["status"], after=after)
    mentions, entities = grouped(parsed, (told,))
    (linked,) = link_speakers((told,), mentions, entities, parsed)
    names = {entity.id: entity.name for entity in entities}
    assert names.get(linked.speaker or "", "") == case["speaker"]


@pytest.mark.parametrize(
    ("text", "told", "settled"),
    [
        ("Foreign Minister Torin Ardell met the crew. Ardell said nothing was lost.", "institution", "person"),
        ("Foreign Minister Torin Ardell met the crew. Ardell said nothing was lost.", "metonym", "person"),
        ("Foreign Minister Torin Ardell met the crew. Ardell said nothing was lost.", "anonymous", "anonymous"),
    ],
)
def test_the_status_of_a_bare_name_is_what_the_article_makes_of_it(parse, text: str, told: str, settled: str) -> None:
    parsed = parse(text)
    said = attribution(text, source="Ardell", content="nothing was lost", status=told, after="Ardell said")
    mentions, entities = grouped(parsed, (said,))
    (linked,) = link_speakers((said,), mentions, entities, parsed)
    assert linked.status == settled


@pytest.mark.parametrize(
    ("phenomenon", "text", "name", "country"),
    [
        ("a state called after a country", "A New Jersey firm sued the town.", "New Jersey firm", None),
        ("a country that begins so", "The police in New Zealand held nine men.", "police", "NZL"),
        ("a county", "The Guernsey County Court fined the firm.", "Guernsey County Court", None),
        ("a surname", "Norwegian minister Marlen Jordan opened the fair.", "Marlen Jordan", "NOR"),
    ],
)
def test_a_country_inside_another_name_is_nobodys_country(reader, phenomenon: str, text: str, name: str, country: str | None) -> None:
    countries = {entity.name: entity.country for entity in reader.read(text).entities}
    assert countries[name] == country, phenomenon


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200) | st.text("I he it. Ada Vale, (the) \"'s\n\x00😀", max_size=200))
def test_any_text_gives_spans_that_slice_and_entities_that_exist(annotator: Annotator, text: str) -> None:
    parsed = next(annotator.annotate([plain_article(text)]))
    mentions, entities = grouped(parsed)
    known = {entity.id for entity in entities}
    assert all(mention.span.slice(text) == mention.text != "" for mention in mentions)
    assert all(mention.entity in known or mention.entity is None for mention in mentions)
    assert grouped(parsed) == (mentions, entities)
