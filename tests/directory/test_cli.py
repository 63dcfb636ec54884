"""The command line as an officer meets it: what it prints, and the exit code it leaves."""

from pathlib import Path

import pytest

from directory.cli import main
from directory.importing import import_rows
from directory.listings import load_listings
from directory.models.service import Source
from directory.openreferral.rows import rows_of
from tests.directory.feeds import v3_service, write_feed
from tests.stores import Addresses, directory_here

VERBS = ["import", "refresh", "sources", "runs", "match", "migrate", "build", "demo", "check"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new store, and nothing built."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BUILD_DIR", str(tmp_path / "build"))
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", addresses.without_tables("directory.sqlite3"))


def shown() -> list[str]:
    with directory_here() as opened, opened() as session:
        return [found.id for found in load_listings(session)]


def test_importing_into_an_empty_store_migrates_it_first(tmp_path: Path, capsys: Capture) -> None:
    assert main(["import", str(write_feed(tmp_path, [v3_service("a"), v3_service("b")]))]) == 0
    out = capsys.readouterr().out
    assert "2 new, 0 changed, 0 unchanged, 0 vanished, 0 rejected." in out
    assert "Services have no needs yet: run python -m directory build" in out
    assert shown() == ["a", "b"]


def test_importing_twice_prints_unchanged(tmp_path: Path, capsys: Capture) -> None:
    feed = str(write_feed(tmp_path, [v3_service()]))
    main(["import", feed])
    capsys.readouterr()
    assert main(["import", feed]) == 0
    assert "0 new, 0 changed, 1 unchanged, 0 vanished, 0 rejected." in capsys.readouterr().out


def test_rejected_entries_are_listed_with_line_and_reason(tmp_path: Path, capsys: Capture) -> None:
    assert main(["import", str(write_feed(tmp_path, '[{"id": "a", "name": "A"},\n{"id": "b"}]'))]) == 0
    assert "  entry 2 (line 2): it has no name\n" in capsys.readouterr().out


def test_a_feed_of_nothing_but_bad_entries_fails(tmp_path: Path, capsys: Capture) -> None:
    assert main(["import", str(write_feed(tmp_path, [{"id": "b"}]))]) == 1
    assert "1 rejected" in capsys.readouterr().out


@pytest.mark.parametrize("content", ['[{"id": "a", "na', "{}", b"\xff\xfe[\x00", ""])
def test_a_broken_file_is_one_sentence_and_exit_1(
    tmp_path: Path, capsys: Capture, content: str | bytes
) -> None:
    main(["import", str(write_feed(tmp_path, [v3_service()], "good.json"))])
    capsys.readouterr()
    assert main(["import", str(write_feed(tmp_path, content, "bad.json"))]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("bad.json ") and captured.err.count("\n") == 1
    assert shown() == ["lunch-1"]


def test_a_bad_setting_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("COUNCIL_CODE", "Eastmere")
    assert main(["check"]) == 1
    assert "COUNCIL_CODE" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["sqlite:////proc/none/such.sqlite3", "oracle://somewhere/store"])
def test_a_store_that_cannot_be_opened_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, url: str
) -> None:
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", url)
    assert main(["check"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.stores("sqlite")
def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "var" / "directory.sqlite3").write_bytes(
        b"this is a letter to the council, not a database" * 9
    )
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_demonstration_goes_into_an_empty_store_only(capsys: Capture) -> None:
    assert main(["demo"]) == 0
    loaded = shown()
    assert len(loaded) >= 180
    capsys.readouterr()
    assert main(["demo"]) == 0
    assert "stays out" in capsys.readouterr().out
    assert shown() == loaded


def test_a_demonstration_that_was_interrupted_is_finished() -> None:
    main(["migrate"])
    with directory_here() as sessions:
        import_rows(sessions, rows_of([v3_service("line")]), Source.HELPLINE)
    main(["demo"])
    assert len(shown()) >= 180


def test_a_real_feed_stays_when_the_demonstration_is_asked_for(tmp_path: Path) -> None:
    main(["import", str(write_feed(tmp_path, [v3_service("real")]))])
    main(["demo"])
    assert shown() == ["real"]


def test_check_counts(tmp_path: Path, capsys: Capture) -> None:
    main(["import", str(write_feed(tmp_path, [v3_service()]))])
    capsys.readouterr()
    assert main(["check"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["1 services: import, active", "1 services answer no need"]
    assert "too few services for loneliness: 0" in out


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_explains_itself(verb: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main([verb, "--help"])
    assert done.value.code == 0
    assert len(capsys.readouterr().out.split("\n\n")) >= 2


def test_without_a_command_it_says_how_it_is_used(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main([])
    assert done.value.code == 2
    assert "usage" in capsys.readouterr().err
