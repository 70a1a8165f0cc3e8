"""Every error and diagnostic a user can meet: a stable code, what was wrong, what to do next."""

from enum import StrEnum


class Code(StrEnum):
    """Stable names of what can go wrong; they appear in records, on the terminal and in the ledger."""

    EMPTY = "S-EMPTY"
    BINARY = "S-BINARY"
    TOO_LARGE = "S-TOO-LARGE"
    TOO_DEEP = "S-TOO-DEEP"
    NO_TEXT = "S-NO-TEXT"
    TIMEOUT = "S-TIMEOUT"
    BAD_JSON = "S-BAD-JSON"
    BAD_RECORD = "S-BAD-RECORD"
    NOT_FOUND = "S-NOT-FOUND"
    ENCODING = "S-ENCODING"
    REPLACED_CHARACTERS = "S-REPLACED-CHARACTERS"
    LANGUAGE = "S-LANGUAGE"
    NO_DATE = "S-NO-DATE"
    DATE_CONFLICT = "S-DATE-CONFLICT"
    BAD_DATE = "S-BAD-DATE"
    NO_PARAGRAPHS = "S-NO-PARAGRAPHS"
    STORY_CUT = "S-STORY-CUT"
    SENTENCE_CUT = "S-SENTENCE-CUT"
    QUOTE_REPAIRED = "S-QUOTE-REPAIRED"
    QUOTE_LIMIT = "S-QUOTE-LIMIT"
    NO_MODEL = "S-NO-MODEL"
    NO_GAZETTEER = "S-NO-GAZETTEER"


class SaysoError(Exception):
    """An error with a code, where it happened, and the remedy; its text is meant for the person at the terminal."""

    def __init__(self, code: str, problem: str, *, where: str = "", remedy: str = "") -> None:
        self.code = code
        self.problem = problem
        self.where = where
        self.remedy = remedy
        super().__init__(": ".join(part for part in (where, problem) if part) + (f" ({remedy})" if remedy else "") + f" [{code}]")


class InputRefused(SaysoError):
    """An input that no record can be made of; a batch goes on with the next one."""


class SetupError(SaysoError):
    """Something that sayso itself needs is missing or damaged, such as the language model or the gazetteer."""
