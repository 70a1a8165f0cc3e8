"""Reads prepositional cues ("according to the coastguard") and adverbs ("reportedly")."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.extract.attributions_draft import Draft, Page, Run, minus
from sayso.extract.attributions_holders import is_thing, known_status
from sayso.extract.attributions_sources import source_runs
from sayso.tables.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_JOINTS = frozenset({"and", "but", "because", "so", "yet"})
_CONTRASTS = frozenset({"but", "while", "although", "though", "whereas"})


def preposition_drafts(page: Page) -> Iterator[Draft]:
    """A draft for every prepositional cue: its source behind it, the clause it hangs on as content."""
    for index, lower in enumerate(page.lower):
        for cue in page.rules.prepositions.get(lower, ()):
            stop = index + 1 + len(cue.tail)
            if page.lower[index + 1 : stop] != cue.tail or (lower == "per" and page.lower[index - 1] == "as"):
                continue
            holder = _noun_behind(page, stop)
            if holder is None or _is_measure(page, holder) or (page.tokens[index].tag_ == "VBG" and not _stands_alone(page, index, holder)):
                continue
            if lower == "per" and not (page.lower[stop] == "the" or holder.ent_type_ in {"ORG", "PERSON"}):
                continue
            source = source_runs(page, holder, index)
            source = ((max(stop, source[0][0]), source[0][1]),)
            content = _clause_around(page, index, (index, source[-1][1]))
            comma = next((i for i in range(holder.i, source[-1][1]) if page.lower[i] == ","), None)
            if content is None and comma is not None:
                source = ((source[0][0], comma),)
                content = _clause_around(page, index, (index, comma))
            if content is not None:
                row = cue.frames["clause"].row
                yield Draft(
                    rule=f"attr.{row.id}", row=row, anchor=index, cue=((index, stop),), source=source, content=content, holder=holder
                )
                break


def noun_phrase_drafts(page: Page) -> Iterator[Draft]:
    """A draft for every "in her view": its possessor is the source."""
    for index, lower in enumerate(page.lower):
        for cue in page.rules.held.get(lower, ()):
            noun = _own_noun(page, index, cue)
            holder = next((c for c in noun.lefts if c.dep_ == "poss"), None) if noun is not None else None
            if noun is not None and holder is not None:
                yield from _of_phrase(page, index, cue, holder, noun.i)


def _own_noun(page: Page, index: int, cue: Cue) -> "Token | None":
    """The noun of the cue where it hangs on the preposition at ``index``."""
    return next((c for c in page.tokens[index].rights if c.dep_ == "pobj" and c.lower_ == cue.tail[0]), None)


def _of_phrase(page: Page, index: int, cue: Cue, holder: "Token", noun: int) -> Iterator[Draft]:
    """The draft of the phrase that begins at ``index``: the clause around it is the content."""
    source = source_runs(page, holder, index)
    end = max(noun + 1, source[-1][1], page.tokens[index].right_edge.i + 1)
    content = _clause_around(page, index, (index, end))
    if content is not None:
        row = next(iter(cue.frames.values())).row
        words = minus((index, noun + 1), source)
        yield Draft(rule=f"attr.{row.id}", row=row, anchor=index, cue=words, source=source, content=content, holder=holder)


def _is_measure(page: Page, holder: "Token") -> bool:
    """Whether the noun is a mere property, as in "paid according to their age"."""
    return is_thing(page, holder) and any(child.tag_ == "PRP$" for child in holder.lefts)


def _stands_alone(page: Page, index: int, holder: "Token") -> bool:
    """Whether "citing the police" gives the source of a clause, not a reason of somebody who says it."""
    if page.lower[index] == "according":
        return True
    return known_status(page, holder) is not None and page.lower[page.tokens[index].head.i] not in page.rules.verbs


def _noun_behind(page: Page, start: int) -> "Token | None":
    for index in range(start, min(start + 14, len(page.tokens))):
        token = page.tokens[index]
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and (token.head.i < start or token.dep_ in {"pobj", "dobj"}):
            return token
        if (token.pos_ in {"VERB", "AUX"} and index > start) or token.text in {".", ";"}:
            return None
    return None


def _clause_around(page: Page, index: int, cue: Run) -> "tuple[Run, ...] | None":
    """The sentence without the cue phrase; from behind it where the phrase opens the sentence."""
    first, last = page.first[index], page.last[index] + 1
    if index - 2 > first and page.lower[index - 1] == "," and page.lower[cue[1] : cue[1] + 1] == (",",):
        opener = page.lower[index - 2]
        if opener in {"which", "who"} or (opener == "that" and page.tokens[index - 2].dep_ != "pobj"):
            first = index - 2
        elif opener in _JOINTS and page.tokens[index - 2].dep_ in {"cc", "mark"}:
            first = index
    relative = _relative_before(page, first, index)
    if relative is not None and cue[1] < last - 1:
        return ((relative, index),)
    if index > first and page.lower[cue[1] : cue[1] + 1] == (",",) and page.lower[cue[1] + 1] in _CONTRASTS:
        last = cue[1]  # what follows is the outlet's again
    runs = minus((first, last), (cue,))
    kept = tuple(run for run in (page.trimmed(run) for run in runs) if run and _has_words(page, run))
    return kept or None


def _has_words(page: Page, run: Run) -> bool:
    """Whether more than a "But" stands there."""
    return any(page.tokens[i].is_alpha and page.lower[i] not in _JOINTS for i in range(*run))


def _relative_before(page: Page, first: int, index: int) -> int | None:
    """The ", which" of a relative clause that the cue closes ("the talks, which were tense, as per the envoy, ended")."""
    end = index
    while end - 1 > first and (page.lower[end - 1] == "," or page.tokens[end - 1].is_quote):
        end -= 1
    for back in range(end - 1, first, -1):
        if page.quote[back] >= 0:
            continue
        if page.lower[back] in {"which", "who"} and page.lower[back - 1] == ",":
            return back
        if page.lower[back] == ",":
            return None
    return None


def adverb_drafts(page: Page) -> Iterator[Draft]:
    """A draft without source for every "reportedly": its clause is the content."""
    for index, lower in enumerate(page.lower):
        row = page.rules.adverbs.get(lower)
        if row is None:
            continue
        head = page.tokens[index].head
        if head.i == index:
            continue
        subject = next((c for c in head.lefts if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
        run = (subject.left_edge.i if subject is not None else head.left_edge.i, head.right_edge.i + 1)
        runs = tuple(r for r in (page.trimmed(r) for r in minus(run, ((index, index + 1),))) if r)
        if runs:
            yield Draft(rule=f"attr.{row.id}", row=row, anchor=index, cue=((index, index + 1),), source=(), content=runs)
