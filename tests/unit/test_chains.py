"""Parents: the attribution that vouches for each attribution."""

import pytest

from sayso.annotate import ParsedArticle
from sayso.clean.plain import plain_article
from sayso.model import Attribution, CueClass, Quotedness, Span, Status
from sayso.resolve.chains import link_parents


def attribution(
    identifier: str, *, cue: tuple[int, int] | None, content: tuple[tuple[int, int], ...], source: tuple[int, int] | None = None
) -> Attribution:
    return Attribution(
        id=identifier,
        source=(Span(*source),) if source else (),
        cue=(Span(*cue),) if cue else (),
        content=tuple(Span(*span) for span in content),
        kind=Quotedness.INDIRECT,
        status=Status.PERSON,
        cue_class=CueClass.SPEECH,
        rule="attr.say.that",
    )


def parents(*attributions: Attribution) -> list[str | None]:
    parsed = ParsedArticle(article=plain_article("x" * 100), doc=None)
    return [linked.parent for linked in link_parents(attributions, parsed)]


def test_an_attribution_stands_in_the_smallest_content_that_holds_its_cue() -> None:
    outer = attribution("a1", cue=(4, 8), content=((9, 80),))
    middle = attribution("a2", cue=(20, 24), content=((25, 70),))
    inner = attribution("a3", cue=(40, 44), content=((45, 60),))
    assert parents(outer, middle, inner) == [None, "a1", "a2"]


def test_a_cue_between_the_pieces_of_a_content_stands_outside_it() -> None:
    split = attribution("a1", cue=(40, 44), content=((0, 30), (60, 80)))
    between = attribution("a2", cue=(50, 54), content=((55, 58),))
    assert parents(split, between) == [None, None]


def test_two_layers_over_the_same_words_hang_by_their_cues() -> None:
    agency = attribution("a1", cue=(0, 10), content=((20, 80),))
    official = attribution("a2", cue=(24, 28), content=((29, 80),))
    assert parents(agency, official) == [None, "a1"]


def test_contents_that_hold_each_others_cues_make_no_circle() -> None:
    first = attribution("a1", cue=(30, 34), content=((0, 60),))
    second = attribution("a2", cue=(10, 14), content=((20, 60),))
    linked = parents(first, second)
    assert linked.count(None) >= 1


def test_without_a_cue_the_source_tells_where_an_attribution_stands() -> None:
    outer = attribution("a1", cue=(0, 4), content=((10, 60),))
    bare = attribution("a2", cue=None, source=(20, 30), content=((35, 50),))
    assert parents(outer, bare) == [None, "a1"]


@pytest.mark.slow
def test_many_layers_take_linear_time() -> None:
    many = [attribution(f"a{n}", cue=(10 * n, 10 * n + 2), content=((10 * n + 3, 10 * n + 9),)) for n in range(20_000)]
    parsed = ParsedArticle(article=plain_article("x"), doc=None)
    assert all(linked.parent is None for linked in link_parents(tuple(many), parsed))
