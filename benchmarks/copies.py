"""How many changed copies of real news are found, and whether any two originals are taken for copies.

    python -m benchmarks.copies --shared ../shared

Takes the texts of the sets polnear and lgl; each is copied with 10, 20 and 30 percent of its words changed, under another headline and with
boilerplate at both ends. Prints recall for each share and the pairs found among the originals: those that print a passage of fifty words
word for word are copies in the data (one agency text in two papers, two editions of one page), any other pair is false.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sayso.across.copies import Story, Wording, compare_stories, word_story
from sayso.across.wording import Stems
from sayso.tables.across import load_across_rules

_SETS = ("polnear", "lgl")
_SHARES = (0.1, 0.2, 0.3)
_BARS = {0.1: 99, 0.2: 98, 0.3: 95}
_MOST_COMPARED = 8
_FEWEST_PRINTS = 2
_FEWEST_WORDS = 60
_PASSAGE = 50
_HEAD = "Read our daily letter. Harbour news at a glance, edited tonight.\n"
_FOOT = "\nShare this page. Terms of use. Subscribe for a crown a week. Follow us everywhere."


def main() -> int:
    """Print recall and false pairs; exit status 1 where there is a false one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    texts = list(_texts(parser.parse_args().shared))
    rules = load_across_rules()
    stories = [word_story(text, Stems(rules.function)) for text in texts]
    index = _Index(stories)
    pairs = [(number, other) for number, story in enumerate(stories) for other in index.copies_of(*story) if other > number]
    passages = [_passages(text) for text in texts]
    false = [(number, other) for number, other in pairs if passages[number].isdisjoint(passages[other])]
    print(f"{len(texts)} texts; pairs taken for copies among the originals: {len(pairs)}, of them")
    print(f"  with {_PASSAGE} words in a row the same, copies in the data: {len(pairs) - len(false)}")
    print(f"  false: {len(false)} (bar 0)")
    for number, other in false:
        print(f"    {texts[number][:60]!r} / {texts[other][:60]!r}")
    vocabulary = sorted({word for text in texts for word in text.split()})
    for share in _SHARES:
        chance = random.Random(7)  # noqa: S311  # a test, no secret
        found = sum(
            number in index.copies_of(*word_story(_changed(text, share, vocabulary, chance), Stems(rules.function)))
            for number, text in enumerate(texts)
        )
        print(f"{share:.0%} of the words changed: recall {100 * found / len(texts):.1f} (bar {_BARS[share]})")
    return 1 if false else 0


def _passages(text: str) -> set[tuple[str, ...]]:
    """Every run of fifty words: chance repeats none of them."""
    words = text.split()
    return {tuple(words[start : start + _PASSAGE]) for start in range(len(words) - _PASSAGE + 1)}


def _texts(shared: Path) -> Iterator[str]:
    for name in _SETS:
        for path in sorted((shared / "data" / name).glob("*.jsonl")):
            for line in path.read_text("utf-8").split("\n"):
                if not line:
                    continue
                text = json.loads(line)["text"]
                if len(text.split()) >= _FEWEST_WORDS:
                    yield text


def _changed(text: str, share: float, vocabulary: list[str], chance: random.Random) -> str:
    """The text with a share of its words replaced by others, and new words around it."""
    words = [chance.choice(vocabulary) if chance.random() < share else word for word in text.split(" ")]
    return _HEAD + " ".join(words) + _FOOT


class _Index:
    """Stories by their prints, as a ledger keeps them."""

    def __init__(self, stories: list[tuple[Wording, tuple[int, ...]]]) -> None:
        self._stories = [Story(wording=wording) for wording, _ in stories]
        self._by_print: dict[int, list[int]] = {}
        for number, (_, prints) in enumerate(stories):
            for key in prints:
                self._by_print.setdefault(key, []).append(number)

    def copies_of(self, wording: Wording, prints: tuple[int, ...]) -> list[int]:
        """The numbers of the stories of which this one is a copy."""
        shared = Counter(number for key in prints for number in self._by_print.get(key, ()))
        near = [number for number, count in shared.most_common(_MOST_COMPARED) if count >= _FEWEST_PRINTS]
        return [number for number in near if compare_stories(Story(wording=wording), self._stories[number])]


if __name__ == "__main__":
    sys.exit(main())
