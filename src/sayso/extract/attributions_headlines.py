"""Reads the short forms of headlines and transcripts: "Minister: we will win", "Dam Will Hold - Engineers", "ORLIN: Yes."."""

from collections.abc import Iterator

from sayso.extract.attributions_draft import BARE, DASHES, Draft, Page, Run
from sayso.extract.attributions_holders import known_status
from sayso.model import Status

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_LONGEST_SOURCE = 8
_LONGEST_HEADLINE = 30
_NO_SOURCES = frozenset(
    {"update", "exclusive", "photo", "photos", "video", "watch", "note", "breaking", "live", "opinion", "analysis", "read", "q", "a"}
)
"""Labels before a colon that name nobody; "Q" and "A" mark question and answer."""


def headline_drafts(page: Page) -> Iterator[Draft]:
    """A draft for every block that names its source before a colon or behind a last dash."""
    for run in page.blocks:
        draft = _colon(page, run) or _last_dash(page, run)
        if draft is not None:
            yield draft


def _colon(page: Page, run: Run) -> Draft | None:
    """Words without a verb, a colon, then the content up to the end of the block."""
    start, end = run
    while start < end and (page.tokens[start].is_space or page.tokens[start].is_quote):
        start += 1
    stop = next((index for index in range(start, min(start + _LONGEST_SOURCE, end)) if page.lower[index] == ":"), None)
    if stop is None or stop == start or stop + 3 > end or not _names_source(page, (start, stop)):
        return None
    content = page.trimmed((stop + 1, end))
    if content is None or content[1] - content[0] < 3:
        return None
    return Draft(
        rule="attr.headline.colon",
        row=BARE,
        anchor=stop,
        cue=((stop, stop + 1),),
        source=((start, stop),),
        content=(content,),
        holder=page.tokens[stop - 1],
    )


def _last_dash(page: Page, run: Run) -> Draft | None:
    """A headline whose last words, behind a dash, name who says it."""
    start, end = run
    while end > start and (page.tokens[end - 1].is_space or page.lower[end - 1] == "."):
        end -= 1
    if not 4 < end - start <= _LONGEST_HEADLINE or any(page.lower[index] == "." for index in range(start, end)):
        return None
    dash = next(
        (
            index
            for index in range(end - 1, max(start + 2, end - 6), -1)
            if page.lower[index] in DASHES and page.tokens[index - 1].whitespace_
        ),
        None,
    )
    if dash is None or dash + 1 >= end or not _names_source(page, (dash + 1, end)):
        return None
    head = page.tokens[end - 1]
    if head.ent_type_ == "ORG" and page.lower[end - 1] not in page.rules.kinds:
        return None  # the name of the outlet behind a page's title
    content = page.trimmed((start, dash))
    if content is None:
        return None
    return Draft(
        rule="attr.headline.dash",
        row=BARE,
        anchor=dash,
        cue=((dash, dash + 1),),
        source=((dash + 1, end),),
        content=(content,),
        holder=head,
    )


def _names_source(page: Page, run: Run) -> bool:
    tokens = page.tokens[run[0] : run[1]]
    if any(
        token.pos_ in {"VERB", "AUX", "ADV", "SCONJ"}
        or (token.pos_ == "ADP" and token.ent_type_ != "ORG" and token.lower_ != "of")
        or token.like_num
        or token.text in {",", "?"}
        for token in tokens
    ):
        return False
    last = tokens[-1]
    if last.lower_ in _NO_SOURCES or (not tokens[0].text[:1].isupper() and last.lower_ not in page.rules.statuses):
        return False
    if any(token.tag_ == "POS" for token in tokens) and last.lower_ not in page.rules.kinds and last.ent_type_ != "PERSON":
        return False
    is_known = last.ent_type_ in _NAMES or last.is_upper or last.lower_ in page.rules.kinds or last.lower_ in page.rules.statuses
    status = known_status(page, last) if is_known else None
    return status is not None and not (status is Status.METONYM and last.pos_ != "PROPN")
