"""Links the participants of events to mentions, and makes a mention for a participant that had none."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.model import Mention, MentionForm, Span

_LONGER = 20
"""A mention this many characters longer than the participant is cut to the participant: it drags a clause along."""


class Roster:
    """The mentions of an article, looked up by span; ``added`` are those made for participants."""

    def __init__(self, mentions: Sequence[Mention], text: str) -> None:
        self._text = text
        self._by_span: dict[Span, str] = {}
        self._mentions = sorted(mentions, key=lambda m: (m.head.start, m.span))
        self._heads = [mention.head.start for mention in self._mentions]
        self._entities = {mention.id: mention.entity for mention in mentions}
        self._added: list[Mention] = []

    @property
    def added(self) -> tuple[Mention, ...]:
        """The mentions that were made, in the order of the events that needed them."""
        return tuple(self._added)

    def entities(self) -> dict[str, str | None]:
        """The entity of every mention by the mention's id."""
        return dict(self._entities)

    def words(self, span: Span) -> str:
        """The words of a span of the article."""
        return span.slice(self._text)

    def mention_of(self, span: Span) -> str:
        """The id of the mention that stands for the participant ``span``; made where none does."""
        if span not in self._by_span:
            best = self._best(span)
            if best is None or (best.span != span and abs((best.span.end - best.span.start) - (span.end - span.start)) > _LONGER):
                best = self._make(span, best)
            self._by_span[span] = best.id
        return self._by_span[span]

    def _best(self, span: Span) -> Mention | None:
        """The mention whose span is the participant's, else the one whose head is the last head inside it and that fits it best."""
        low, high = bisect_left(self._heads, span.start), bisect_right(self._heads, span.end - 1)
        inside = [mention for mention in self._mentions[low:high] if mention.span.overlaps(span)]
        if not inside:
            return None

        def fit(mention: Mention) -> tuple[bool, int, int]:
            shared = min(mention.span.end, span.end) - max(mention.span.start, span.start)
            joined = max(mention.span.end, span.end) - min(mention.span.start, span.start)
            return (mention.span == span, round(1000 * shared / joined), -mention.span.start)

        best = max(inside, key=fit)
        return best if fit(best)[1] >= 400 else None

    def _make(self, span: Span, like: Mention | None) -> Mention:
        made = Mention(
            id=f"m{len(self._mentions) + len(self._added) + 1}",
            span=span,
            text=span.slice(self._text),
            form=like.form if like is not None else MentionForm.NOMINAL,
            head=like.head if like is not None and span.contains(like.head) else span,
            entity=like.entity if like is not None else None,
        )
        self._added.append(made)
        self._entities[made.id] = made.entity
        return made
