"""Finds attributions: source, cue and content."""

from sayso.annotate import ParsedArticle
from sayso.extract.attributions_borders import bordered
from sayso.extract.attributions_clauses import verb_drafts
from sayso.extract.attributions_conflicts import one_a_cue, settled
from sayso.extract.attributions_draft import BLOCK, Draft, Page, Runs, open_page
from sayso.extract.attributions_headlines import headline_drafts
from sayso.extract.attributions_holders import status_of
from sayso.extract.attributions_nouns import noun_drafts
from sayso.extract.attributions_prepositions import adverb_drafts, noun_phrase_drafts, preposition_drafts
from sayso.extract.attributions_speech import speech_drafts
from sayso.model import Attribution, Quotation, Quotedness, Spans
from sayso.tables.cues import CueRules

_LINKS = frozenset({"that", "and", "or", "but"})
"""Words that lead into or join quotations without being anybody's words."""


def find_attributions(parsed: ParsedArticle, quotations: tuple[Quotation, ...], rules: CueRules) -> tuple[Attribution, ...]:
    """Every attribution of the story in text order; ids are final, parent and speaker are not yet given."""
    page = open_page(parsed, quotations, rules)
    found = [
        *verb_drafts(page),
        *noun_drafts(page),
        *preposition_drafts(page),
        *noun_phrase_drafts(page),
        *headline_drafts(page),
        *adverb_drafts(page),
    ]
    drafts = settled(page, speech_drafts(page, one_a_cue(bordered(page, found))))
    return tuple(_attribution(page, draft, number) for number, draft in enumerate(drafts, 1))


def _attribution(page: Page, draft: Draft, number: int) -> Attribution:
    content = _spans(page, draft.content)
    return Attribution(
        id=f"a{number}",
        source=_spans(page, draft.source),
        cue=_spans(page, draft.cue),
        content=content,
        kind=Quotedness.DIRECT if draft.rule == BLOCK else quotedness(page, draft.content),
        status=status_of(page, draft),
        cue_class=draft.row.cue_class,
        colour=draft.row.colour,
        rule=draft.rule,
        addressee=page.span(draft.addressee) if draft.addressee else None,
        venue=page.span(draft.venue) if draft.venue else None,
        is_claim=draft.is_claim,
    )


def _spans(page: Page, runs: Runs) -> Spans:
    trimmed = (page.trimmed(run) for run in runs)
    return tuple(page.span(run) for run in trimmed if run is not None)


def quotedness(page: Page, runs: Runs) -> Quotedness:
    """Direct where all words of the content stand in quotation marks, indirect where none does."""
    inside = outside = 0
    for start, end in runs:
        for index in range(start, end):
            if page.tokens[index].is_alpha and page.lower[index] not in _LINKS:
                if page.quote[index] >= 0:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return Quotedness.INDIRECT
    return Quotedness.MIXED if outside else Quotedness.DIRECT
