"""Every error and diagnostic a user can meet: a stable code, what was wrong, what to do next."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """Stable names of what can go wrong; they appear in records, on the terminal and in the ledger."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """A member is its code; ``meaning`` says in a sentence what it stands for."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    EMPTY = "S-EMPTY", "The input holds no characters."
    BINARY = "S-BINARY", "The input is no text: an image, an archive, a program."
    TOO_LARGE = "S-TOO-LARGE", "The input is larger than the limit `max_input_bytes`."
    TOO_DEEP = "S-TOO-DEEP", "The page's tags are nested deeper than `max_html_depth`; deeper tags were dropped, their text was kept."
    NO_TEXT = "S-NO-TEXT", "The page has markup but no visible text."
    TIMEOUT = "S-TIMEOUT", "The page took longer than `html_seconds`."
    BAD_JSON = "S-BAD-JSON", "A line is not JSON, or lacks a text."
    BAD_SPAN = "S-BAD-SPAN", "A span that was given for an article is none, or does not lie in its text."
    BAD_RECORD = "S-BAD-RECORD", "A record from outside does not hold together."
    NOT_FOUND = "S-NOT-FOUND", "There is no such file, or it cannot be read."
    ENCODING = "S-ENCODING", "The encoding was guessed, or what the page says of it is wrong."
    REPLACED_CHARACTERS = "S-REPLACED-CHARACTERS", "Characters that no text can hold were replaced, one for one."
    LANGUAGE = "S-LANGUAGE", "The text is not English, the only language that is read."
    NO_DATE = "S-NO-DATE", "No date of publication was found, so weekdays have no calendar day."
    DATE_CONFLICT = "S-DATE-CONFLICT", "The page gives two dates of publication."
    BAD_DATE = "S-BAD-DATE", "A date that was given is none."
    NO_PARAGRAPHS = "S-NO-PARAGRAPHS", "Nothing on the page reads as news; every line was kept as boilerplate."
    STORY_CUT = "S-STORY-CUT", "The story is longer than `max_story_chars` or `max_story_tokens`; its beginning was read."
    SENTENCE_CUT = "S-SENTENCE-CUT", "A run of words longer than `max_sentence_tokens` has no full stop; it was cut."
    UNBROKEN_RUN = "S-UNBROKEN-RUN", "A run of a thousand characters or more without a blank holds no words; it was not read."
    MARKS_RUN = "S-MARKS-RUN", "A hundred marks or more without a letter or digit between them hold no words; they were not parsed."
    QUOTE_REPAIRED = "S-QUOTE-REPAIRED", "A quotation mark is missing or surplus; the border was inferred within its paragraph."
    QUOTE_LIMIT = "S-QUOTE-LIMIT", "A paragraph holds more quotation marks than can be paired; they were left alone."
    FAULT = "S-FAULT", "sayso itself failed on this article; its record has no layers."
    TABLE = "S-TABLE", "A rule table of sayso itself is missing or a row of it is wrong."
    NO_MODEL = "S-NO-MODEL", "The language model is not installed."
    NO_GAZETTEER = "S-NO-GAZETTEER", "The gazetteer is missing or damaged and could not be built."
    LOCKED = "S-LOCKED", "Another process is writing to the ledger."
    READ_ONLY = "S-READ-ONLY", "The ledger cannot be written: its file, folder or disk is read-only."
    DISK_FULL = "S-DISK-FULL", "The disk is full; the article being added was rolled back, earlier ones are safe."
    DAMAGED = "S-DAMAGED", "The ledger's file is damaged."
    NOT_A_LEDGER = "S-NOT-A-LEDGER", "The file exists and is no ledger."
    NEWER_LEDGER = "S-NEWER-LEDGER", "The ledger was written by a newer sayso."
    OLDER_LEDGER = "S-OLDER-LEDGER", "The ledger was written by an older sayso and must be migrated before it is read."
    NETWORK_DISK = "S-NETWORK-DISK", "The ledger lies on a network drive, where several processes cannot share it safely."
    NOT_IN_LEDGER = "S-NOT-IN-LEDGER", "The ledger holds no such article, entity, claim or incident."
    BAD_QUESTION = "S-BAD-QUESTION", "A filter of a question makes no sense."
    NO_EXTRA = "S-NO-EXTRA", "An optional library that this needs is not installed."


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


class LedgerError(SaysoError):
    """The ledger cannot be opened, read or written; what was added before stays."""
