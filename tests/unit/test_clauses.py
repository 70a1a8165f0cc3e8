"""Clause grammar: who is the subject of a verb, how far a noun phrase goes."""

import pytest

from sayso.annotate.clauses import agent_of, phrase_span, subject_of


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("The mayor visited the port and praised the crews.", "praised", "mayor"),
        ("The mayor left, warning that the bridge was unsafe.", "warning", "mayor"),
        ("The minister urged the army to leave the town.", "leave", "army"),
        ("The mayor, who visited the port, slept.", "visited", "mayor"),
        ("The group promised to free the crew.", "free", "group"),
        ("Rain fell.", "fell", "Rain"),
    ],
)
def test_a_verb_finds_its_own_or_inherited_subject(parse, text: str, verb: str, subject: str) -> None:
    doc = parse(text).doc
    found = subject_of(next(token for token in doc if token.text == verb))
    assert found is not None
    assert found.text == subject


def test_a_passive_agent_is_the_noun_of_its_by_phrase(parse) -> None:
    doc = parse("The depot was shelled by rebels on Sunday.").doc
    agent = agent_of(doc[3])
    assert agent is not None
    assert agent.text == "rebels"


def test_a_noun_phrase_keeps_its_title_and_apposition_but_not_its_conjunct(parse) -> None:
    text = "Foreign Minister Ilva Brann, the chief envoy, and her deputy left."
    doc = parse(text).doc
    head = next(token for token in doc if token.text == "Brann")
    assert phrase_span(head).slice(text) == "Foreign Minister Ilva Brann, the chief envoy"
