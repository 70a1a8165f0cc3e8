"""The commands on a ledger: what goes in is counted, what is asked is answered as a table, as JSON or as CSV, mistakes get a word."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.made_records import make_record, make_records
from typer.testing import CliRunner

from sayso.cli.main import app
from sayso.export.formats import FORMATS
from sayso.export.json_record import encode_record
from sayso.ledger.ledger import Ledger

RUN = CliRunner()


def invoke(*arguments: object, code: int = 0, stdin: bytes | None = None) -> str:
    done = RUN.invoke(app, [str(argument) for argument in arguments], input=stdin)
    assert done.exit_code == code, done.output
    return done.stdout


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "news.ledger"
    with Ledger(path, write=True) as opened:
        for record in make_records(3):
            opened.add(record)
    return path


def jsonl(path: Path, records: int, first: int = 0) -> Path:
    path.write_bytes(b"".join(encode_record(record) + b"\n" for record in make_records(records, first=first)))
    return path


def test_records_go_in_once(tmp_path: Path) -> None:
    records, path = jsonl(tmp_path / "r.jsonl", 3), tmp_path / "news.ledger"
    assert invoke("add", path, records) == "3 added, 0 changed, 0 already there, 0 refused\n"
    assert invoke("add", path, records) == "0 added, 0 changed, 3 already there, 0 refused\n"


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["add", str(tmp_path / "news.ledger"), str(jsonl(tmp_path / "r.jsonl", 1)), "--published", "soon"])
    assert (done.exit_code, done.stderr) == (2, "sayso: --published soon: not a date (use YYYY-MM-DD)\n")
    assert not (tmp_path / "news.ledger").exists()


def test_another_reading_is_told_and_kept_where_asked_for(tmp_path: Path) -> None:
    path, record = tmp_path / "news.ledger", make_record(1)
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_bytes(encode_record(record))
    second.write_bytes(encode_record(replace(record, figures=(), events=tuple(replace(event, figures=()) for event in record.events))))
    invoke("add", path, first)
    done = RUN.invoke(app, ["add", str(path), str(second)])
    assert done.stdout == "0 added, 0 changed, 1 already there, 0 refused\n"
    assert done.stderr == "sayso: 1 of those already there are read otherwise now; --reread keeps the new reading\n"
    assert invoke("add", path, second, "--reread") == "0 added, 0 changed, 1 read anew, 0 already there, 0 refused\n"


def test_standard_input_folders_and_bad_lines(tmp_path: Path) -> None:
    folder, path = tmp_path / "many", tmp_path / "news.ledger"
    folder.mkdir()
    jsonl(folder / "b.jsonl", 2)
    (folder / "a.jsonl").write_bytes(b'{"schema": "sayso.record/9"}\n\n{"neither": 1}\n{broken\n' + encode_record(make_record(7)) + b"\n")
    assert invoke("add", path, folder, code=1) == "3 added, 0 changed, 0 already there, 3 refused\n"
    assert invoke("add", path, "-", stdin=encode_record(make_record(8))) == "1 added, 0 changed, 0 already there, 0 refused\n"
    assert "1 refused" in invoke("add", path, tmp_path / "absent.jsonl", code=1)


def test_many_records_are_prepared_beside_the_writer_and_keep_their_order(tmp_path: Path) -> None:
    records, path = jsonl(tmp_path / "r.jsonl", 150), tmp_path / "news.ledger"
    assert invoke("add", path, records) == "150 added, 0 changed, 0 already there, 0 refused\n"
    with Ledger(path) as ledger:
        assert list(ledger.records()) == list(make_records(150))


def test_texts_and_documents_are_read_on_the_way_in(tmp_path: Path) -> None:
    path, folder = tmp_path / "news.ledger", tmp_path / "pages"
    folder.mkdir()
    document = {
        "text": "Shells hit the harbour of Torvanna on Tuesday, the port office said.",
        "outlet": "Quay Courier",
        "published": "2031-05-14",
        "title": "Harbour hit",
    }
    (folder / "a.jsonl").write_text(json.dumps(document) + "\n")
    (folder / "b.txt").write_text("The mayor of Ulver said the ferry would sail again.\n" * 3)
    assert invoke("add", path, folder, "--published", "2031-05-15") == "2 added, 0 changed, 0 already there, 0 refused\n"
    with Ledger(path) as ledger:
        first, second = ledger.article(1), ledger.article(2)
        assert (first.outlet, first.title, first.published) == ("Quay Courier", "Harbour hit", "2031-05-14")
        assert second.published == "2031-05-15"
        assert first.made_by is not None
        assert "rules " in first.made_by
        assert [claim.source for claim in ledger.claims(article=1)]


def test_find_as_table_json_and_csv(ledger: Path) -> None:
    found = json.loads(invoke("find", ledger, "--type", "ASSAULT", "--json"))
    rows = list(csv.DictReader(io.StringIO(invoke("find", ledger, "--type", "ASSAULT", "--csv"))))
    assert [claim["id"] for claim in found] == [int(row["id"]) for row in rows]
    assert len(found) > 0
    assert found[0]["outlet"].split()[1] in invoke("find", ledger, "--type", "ASSAULT")
    assert json.loads(invoke("find", ledger, "zeppelin", "--json")) == []
    invoke("find", ledger, "zeppelin")


def test_claims_are_short_blocks_on_a_console_of_80_columns(ledger: Path) -> None:
    claim = json.loads(invoke("find", ledger, "--type", "ASSAULT", "--json", "--limit", 1))[0]
    for shown in (invoke("find", ledger), invoke("show", ledger, "article", 1), invoke("compare", ledger, "--incident", claim["incident"])):
        lines = shown.splitlines()
        assert not [line for line in lines if line != line.rstrip()]
        assert not [line for line in lines if line.startswith("#") and len(line) > 80]
    assert f"#{claim['id']}" in shown
    assert shown.count(claim["passage"][:40]) == 1, "a sentence stands once, with all that it claims"


def test_long_words_are_cut_to_two_lines(tmp_path: Path) -> None:
    text = "The port office said that " + "the ferry and " * 40 + "the barge had sunk."
    path = tmp_path / "news.ledger"
    (tmp_path / "a.txt").write_text(f"Ferry sunk\n\n{text}\n")
    invoke("add", path, tmp_path / "a.txt")
    told = [line for line in invoke("find", path).splitlines() if "ferry and" in line]
    assert len(told) == 2
    assert told[1].endswith(" ...")
    assert json.loads(invoke("find", path, "--json"))[0]["passage"] == text


def test_show_and_compare(ledger: Path) -> None:
    claim = json.loads(invoke("find", ledger, "--kind", "event", "--json", "--limit", 1))[0]
    assert claim["words"] in invoke("show", ledger, "claim", claim["id"])
    assert claim["title"] in invoke("show", ledger, "article", claim["article"])
    assert json.loads(invoke("show", ledger, "article", claim["article"], "--json"))["claims"]
    assert claim["source"] in invoke("show", ledger, "entity", claim["source"])
    assert json.loads(invoke("show", ledger, "entity", claim["source"], "--json"))[0]["says"]
    assert "origin" in invoke("compare", ledger, "--incident", claim["incident"])
    assert json.loads(invoke("compare", ledger, "--incident", claim["incident"], "--json"))["origins"]
    assert "incident" in invoke("compare", ledger, claim["source"])
    assert invoke("compare", ledger, "--incident", claim["incident"], "--csv").startswith("id,")


def test_export_writes_a_manifest_beside_the_file(ledger: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        out = tmp_path / f"out.{form}"
        invoke("export", ledger, form, "-o", out, "--date", "2031-06-01")
        assert json.loads((tmp_path / f"out.{form}.manifest.json").read_bytes())["articles"] == 3
    one = tmp_path / "one.jsonl"
    invoke("export", ledger, "jsonl", "-o", one, "--article", 2)
    assert one.read_bytes() == encode_record(make_record(1)) + b"\n"
    assert invoke("export", one, "geojson").startswith('{"type":"FeatureCollection"')
    assert "plover" in invoke("export", ledger, "list")


MISTAKES = {
    "no ledger": (["find", "absent.ledger"], 2, "S-NOT-FOUND"),
    "a bad day": (["find", "LEDGER", "--since", "May"], 2, "S-BAD-QUESTION"),
    "a bad status": (["find", "LEDGER", "--status", "saint"], 2, "person, institution"),
    "two outputs": (["find", "LEDGER", "--json", "--csv"], 2, "choose --json or --csv"),
    "an unknown claim": (["show", "LEDGER", "claim", "999"], 2, "S-NOT-IN-LEDGER"),
    "a claim by name": (["show", "LEDGER", "claim", "x"], 2, "by its number"),
    "nothing to compare": (["compare", "LEDGER"], 2, "--incident or another filter"),
    "words nobody used": (["compare", "LEDGER", "zeppelin"], 1, "no claim"),
    "an unknown format": (["export", "LEDGER", "docx"], 2, "geojson"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gets_a_word_and_no_traceback(ledger: Path, name: str) -> None:
    arguments, code, says = MISTAKES[name]
    done = RUN.invoke(app, [str(ledger) if argument == "LEDGER" else argument for argument in arguments])
    assert done.exit_code == code
    assert says in done.output
    assert "Traceback" not in done.output


def test_what_an_article_says_is_shown_as_words(tmp_path: Path) -> None:
    from dataclasses import replace

    from sayso.model import Stated

    record = make_record(1)
    stated = Stated(value="[red]Robert'); DROP TABLE claims;--[/red] \x1b[31m {{7*7}}", read_from="given")
    record = replace(record, article=replace(record.article, outlet=stated, title=stated))
    path = tmp_path / "news.ledger"
    with Ledger(path, write=True) as opened:
        opened.add(record)
    shown = invoke("show", path, "article", 1)
    assert "[red]Robert'); DROP TABLE claims;--[/red] [31m {{7*7}}" in shown
    assert "\x1b" not in invoke("find", path)
    assert json.loads(invoke("find", path, "--json"))[0]["outlet"] == stated.value


def test_a_question_loads_no_model(ledger: Path) -> None:
    code = (
        "import sys\nfrom sayso.cli.main import app\n"
        f"app(['find', {str(ledger)!r}, '--limit', '1'], standalone_mode=False)\n"
        "heavy = {'spacy', 'numpy', 'rensa', 'lxml'} & set(sys.modules)\nassert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    assert done.returncode == 0, done.stderr
