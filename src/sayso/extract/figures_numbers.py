"""Finds numbers in running text, in words and digits, with how exact they are said to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.attrs import LOWER

from sayso.annotate.parsed import tokens_with
from sayso.tables.figures import NumberRules

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d+)?(k|m|mn|bn|b|tn)?\+?")
_THOUSANDS = re.compile(r"\d{3}")
_SUFFIX = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "": 1.0}
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})
_GLUE = frozenset({"-", "/", ":", "\u2013"})
_SYMBOLS = ("$", "€", "£", "¥", "₹", "₽")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPhrase:
    """A number with its modifier.

    ``first`` and ``last`` are the token indices of the whole phrase, ``start`` and ``end`` those of the bare number (all included).
    ``number`` is None for vague words and ranges, whose bounds are in ``lower`` and ``upper``; ``is_share`` marks "half", "a third".
    """

    first: int
    last: int
    start: int
    end: int
    number: float | None
    lower: float | None = None
    upper: float | None = None
    modifier: str = "exact"
    is_share: bool = False
    has_currency: bool = False


def find_numbers(doc: "Doc", rules: NumberRules) -> Iterator[NumberPhrase]:
    """Every number of the document in text order, none overlapping the next; what it counts is not yet asked."""
    waiting: NumberPhrase | None = None
    position = 0
    for token in tokens_with(doc, LOWER, lambda word: word in rules.starters or word[:1].isdecimal()):
        if token.i < position:
            continue
        bare = _bare_number(doc, token.i, rules)
        if bare is None:
            continue
        position = bare.end + 1
        joined = _range(doc, waiting, bare) if waiting is not None else None
        if joined is not None:
            waiting = joined
            continue
        if waiting is not None:
            yield _with_modifier(doc, waiting, rules)
        waiting = bare
    if waiting is not None:
        yield _with_modifier(doc, waiting, rules)


def _bare_number(doc: "Doc", position: int, rules: NumberRules) -> NumberPhrase | None:
    """The number that starts at the token ``position``, without its modifier."""
    word = doc[position].lower_
    if word in rules.vague:
        return _vague(doc, position, rules)
    if word in rules.shares or (word in rules.values and _at(doc, position + 1).rstrip("s") in rules.shares and word != "one"):
        share = _share(doc, position, rules)
        if share is not None or word in rules.shares:
            return share
    if word in rules.multipliers:
        return _multiplied(doc, position, rules)
    if word[0].isdecimal():
        return _digits(doc, position, rules)
    return _words(doc, position, 0.0, rules)


def _digits(doc: "Doc", position: int, rules: NumberRules) -> NumberPhrase | None:
    """A number that starts with digits: "1,700", "2.3 million", "80 000", "$5m"; None for codes, dates, clock times, scores."""
    match = _DIGITS.fullmatch(doc[position].text)
    if match is None or _is_glued(doc, position):
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    currency = position > 0 and doc[position - 1].text.endswith(_SYMBOLS)
    value *= _SUFFIX[match[3] or ""]
    last = position
    if len(match[0]) <= 3 and match[0].isdecimal():
        while _THOUSANDS.fullmatch(_at(doc, last + 1)) and len(doc[last].whitespace_) == 1 and not _is_glued(doc, last + 1):
            last += 1
            value = value * 1000 + float(doc[last].text)
    phrase = _words(doc, last + 1, value, rules, currency=currency) if last == position else None
    start = position - 1 if currency else position
    if phrase is not None:
        return replace(phrase, first=start, start=start, has_currency=currency)
    return NumberPhrase(first=start, last=last, start=start, end=last, number=value, has_currency=currency)


def _words(doc: "Doc", position: int, carried: float, rules: NumberRules, *, currency: bool = False) -> NumberPhrase | None:
    """Number words from the token ``position`` on, after ``carried`` in digits; None where there is none."""
    total, current, last = 0.0, carried, None
    index = position
    while index < len(doc):
        word = doc[index].lower_
        if word in rules.values and not carried and _fits(current, rules.values[word]):
            current += rules.values[word]
        elif word in rules.multipliers and (current or total) and _is_multiplier(doc, index, currency=currency):
            factor = rules.multipliers[word]
            if factor >= 1000:
                total, current = total + (current or 1.0) * factor, 0.0
            else:
                current = (current or 1.0) * factor
        elif last is not None and word in {"-", "and"} and _continues(doc, index, current or total, rules, carried):
            index += 1
            continue
        else:
            break
        last = index
        index += 1
    if last is None:
        return None
    return NumberPhrase(first=position, last=last, start=position, end=last, number=total + current)


def _fits(current: float, value: float) -> bool:
    """Whether ``value`` may follow: five after twenty or two hundred, not two after three."""
    rest = current % 100
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)


def _continues(doc: "Doc", index: int, so_far: float, rules: NumberRules, carried: float) -> bool:
    """Whether the number goes on behind "-" (twenty-one) or "and" (two hundred and five)."""
    following = rules.values.get(_at(doc, index + 1))
    if following is None or carried:
        return False
    if doc[index].lower_ == "and":
        return so_far >= 100 and so_far % 100 == 0 and _at(doc, index - 1) in rules.multipliers
    return 20 <= so_far % 100 < 100 and so_far % 10 == 0 and following < 10


def _is_multiplier(doc: "Doc", index: int, *, currency: bool) -> bool:
    """Letters such as "m" multiply only where they are attached to money ("$5m"): elsewhere they measure."""
    return len(doc[index]) > 1 or (currency and not doc[index - 1].whitespace_)


def _multiplied(doc: "Doc", position: int, rules: NumberRules) -> NumberPhrase | None:
    """A multiplier whose factor is an article or a vague word: "a hundred", "half a million", "several thousand"."""
    before, further = _at(doc, position - 1), _at(doc, position - 2)
    factor = rules.multipliers[doc[position].lower_]
    if len(doc[position]) == 1:
        return None
    if before == "of" and further == "couple":
        before, start = further, position - 2
    else:
        start = position - 1
    if before in rules.several:
        start -= _at(doc, start - 1) in {"a", "the", "last", "past"}
        end = _last_multiplier(doc, position, rules)
        lower = rules.several[before] * factor * _product(doc, position + 1, end, rules)
        return NumberPhrase(first=start, last=end, start=start, end=end, number=None, lower=lower, modifier="about")
    if before not in {"a", "an"}:
        return None
    half = further == "half"
    phrase = _words(doc, position, 0.5 if half else 1.0, rules)
    start -= half
    return replace(phrase, first=start, start=start) if phrase else None


def _vague(doc: "Doc", position: int, rules: NumberRules) -> NumberPhrase | None:
    """Words with a lower bound and no number: "hundreds", "tens of thousands"."""
    word = doc[position].lower_
    lower, end = rules.vague[word], position
    while _at(doc, end + 1) == "of" and _at(doc, end + 2) in rules.vague:
        lower *= rules.multipliers.get(_at(doc, end + 2).removesuffix("s"), 1.0)
        end += 2
    if word in {"tens", "scores"} and end == position and _at(doc, end + 1) != "of":
        return None
    return NumberPhrase(first=position, last=end, start=position, end=end, number=None, lower=lower, modifier="about")


def _share(doc: "Doc", position: int, rules: NumberRules) -> NumberPhrase | None:
    """A share of a whole: "half of", "a third of", "two thirds of"; None for ordinals."""
    word, count, end = doc[position].lower_, 1.0, position
    if word in rules.values:
        count, word, end = rules.values[word], _at(doc, position + 1), position + 1
        if not word.endswith("s"):
            return None
    elif word != "half" and _at(doc, position - 1) not in {"a", "one"}:
        return None
    share = rules.shares.get(word) or rules.shares.get(word.removesuffix("s"))
    following = _at(doc, end + 1)
    if share is None or not (following == "of" or (word == "half" and following in {"the", "its", "their", "all"})):
        return None
    start = position - 1 if end == position and _at(doc, position - 1) in {"a", "one"} else position
    factor = rules.multipliers.get(_at(doc, end + 3), 1.0)
    if following == "of" and _at(doc, end + 2) == "a" and factor >= 1000:
        return NumberPhrase(first=start, last=end + 3, start=start, end=end + 3, number=count * share * factor)
    return NumberPhrase(first=start, last=end, start=start, end=end, number=round(count * share, 4), is_share=True)


def _range(doc: "Doc", low: NumberPhrase, high: NumberPhrase) -> NumberPhrase | None:
    """Both as one range ("three to nine", "between 30 and 40", "30-40", "20 or 30"), or None."""
    if low.number is None or high.number is None or low.modifier == "range" or not low.number < high.number:
        return None
    between = [token.lower_ for token in doc[low.end + 1 : high.start]]
    opener = _at(doc, low.start - 1)
    is_range = (
        (len(between) == 1 and between[0] in {"to", *_DASHES} and opener != "from")
        or (between == ["or"] and high.number <= 2 * low.number + 1)
        or (between == ["and"] and opener == "between")
    )
    if not is_range:
        return None
    start = low.start - 1 if opener == "between" else low.start
    currency = low.has_currency or high.has_currency
    return NumberPhrase(
        first=start,
        last=high.end,
        start=start,
        end=high.end,
        number=None,
        lower=_scaled(low.number, high.number, doc, low),
        upper=high.number,
        modifier="range",
        has_currency=currency,
    )


def _scaled(low: float, high: float, doc: "Doc", phrase: NumberPhrase) -> float:
    """The low end of a range whose multiplier stands once: "two to three million" starts at two million."""
    if phrase.start == phrase.end and low < 1000 and high >= 1e6 and doc[phrase.end].lower_ != "0":
        return low * next((scale for scale in (1e12, 1e9, 1e6) if high >= scale), 1.0)
    return low


def _with_modifier(doc: "Doc", phrase: NumberPhrase, rules: NumberRules) -> NumberPhrase:
    """The phrase with the modifiers beside it, and the bounds they give."""
    first, last, modifier = phrase.first, phrase.last, phrase.modifier
    found: str | None = None
    for _ in range(3):
        size, name = _modifier_before(doc, first, rules)
        if not size:
            break
        first -= size
        found = name if found in {None, "exact"} else found
    size, name = _modifier_after(doc, last, rules)
    if size:
        last += size
        found = name if found in {None, "exact"} else found
    elif doc[phrase.end].text.endswith("+"):
        found = "at_least"
    if modifier == "exact" and found:
        modifier = found
    number = phrase.number
    lower = number if modifier in {"at_least", "more_than"} and number is not None else phrase.lower
    upper = number if modifier in {"nearly", "up_to"} and number is not None else phrase.upper
    return replace(phrase, first=first, last=last, modifier=modifier, lower=lower, upper=upper)


def _modifier_before(doc: "Doc", first: int, rules: NumberRules) -> tuple[int, str]:
    """How many tokens before a number modify it, and how; white space between ("at least  80") counts with them."""
    gap = 1 if first and doc[first - 1].is_space else 0
    end = first - gap
    if _at(doc, end - 1) not in rules.closers:
        return 0, ""
    for size in range(min(rules.longest, end), 0, -1):
        name = rules.before.get(tuple(token.lower_ for token in doc[end - size : end]))
        if name:
            return size + gap, name
    return 0, ""


def _modifier_after(doc: "Doc", last: int, rules: NumberRules) -> tuple[int, str]:
    following = _at(doc, last + 1)
    for size in range(min(rules.longest, len(doc) - last - 1) if following in rules.openers else 0, 0, -1):
        name = rules.after.get(tuple(token.lower_ for token in doc[last + 1 : last + 1 + size]))
        if name:
            return size, name
    if following == "-" and _at(doc, last + 2) == "plus":
        return 2, "more_than"
    return 0, ""


def _is_glued(doc: "Doc", position: int) -> bool:
    """Whether digits are part of a code, date, clock time or compound: "06-11", "H1-5", "12-member", "3:1"."""
    token = doc[position]
    before = doc[position - 1] if position else None
    if before is not None and not before.whitespace_ and (before.text in _GLUE or before.text == "#"):
        return not _is_range_dash(doc, position - 1)
    after = doc[position + 1] if position + 1 < len(doc) else None
    if after is not None and not token.whitespace_ and after.text in _GLUE:
        return not _is_range_dash(doc, position + 1) and _at(doc, position + 2) != "plus"
    return False


def _is_range_dash(doc: "Doc", dash: int) -> bool:
    """Whether the dash joins two numbers and no third: "30-40" but not "2031-05-14"."""
    around = (_at(doc, dash - 1), _at(doc, dash + 1))
    outer = (_at(doc, dash - 2), _at(doc, dash + 2))
    if doc[dash].text not in _DASHES or any(word in _GLUE for word in outer):
        return False
    low, high = (_DIGITS.fullmatch(word) for word in around)
    return bool(low and high) and _plain_value(around[0]) < _plain_value(around[1])


def _plain_value(digits: str) -> float:
    return float("".join(character for character in digits if character.isdecimal() or character == "."))


def _at(doc: "Doc", index: int) -> str:
    """The lower-case word at a token index, empty outside the document."""
    return doc[index].lower_ if 0 <= index < len(doc) else ""


def _last_multiplier(doc: "Doc", position: int, rules: NumberRules) -> int:
    end = position
    while _at(doc, end + 1) in rules.multipliers and len(doc[end + 1]) > 1:
        end += 1
    return end


def _product(doc: "Doc", start: int, end: int, rules: NumberRules) -> float:
    """The product of the multipliers of the tokens ``start`` to ``end``, both included."""
    value = 1.0
    for index in range(start, end + 1):
        value *= rules.multipliers[doc[index].lower_]
    return value
