"""The command line as a person and as a program meets it."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

SAMPLE = Path(__file__).parents[2] / "samples" / "harbour.txt"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "sayso", *arguments], input=stdin, capture_output=True, check=False)


@pytest.fixture(scope="module")
def sample_json() -> dict:
    done = run("read", "--json", str(SAMPLE))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_reading_shows_a_person_the_record_in_80_columns() -> None:
    done = run("read", str(SAMPLE))
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    for heading in ("Who said what", "What happened", "Figures", "Who wants what"):
        assert heading in text
    assert max(map(len, text.splitlines())) <= 80
    assert "Mira Castellan" in text
    assert "Newsfeed" not in text


def test_a_record_fits_the_published_schema(sample_json: dict) -> None:
    done = run("schema")
    jsonschema.validate(sample_json, json.loads(done.stdout))
    assert sample_json["schema"] == "sayso.record/1"


def test_standard_input_reads_as_a_file_does(sample_json: dict) -> None:
    done = run("read", "--jsonl", "-", stdin=SAMPLE.read_bytes())
    assert json.loads(done.stdout) == sample_json


def test_the_day_that_the_user_gives_wins() -> None:
    done = run("read", "--jsonl", "--published", "2031-05-20", "-", stdin=b"The mayor resigned on Tuesday, her office said.")
    record = json.loads(done.stdout)
    assert record["article"]["published"] == {"value": "2031-05-20", "span": None, "from": "given"}
    assert [time["value"] for time in record["times"]] == ["2031-05-20"]


def test_one_bad_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = run("read", "--jsonl", str(empty), str(tmp_path / "absent.txt"), str(SAMPLE))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    complaint = done.stderr.decode()
    assert str(empty) in complaint
    assert "S-EMPTY" in complaint
    assert "absent.txt" in complaint


@pytest.mark.parametrize("arguments", [["read"], ["read", "--published", "soon", "x"], ["read", "--json", "--jsonl", "x"], ["nothing"]])
def test_a_wrong_call_is_a_usage_error(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2


def test_annotate_writes_a_line_for_a_line_in_order(tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "text": f"Police arrested {n} men in Lisbon, the mayor said.", "published": "2031-05-14"} for n in (3, 1, 2)]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    assert run("annotate", str(source), "-o", str(target)).returncode == 0
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert [line["id"] for line in lines] == ["r3", "r1", "r2"]
    assert all(line["story"] == [[0, len(row["text"])]] for line, row in zip(lines, rows, strict=True))
    assert lines[0]["main"] == "COERCE"


def test_annotate_names_a_bad_line_and_goes_on(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "It rained."}\nnonsense\n{"id": "b"}\n')
    done = run("annotate", str(source))
    assert done.returncode == 1
    assert "line 2" in done.stderr.decode()
    assert json.loads(done.stdout.splitlines()[0])["id"] == "a"


def test_help_and_version_do_not_load_the_parser() -> None:
    code = "import sys; from sayso.cli.main import app; app(['--version'], standalone_mode=False); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["sayso", "0.1.0", "False"]
