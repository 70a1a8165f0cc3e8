"""The command line as a person and as a program meets it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from typer.testing import CliRunner

from sayso.cli import reading
from sayso.cli.main import app
from sayso.pipeline import Reader

SAMPLE = Path(__file__).parents[2] / "samples" / "harbour.txt"
HEADINGS = ("Who said what", "What happened", "Figures", "Who wants what")


@pytest.fixture(autouse=True, scope="module")
def _one_model(reader: Reader) -> Iterator[None]:
    """Every command reads with the session's model: loading it takes longer than all that is tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "new_reader", lambda: reader)
        yield


def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)), input=stdin, env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def sample_json() -> dict:
    return json.loads(run("read", "--json", SAMPLE).stdout)


def test_the_installed_command_shows_a_person_the_record_in_80_columns() -> None:
    """A process of its own, as a person starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "read", str(SAMPLE)], capture_output=True, check=False, env=os.environ | {"COLUMNS": "80"}
    )
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert [heading for heading in HEADINGS if heading not in text] == []
    assert max(map(len, text.splitlines())) <= 80
    assert "Mira Castellan" in text
    assert "Newsfeed" not in text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("The minister rejected any truce unless the rebels left.", "rejects: any truce (condition: unless the rebels left)", id="condition"),
        pytest.param("Mira Holt has “raised, and I rejected, the claim that he was paid.”", "Mira Holt (person): “raised", id="no cue"),
    ],
)  # fmt: skip
def test_a_line_of_the_record_says_what_is_there(text: str, line: str) -> None:
    assert line in " ".join(run("read", "-", stdin=text.encode()).stdout.split())


def test_a_record_fits_the_published_schema(sample_json: dict) -> None:
    jsonschema.validate(sample_json, json.loads(run("schema").stdout))
    assert sample_json["schema"] == "sayso.record/1"


def test_standard_input_reads_as_a_file_does(sample_json: dict) -> None:
    assert json.loads(run("read", "--jsonl", "-", stdin=SAMPLE.read_bytes()).stdout) == sample_json


def test_the_day_and_address_that_the_user_gives_win() -> None:
    given = ("--published", "2031-05-20", "--url", "https://courier.example/1")
    record = json.loads(run("read", "--jsonl", *given, "-", stdin=b"The mayor resigned on Tuesday, her office said.").stdout)
    assert record["article"]["published"] == {"value": "2031-05-20", "span": None, "from": "given"}
    assert record["article"]["url"] == "https://courier.example/1"
    assert [time["value"] for time in record["times"]] == ["2031-05-20"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "S-EMPTY", id="nothing"),
        pytest.param(b"\n \n", "S-EMPTY", id="blanks"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "S-BINARY", id="image"),
        pytest.param(b"a" * 21_000_000, "S-TOO-LARGE", id="more than the limit"),
        pytest.param(b"<html><body><script>x</script></body></html>", "S-NO-TEXT", id="page without words"),
        pytest.param(b'{"id": "a"}\n{"id": "b", "text": 5}\n{"text": ""}', "S-EMPTY", id="document without words"),
    ],
)
def test_a_bad_page_is_named_with_a_code_and_the_others_are_read(tmp_path: Path, content: bytes, code: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    done = run("read", "--jsonl", bad, SAMPLE)
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert f"sayso: {bad}" in done.stderr
    assert f"[{code}]" in done.stderr


def test_what_cannot_be_opened_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    done = run("read", "--jsonl", tmp_path / "absent.txt", tmp_path, SAMPLE)
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert [line.rsplit(" ", 1)[1] for line in done.stderr.splitlines()] == ["[S-NOT-FOUND]", "[S-NOT-FOUND]"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "--published", "soon", "x"],
        ["read", "--json", "--jsonl", "x"],
        ["nothing"],
        ["annotate", "absent.jsonl"],
        ["annotate", str(SAMPLE), "-o", "absent/out.jsonl"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_a_usage_error(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr


def test_annotate_writes_a_line_for_a_line_in_order(tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "text": f"Police arrested {n} men in Lisbon, the mayor said.", "published": "2031-05-14"} for n in (3, 1, 2)]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    assert run("annotate", source, "-o", target).exit_code == 0
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert [line["id"] for line in lines] == ["r3", "r1", "r2"]
    assert all(line["story"] == [[0, len(row["text"])]] for line, row in zip(lines, rows, strict=True))
    assert lines[0]["main"] == "COERCE"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_annotate_names_a_bad_line_by_its_number_in_the_file_and_goes_on() -> None:
    done = run("annotate", "-", stdin=b'{"id": "a", "text": "It rained."}\n\nnonsense\n{"id": "b"}\n')
    assert done.exit_code == 1
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == [" -, line 3", " -, line 4"]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a", None, None]
    assert ["error" in line for line in lines] == [False, True, True]


def test_annotate_cleans_a_raw_page_first() -> None:
    page = json.dumps(
        {
            "id": "a",
            "text": f"<html><body><nav>Home</nav>{'<p>The mayor of Lisbon resigned on Monday, her office said.</p>' * 3}</body></html>",
        }
    )
    (line,) = map(json.loads, run("annotate", "--pages", "-", stdin=page.encode()).stdout.splitlines())
    assert "Home" not in [line["text"][start:end] for start, end in line["story"]]


def test_help_and_version_do_not_load_the_parser() -> None:
    code = "import sys; from sayso.cli.main import app; app(['--version'], standalone_mode=False); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["sayso", "0.1.0", "False"]
