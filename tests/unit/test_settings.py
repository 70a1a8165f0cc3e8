"""Settings from the environment: each variable is read as its field's type, what makes no sense is named."""

import pytest

from sayso.settings import Settings, settings_from


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("SAYSO_MODEL", "en_core_web_sm", "model", "en_core_web_sm"),
        ("SAYSO_USE_OPENBLAS", "no", "use_openblas", False),
        ("SAYSO_USE_OPENBLAS", "True", "use_openblas", True),
        ("SAYSO_MAX_INPUT_BYTES", "1000", "max_input_bytes", 1000),
        ("SAYSO_HTML_SECONDS", "0.5", "html_seconds", 0.5),
    ],
)
def test_a_variable_sets_its_field(variable: str, text: str, field: str, value: object) -> None:
    assert getattr(settings_from({variable: text}), field) == value


def test_without_variables_the_defaults_hold() -> None:
    assert settings_from({"PATH": "/bin"}) == Settings()


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("SAYSO_USE_OPENBLAS", "maybe"),
        ("SAYSO_BATCH_ARTICLES", "ten"),
        ("SAYSO_BATCH_ARTICLES", "0"),
        ("SAYSO_MAX_INPUT_BYTES", "-1"),
        ("SAYSO_MAX_INPUT_BYTES", "1.5"),
        ("SAYSO_HTML_SECONDS", "nan"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(variable: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"{variable}={text!r} is not"):
        settings_from({variable: text})
