"""What somebody denies: by his cue, by what he calls a report, by a negation, as the answer to a charge. All texts are invented."""

import pytest

from sayso.across.denials import answers_rejection, asks, denied_attributions, denies, heads_report
from sayso.across.negation import is_negated
from sayso.across.passages import Passages
from sayso.clean.plain import plain_article
from sayso.model import Attribution, CueClass, Quotedness, Record, Span, Status
from sayso.tables.across import load_across_rules

RULES = load_across_rules()


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
        ("The count of the boats is wrong", "said", True),
        ("It is wrong to count the boats", "said", False),
        ("The harbour is on the wrong track", "said", False),
        ("the canisters had come without warning", "said", False),
    ],
)
def test_what_denies(words: str, cue: str, denied: bool) -> None:
    assert denies(words, words, RULES, is_denied=cue in RULES.denial_cues) is denied


@pytest.mark.parametrize(
    ("phenomenon", "words", "denied"),
    [
        ("main clause", "that no gas had been used", True),
        ("main clause behind a subordinate one", "When the bell rang, nobody was in the hall", True),
        ("subordinate clause in front", "If there had been no rain, the dam would have held", False),
        ("subordinate clause behind", "The firm cleans houses that were never searched", False),
        ("reason behind", "They left the quay because no boat came", False),
        ("condition", "You can't call it a harbour if you do not dredge it", False),
        ("call", "not to drive to the ridge", False),
        ("call", "Let's not drive to the ridge", False),
        ("norm", "nobody should drive to the ridge", False),
        ("affirming phrase", "Not only the bridge was shut", False),
        ("affirming phrase", "No doubt the bridge was shut", False),
        ("affirming phrase", "No matter how steep the road, the cart still comes", False),
        ("part, not the whole", "Not all of the wells were sold", False),
        ("turned round", "She would not rule out a sale of the wells", False),
        ("turned round", "Nobody can deny that the wells were sold", False),
        ("left open", "We just don't know", False),
        ("left open", "The office could not confirm the number", False),
        ("left open", "He could not tell from which side they flew", False),
        ("what was never said", "I never told you to sell the wells", True),
        ("contrast", "not the coast but the hills", False),
        ("doing that was left undone", "for not paying the bakers", False),
        ("counted", "Not one of our boats left the quay", True),
    ],
)
def test_what_a_negation_denies(phenomenon: str, words: str, denied: bool) -> None:
    assert is_negated(words, RULES) is denied, phenomenon


@pytest.mark.parametrize(
    ("sentence", "question"),
    [("Did nobody see the cart?", True), ("“Did nobody see the cart?”", True), ("Nobody saw the cart.", False)],
)
def test_a_question_denies_nothing(sentence: str, question: bool) -> None:
    assert asks(sentence) is question


@pytest.mark.parametrize(
    ("issue", "report"),
    [
        ("the charge", True),
        ("this", True),
        ("all allegations of fraud", True),
        ("claims that it fired", True),
        ("this law", False),
        ("the offer of a report", False),
        ("its plan to sell the wells", False),
        ("", False),
    ],
)
def test_who_rejects_a_report_denies_what_it_tells(issue: str, report: bool) -> None:
    assert heads_report(issue.split(), RULES) is report


@pytest.mark.parametrize(
    ("text", "content", "denied"),
    [
        ("The claim that our side began is a lie.", "that our side began", True),
        ("Reports that a clerk died were withdrawn by the agency.", "that a clerk died were withdrawn by the agency", True),
        ("The claim that our side began was repeated.", "that our side began", False),
        ("The claim that it is a lie was repeated.", "that it is a lie", False),
    ],
)
def test_a_claim_that_nobody_is_named_for_is_denied_by_the_words_around_it(text: str, content: str, denied: bool) -> None:
    article = plain_article(text)
    start = text.index(content)
    nobody = Attribution(
        id="a1",
        source=(),
        cue=(),
        content=(Span(start, start + len(content)),),
        kind=Quotedness.INDIRECT,
        status=Status.IMPERSONAL,
        cue_class=CueClass.SPEECH,
        rule="test",
    )
    record = Record(article=article, attributions=(nobody,))
    assert bool(denied_attributions(record, Passages(article), RULES)) is denied


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("The dairy rejected this. “Our milk left in order,” it said.", True),
        ("The staff denied the charge. “Our guns were silent,” it said.", True),
        ("The dairy rejected an offer. “Our milk left in order,” it said.", False),
        ("The dairy rejected this.\n\n“Our milk left in order,” it said.", False),
        ("The dairy welcomed this. “Our milk left in order,” it said.", False),
    ],
)
def test_a_quotation_behind_a_rejection_denies(text: str, answers: bool) -> None:
    start = text.index("“")
    assert answers_rejection(Span(start, len(text)), text, Passages(plain_article(text)), RULES) is answers


def test_what_is_called_untrue_behind_a_semicolon_is_another_matter() -> None:
    assert not denies("Her arms are bruised", "Her arms are bruised; that is called a lie", RULES)
    assert denies("that the line was shelled", "that the line was shelled is a lie; it was fog", RULES)
    assert denies("They crossed the line.", "They crossed the line. That is a lie.", RULES)
