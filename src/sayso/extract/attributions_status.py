"""What kind of source a noun phrase names: person, institution, metonym, document, group, anonymous, impersonal."""

from typing import TYPE_CHECKING

from sayso.extract.attributions_draft import Draft, Page
from sayso.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONS = frozenset({"i", "he", "she", "you", "him", "her", "his", "me"})
_DOCUMENTS = frozenset(
    "report study poll survey letter document figures data statement email memo article paper book analysis census research website "
    "text ruling sentence resolution law bill indictment complaint affidavit transcript video footage results result findings statistics "
    "numbers record records investigation review audit warrant filing post tweet ad advertisement leaflet poster banner headline".split()
)
_INSTITUTIONS = frozenset(
    "government ministry police authorities authority court party company agency navy army military office parliament council university "
    "newspaper paper committee commission department union bank board administration organisation organization group coalition campaign team "
    "firm court jury congress senate cabinet embassy hospital school church club federation association network channel broadcaster "
    "magazine daily outlet regime state city town county municipality staff force forces ministry palace presidency fund centre center "
    "institute foundation charity watchdog movement alliance bloc militia faction junta opposition secretariat bureau service station "
    "regulator operator airline manufacturer producer prosecution defence defense coastguard".split()
)
_VAGUE = frozenset(
    {"source", "sources", "some", "someone", "somebody", "one", "reports", "estimates", "observers", "insiders", "rumours", "rumors"}
)


def status_of(page: Page, draft: Draft) -> Status:
    """The status of the draft's source."""
    holder = draft.holder
    if holder is None or not draft.source:
        return Status.IMPERSONAL
    lower = holder.lower_
    if lower in _PERSONS:
        return Status.PERSON
    if lower in {"they", "we", "them", "us", "those", "many", "others", "most", "these", "all", "both", "few"}:
        return Status.GROUP
    if lower == "it":
        return Status.INSTITUTION
    if lower in _VAGUE:
        return Status.ANONYMOUS
    if lower in _DOCUMENTS or holder.lemma_.lower() in _DOCUMENTS:
        return Status.DOCUMENT
    kinds = {page.tokens[i].ent_type_ for i in range(*draft.source[0])}
    if holder.ent_type_ == "PERSON":
        return Status.PERSON
    if lower in _INSTITUTIONS or holder.ent_type_ == "ORG":
        return Status.INSTITUTION
    if holder.ent_type_ in {"GPE", "LOC", "FAC"}:
        return Status.METONYM
    if holder.tag_ in {"NNS", "NNPS"} or holder.ent_type_ == "NORP":
        return Status.GROUP
    if "PERSON" in kinds:
        return Status.PERSON
    if _is_indefinite(holder):
        return Status.ANONYMOUS
    return Status.PERSON if holder.pos_ == "PROPN" or holder.ent_type_ == "" else Status.INSTITUTION


def _is_indefinite(noun: "Token") -> bool:
    return any(child.lower_ in {"a", "an", "one", "another", "some"} for child in noun.lefts)
