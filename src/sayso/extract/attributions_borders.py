"""Settles where contents begin and end: what belongs to the next report, to a place or time of speech, to an aside, is cut off."""

from dataclasses import dataclass, field, replace

from sayso.extract.attributions_draft import DASHES, Draft, Page, Run
from sayso.model import CueClass

_CONTRASTS = frozenset({"but", "though", "although", "while", "whereas"})
_CONNECTORS = _CONTRASTS | {"yet", "and", "so", "as", "even"}
_RELATIVES = frozenset({"which", "who", "whose", "where", "whom"})
_OPENERS = _CONNECTORS - {"as", "even"} | frozenset(
    {"however", "still", "meanwhile", "moreover", "furthermore", "nevertheless", "nonetheless", "also", "besides", "or", "then", "instead"}
)
_OPENING_PHRASES = frozenset(
    {("in", "addition"), ("for", "example"), ("for", "instance"), ("in", "fact"), ("of", "course"), ("after", "all")}
)
_OBJECT_FRAMES = frozenset({"obj", "pobj", "ing", "as", "comp", "obj_doc", "obj_one"})
_INFINITIVE_FRAMES = (".to", ".obj_to", ".np_to", ".for_to")
_TIMES = frozenset({"DATE", "TIME"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PHRASE = frozenset({"DET", "NOUN", "PROPN", "ADJ", "ADP", "NUM"})


@dataclass(slots=True)
class _Reports:
    """Every draft of the page by the token of its cue and, where its subject stands before it, by the token that opens its clause.

    ``handed`` collects, by cue, the drafts whose speaker is that of the report before them.
    """

    page: Page
    by_cue: dict[int, Draft]
    by_start: dict[int, Draft]
    handed: dict[int, Draft] = field(default_factory=dict)


def bordered(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The same drafts with the ends of their contents settled; quotations keep the ends their marks give them."""
    with_cue = [draft for draft in drafts if draft.cue]
    reports = _Reports(
        page=page,
        by_cue={draft.anchor: draft for draft in with_cue},
        by_start={min(d.source[0][0] if d.source else d.anchor, d.anchor): d for d in with_cue if d.holder is not None},
    )
    done = [_bordered(reports, draft) if draft.cue else draft for draft in drafts]
    return [_handed(draft, reports.handed.get(draft.anchor)) for draft in done]


def _handed(draft: Draft, giver: Draft | None) -> Draft:
    return replace(draft, source=giver.source, holder=giver.holder) if giver is not None else draft


def _bordered(reports: _Reports, draft: Draft) -> Draft:
    page = reports.page
    frame = draft.rule.rsplit(".", 1)[-1]
    is_object = frame in _OBJECT_FRAMES or frame.startswith(("o:", "p:"))
    runs: list[Run] = []
    venue = draft.venue
    for number, whole in enumerate(draft.content):
        run = _inside_quotation(page, draft.anchor, whole)
        if run is None or (number and _is_voucher(reports, draft, run[0])):
            continue
        start = _start(page, draft, run) if number == 0 else run[0]
        end = _end(reports, draft, (start, run[1]), is_object=is_object)
        if is_object and venue is None and frame != "ing":
            venue = _venue_at_end(page, (start, end))
            end = venue[0] if venue is not None else end
        trimmed = page.trimmed((start, end))
        if trimmed is not None:
            runs.append(trimmed)
    return replace(draft, content=tuple(runs), venue=venue) if runs else draft


def _is_voucher(reports: _Reports, draft: Draft, start: int) -> bool:
    """Whether a later piece of a content is only the ", according to the agency" of another report."""
    other = reports.by_cue.get(start)
    return other is not None and other is not draft and reports.page.lower[start] in reports.page.rules.prepositions


def _inside_quotation(page: Page, cue: int, run: Run) -> Run | None:
    """What of the run lies in the quotation that the cue stands in; all of it where it stands in none."""
    if page.quote[cue] < 0:
        return run
    first, behind = page.quote_run(cue)
    start, end = max(run[0], first), min(run[1], behind)
    return (start, end) if start < end else None


def _start(page: Page, draft: Draft, run: Run) -> int:
    """Behind a connector that opens the sentence, and behind a time of speech ("told the radio this week he would resign")."""
    start, end = run
    if start < draft.anchor:
        if page.lower[start : start + 2] in _OPENING_PHRASES and page.lower[start + 2 : start + 3] == (",",):
            start += 3
        while start < end - 1 and (page.lower[start] in _OPENERS or page.lower[start] == "," or page.tokens[start].is_space):
            start += 1
        return start
    if page.lower[start] in {"that", "to"} or page.tokens[start].dep_ not in {"npadvmod", "compound", "det"}:
        return start
    index = start
    while index < end and page.tokens[index].ent_type_ in _TIMES:
        index += 1
    return index if index < end and page.tokens[index].pos_ in {"PRON", "DET", "PROPN", "NOUN"} else start


def _end(reports: _Reports, draft: Draft, run: Run, *, is_object: bool) -> int:
    """Before the first report of somebody else, or second report of the same speaker, and before an aside behind an object."""
    page = reports.page
    start, end = run
    for index in range(start + 1, end):
        after = _behind_border(page, index, end)
        if after is None or (index == start + 1 and page.lower[start] == "that"):
            continue
        border = (index, after, end)
        is_aside = _opens_aside(page, border) if is_object else _tells_of_name(page, border)
        if is_aside or _opens_report(reports, draft, border):
            end = index
            break
    end = _second_report(reports, draft, (start, end))
    end = _before_rest(page, (start, end)) if is_object else end
    if page.tokens[end - 1].pos_ == "ADP" and page.tokens[end - 1].right_edge.i >= end and page.quote[end - 1] < 0:
        end = page.tokens[end - 1].right_edge.i + 1  # the parser lost the noun behind a quoted word
    while (
        end < len(page.tokens) - 1 and page.lower[end] == "-" and not page.tokens[end - 1].whitespace_ and not page.tokens[end].whitespace_
    ):
        end += 2  # the rest of a word with a hyphen
    while end - 1 > start and page.lower[end - 1] in {"and", "but", "or", ","}:
        end -= 1
    return end


def _before_rest(page: Page, run: Run) -> int:
    """Before a day that closes an object without a preposition, and before a participle behind a comma in marks ("a "liar," pointing")."""
    start, end = run
    while end - 1 > start and page.tokens[end - 1].dep_ == "npadvmod" and page.tokens[end - 1].ent_type_ in _TIMES:
        end = page.tokens[end - 1].left_edge.i
    for index in range(start + 2, end):
        is_behind_marks = page.quote[index] < 0 <= page.quote[index - 1]
        if is_behind_marks and page.lower[index - 2] == "," and page.tokens[index].tag_ == "VBG":
            return index
    return max(end, start + 1)


def _behind_border(page: Page, index: int, end: int) -> int | None:
    """The first word behind a comma, semicolon, free dash or contrast at ``index``, connectors and adverbs passed over; else None."""
    mark = page.lower[index]
    if page.quote[index] >= 0:
        return None
    if mark in DASHES:
        if not page.text[page.tokens[index].idx - 1].isspace():
            return None  # a hyphen inside a word
    elif mark not in {",", ";"} and mark not in _CONTRASTS:
        return None
    after = index + 1
    if page.lower[after : after + 1] == ("so",):
        return None  # a consequence, not another report
    while after < end and (page.lower[after] in _CONNECTORS or page.lower[after] == "," or page.tokens[after].pos_ == "ADV"):
        after += 1
    return after if after < end else None


def _opens_report(reports: _Reports, draft: Draft, border: tuple[int, int, int]) -> bool:
    """Whether another report begins behind the border: ", adding that", ", according to", ", but she said", ", which he said"."""
    page = reports.page
    index, after, end = border
    mark = page.lower[index]
    if page.lower[index + 1] in page.rules.prepositions and reports.by_cue.get(index + 1, draft) is not draft:
        return True
    if page.lower[after : after + 2] in {("aside", "from"), ("apart", "from")}:
        return True
    at_cue = reports.by_cue.get(after)
    if at_cue is not None and at_cue is not draft and page.tokens[after].tag_ == "VBG" and mark == ",":
        return _takes_participle(reports, draft, at_cue, index)
    other = reports.by_start.get(after)
    if other is not None and other is not draft and draft.content[0][0] <= after < other.anchor:
        is_joined = after > index + 1 or mark != ","
        return is_joined and page.tokens[other.anchor].tag_ != "VBG" and not _is_told_of(page, draft, other)
    if page.lower[after] in _RELATIVES and mark == ",":
        inner = next((i for i in range(after, min(after + 8, end)) if i in reports.by_cue and reports.by_cue[i] is not draft), None)
        return inner is not None and page.tokens[inner].right_edge.i >= end - 2
    return False


def _is_told_of(page: Page, draft: Draft, other: Draft) -> bool:
    """Whether a thought or wish in the present belongs to what was said in the past ("said she would stay, while her rival wants to go")."""
    past, present = page.tokens[draft.anchor].tag_ == "VBD", page.tokens[other.anchor].tag_ in {"VBZ", "VBP"}
    return past and present and other.row.cue_class is not CueClass.SPEECH and draft.rule.endswith((".that", ".wh"))


def _takes_participle(reports: _Reports, draft: Draft, participle: Draft, index: int) -> bool:
    """Whether ", adding that" behind the content is the draft's speaker's; behind "according to" it belongs to the content.

    As in "rejected the idea that they agree, arguing": those who reject argue, whomever the parser chose.
    """
    page = reports.page
    is_voucher = page.lower[draft.anchor] in page.rules.prepositions or draft.rule == "attr.headline.colon"
    if is_voucher or draft.rule.endswith(".trailing"):
        return False
    if participle.holder is not None and draft.content[0][0] <= participle.holder.i < index:
        reports.handed[participle.anchor] = draft
    return True


def _opens_aside(page: Page, border: tuple[int, int, int]) -> bool:
    """Whether a relative clause, participle, apposition, contrast or aside in dashes begins behind an object."""
    index, after, end = border
    if page.lower[index] in DASHES or page.lower[index + 1] in _CONTRASTS | {"as"} or page.lower[after] in _RELATIVES:
        return True
    token = page.tokens[after]
    if token.tag_ == "VBG" and token.dep_ != "prep":
        return True
    if page.lower[after] == "with" and any(child.dep_ == "pcomp" for child in token.rights):
        return True  # an absolute clause: ", with the mayor pressing"
    noun = next((page.tokens[i] for i in range(after, min(after + 4, end)) if page.tokens[i].pos_ in {"NOUN", "PROPN"}), None)
    if noun is None or noun.dep_ != "appos" or noun.left_edge.i != after or any(child.dep_ == "conj" for child in noun.rights):
        return False  # a list goes on: "demands his return, the lost wages and an apology"
    return bool(noun.right_edge.i >= end - 2 and end - after > 4)


def _second_report(reports: _Reports, draft: Draft, run: Run) -> int:
    """Before "and suggested that", where the parser coordinates a report of the same speaker with a verb inside the content.

    Its tense gives it away: a finite verb like the cue, beside one that is none. The second report is the cue's subject's. Behind an
    infinitive any such verb tells what the subject did ("urged them to wait and left the hall").
    """
    page = reports.page
    start, end = run
    cue = page.tokens[draft.anchor]
    if cue.tag_ not in _FINITE or draft.holder is None or start < draft.anchor:
        return end
    for index in range(start + 1, end - 1):
        if page.lower[index] not in {"and", "but"} or page.quote[index] >= 0:
            continue
        after = index + 1 if page.tokens[index + 1].pos_ != "ADV" else index + 2
        if after < end and _leaves_infinitive(page, draft, after):
            return index
        other = reports.by_cue.get(after) or reports.by_start.get(after)
        if after >= end or other is None or other is draft or other.anchor < after:
            continue
        verb = page.tokens[other.anchor]
        is_same_saying = other.row.cue_class is CueClass.SPEECH and other.addressee is None
        is_set_off = page.lower[index - 1] == "," and other.anchor == after and is_same_saying
        is_coordinated = verb.dep_ == "conj" and verb.head.i < index and (verb.head.tag_ != cue.tag_ or is_set_off)
        if verb.tag_ == cue.tag_ and is_coordinated:
            if other.anchor == after:
                reports.handed[after] = draft
            return index
    return end


def _leaves_infinitive(page: Page, draft: Draft, after: int) -> bool:
    """Whether the verb at ``after`` is finite like the cue but coordinated with the infinitive that is the content."""
    verb = page.tokens[after]
    if verb.dep_ != "conj" or verb.tag_ != page.tokens[draft.anchor].tag_ or verb.head.tag_ != "VB":
        return False
    return draft.rule.endswith(_INFINITIVE_FRAMES) and any(c.lower_ == "to" for c in verb.head.lefts)


def _tells_of_name(page: Page, border: tuple[int, int, int]) -> bool:
    """Whether the rest is a relative clause on a name (", who once ran the port"): what an outlet tells its readers, not what was said."""
    index, after, end = border
    if page.lower[index] != "," or after != index + 1 or page.lower[after] not in _RELATIVES:
        return False
    verb = page.tokens[after]
    while verb.dep_ != "relcl" and verb.head.i > after:
        verb = verb.head
    return bool(verb.dep_ == "relcl" and verb.right_edge.i >= end - 2 and verb.head.pos_ == "PROPN")


def _venue_at_end(page: Page, run: Run) -> Run | None:
    """The place of speech that closes an object ("called it frank at a news conference in Torvanna")."""
    start, end = run
    for index in range(end - 2, start, -1):
        if page.lower[index] in {"at", "in", "during", "on"} and page.quote[index] < 0:
            if any(page.lower[i] in page.rules.venues for i in range(index + 1, min(index + 6, end))):
                return index, end
        elif page.tokens[index].pos_ not in _PHRASE:
            return None
    return None
