"""The gazetteer file: folding of names, lookup, and what happens where the file is missing, damaged or old."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SetupError
from sayso.gazetteer import Gazetteer, cache, exact_key, fold, is_abbreviation, is_built, open_gazetteer, rebuild
from sayso.gazetteer.build import APPLICATION_ID
from sayso.gazetteer.names import bare_division, is_english_name, is_inflected
from sayso.settings import Settings


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("São Tomé", "sao tome"),
        ("St. John's", "saint johns"),
        ("The Hague", "hague"),
        ("Bosnia-Herzegovina", "bosnia herzegovina"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("Łódź", "lodz"),
        ("Mt. Vernon", "mount vernon"),
        ("Street", "street"),
        ("'", ""),
        ("Torvan" * 50, ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold(name)
    assert fold(once) == once or once.split(" ")[0] in {"the", "st", "ste", "mt", "ft"}


@pytest.mark.parametrize(
    ("name", "is_one"), [("US", True), ("U.S.", True), ("Fla.", True), ("W.Va.", True), ("Mali", False), ("Us", False)]
)
def test_abbreviation(name: str, is_one: bool) -> None:
    assert is_abbreviation(name) is is_one


@pytest.mark.parametrize(("name", "is_one"), [("Londres", True), ("'Akka", True), ("lndn", False), ("LON", False), ("Лондон", False)])
def test_alternates_kept(name: str, is_one: bool) -> None:
    assert is_english_name(name) is is_one


@pytest.mark.parametrize(
    ("alias", "name", "is_one"),
    [("londonas", "london", True), ("hamas", "hamm", True), ("lyons", "lyon", False), ("odessa", "odesa", False), ("oslo", "oslo", False)],
)
def test_foreign_inflections(alias: str, name: str, is_one: bool) -> None:
    assert is_inflected(alias, name) is is_one


@pytest.mark.parametrize(
    ("name", "bare"), [("ashford county", "ashford"), ("province of torvan", "torvan"), ("county", None), ("torvan", None)]
)
def test_bare_division(name: str, bare: str | None) -> None:
    assert bare_division(name) == bare


@pytest.mark.parametrize(
    ("key", "kind", "country", "form"),
    [
        ("denmark", "PCLI", "DK", "MAIN"),
        ("danish", "PCLI", "DK", "ADJECTIVE"),
        ("danes", "PCLI", "DK", "PEOPLE"),
        ("oslo", "PPLC", "NO", "MAIN"),
        ("=Fla.", "ADM1", "US", "ALIAS"),
        ("=UK", "PCLI", "GB", "ALIAS"),
        ("bavaria", "ADM1", "DE", "MAIN"),
        ("sahel", "region", None, "MAIN"),
    ],
)
def test_a_name_leads_to_its_place(key: str, kind: str, country: str | None, form: str) -> None:
    candidates = open_gazetteer(Settings()).find([key])[key]
    assert (kind, country, form) in [(found.kind, found.country, found.form.name) for found in candidates]
    assert [found.population for found in candidates] == sorted((found.population for found in candidates), reverse=True)


def test_unknown_names_are_left_out() -> None:
    assert open_gazetteer(Settings()).find(["torvaldheim", "", "\ud800", "a\0b", exact_key("XQ")]) == {}


def test_it_keeps_within_its_size() -> None:
    assert open_gazetteer(Settings()).path.stat().st_size < 40_000_000


@pytest.fixture
def quick_build(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Writes a file of one place instead of the whole gazetteer; the list tells how often."""
    written: list[Path] = []

    def write(path: Path, stamp: str) -> None:
        written.append(path)
        with sqlite3.connect(path) as connection:
            connection.executescript(
                f"PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE meta (stamp TEXT, size INTEGER);"
                "CREATE TABLE place (key INTEGER PRIMARY KEY, name TEXT, kind TEXT, geonames_id INTEGER, country TEXT, adm1 INTEGER,"
                "adm2 INTEGER, lat REAL, lon REAL, population INTEGER);"
                "CREATE TABLE name (folded TEXT, place INTEGER, form INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;"
                "INSERT INTO place VALUES (1, 'Torvan', 'PPL', 7, 'NO', NULL, NULL, 60.0, 5.0, 900);"
                "INSERT INTO name VALUES ('torvan', 1, 0);"
            )
            pages = connection.execute("PRAGMA page_count").fetchone()[0] * connection.execute("PRAGMA page_size").fetchone()[0]
            connection.execute("INSERT INTO meta VALUES (?, ?)", (stamp, pages))
        connection.close()

    monkeypatch.setattr(cache, "write_gazetteer", write)
    return written


def look_up(settings: Settings) -> str:
    gazetteer = open_gazetteer(settings)
    try:
        return gazetteer.find(["torvan"])["torvan"][0].name
    finally:
        gazetteer.connection.close()


def test_a_missing_file_is_built_once(tmp_path: Path, quick_build: list[Path]) -> None:
    settings = Settings(gazetteer=str(tmp_path / "deep" / "places.sqlite"))
    assert not is_built(settings)
    assert look_up(settings) == "Torvan"
    assert look_up(settings) == "Torvan"
    assert len(quick_build) == 1
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["places.sqlite"]


def test_an_old_file_is_built_again(tmp_path: Path, quick_build: list[Path]) -> None:
    settings = Settings(gazetteer=str(tmp_path / "places.sqlite"))
    look_up(settings)
    with sqlite3.connect(settings.gazetteer) as connection:
        connection.execute("UPDATE meta SET stamp = 'an older one'")
    connection.close()
    assert look_up(settings) == "Torvan"
    assert len(quick_build) == 2


def test_a_cut_file_is_built_again(tmp_path: Path, quick_build: list[Path]) -> None:
    settings = Settings(gazetteer=str(tmp_path / "places.sqlite"))
    look_up(settings)
    content = Path(settings.gazetteer).read_bytes()
    Path(settings.gazetteer).write_bytes(content[: len(content) // 2])
    assert look_up(settings) == "Torvan"
    assert len(quick_build) == 2


@pytest.mark.parametrize("content", [b"my notes", b"", b"SQLite format 3\x00" + bytes(200)], ids=["text", "empty", "another database"])
def test_a_file_of_the_users_is_never_overwritten(content: bytes, tmp_path: Path, quick_build: list[Path]) -> None:
    mine = tmp_path / "mine.sqlite"
    mine.write_bytes(content)
    for attempt in (open_gazetteer, rebuild):
        with pytest.raises(SetupError, match="delete the file"):
            attempt(Settings(gazetteer=str(mine)))
    assert mine.read_bytes() == content
    assert not quick_build


def test_a_damaged_page_is_a_clear_error(tmp_path: Path, quick_build: list[Path]) -> None:
    settings = Settings(gazetteer=str(tmp_path / "places.sqlite"))
    look_up(settings)
    content = bytearray(Path(settings.gazetteer).read_bytes())
    content[3 * 4096 :] = b"\xff" * (len(content) - 3 * 4096)
    Path(settings.gazetteer).write_bytes(content)
    with pytest.raises(SetupError, match="rebuild"):
        look_up(settings)
    rebuild(settings)
    assert look_up(settings) == "Torvan"


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path, quick_build: list[Path]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="SAYSO_GAZETTEER"):
        open_gazetteer(Settings(gazetteer=str(tmp_path / "file" / "places.sqlite")))
    assert not quick_build


def test_threads_may_share_one_connection(tmp_path: Path, quick_build: list[Path]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    gazetteer: Gazetteer = open_gazetteer(Settings(gazetteer=str(tmp_path / "places.sqlite")))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda number: gazetteer.find(["torvan", f"x{number}"])["torvan"][0].name, range(200)))
    assert set(answers) == {"Torvan"}
    gazetteer.connection.close()
