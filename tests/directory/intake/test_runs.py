"""Every import leaves a record, however it ends; refresh imports what is due. All as an officer meets it."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import update

from directory.cli import main
from directory.models.source import FeedSource, ImportRun
from directory.queries import sources
from tests.directory.feeds import v3_service, write_feed
from tests.directory.sources.council import Directory, Reply, council
from tests.stores import Addresses, directory_here

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new store, and nothing built."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BUILD_DIR", str(tmp_path / "build"))
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", addresses.without_tables("directory.sqlite3"))


def printed(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    main(list(arguments))
    return capsys.readouterr().out


def test_it_works(tmp_path: Path, capsys: Capture) -> None:
    feed = write_feed(tmp_path, [v3_service("a"), {"id": "b"}], "parish.json")
    assert main(["import", str(feed), "--trust", "0.6"]) == 0
    assert "Source parish, run 1." in capsys.readouterr().out
    line, *rest = printed(capsys, "runs").splitlines()
    assert line.startswith("1  ") and line.endswith(
        "parish  done: 1 new, 0 changed, 0 unchanged, 0 vanished, 0 back again, 1 rejected"
    )
    assert rest == []
    told = printed(capsys, "runs", "1").splitlines()
    line_of_b = (
        feed.read_text("utf-8").splitlines().index('  "id": "b"')
    )  # its brace is the line before, from 1
    assert told[1:] == [f"  rejected: entry 2 (line {line_of_b}): it has no name"]
    assert "parish: 1 services, 0 of them vanished" in printed(capsys, "sources")
    assert "trust 0.6, by hand" in printed(capsys, "sources")


def test_a_later_import_keeps_what_was_said_of_the_source(tmp_path: Path, capsys: Capture) -> None:
    feed = str(write_feed(tmp_path, [v3_service("a")], "parish.json"))
    main(["import", feed, "--trust", "0.6", "--every", "12"])
    main(["import", feed])
    assert "trust 0.6, every 12 hours" in printed(capsys, "sources")


def test_the_report_names_what_was_put_right_and_what_vanished(tmp_path: Path, capsys: Capture) -> None:
    rows = [v3_service(each, name=f"Club {each}") for each in "abc"]
    main(["import", str(write_feed(tmp_path, rows, "parish.json"))])
    rows[0]["assured_date"] = "2026-02-30"
    out = printed(capsys, "import", str(write_feed(tmp_path, rows[:2], "parish.json")))
    assert out.startswith("0 new, 1 changed, 1 unchanged, 1 vanished, 0 rejected.\n")
    assert "  entry 1 (line 2): assured_date is no date that exists: left out" in out
    assert "  vanished: c" in printed(capsys, "runs", "2")


def test_a_failed_run_of_a_live_source_is_kept_with_its_sentence(tmp_path: Path, capsys: Capture) -> None:
    with council(lambda asked: Reply(b"<html>")) as server:
        assert main(["import", server.url, "--source", "council"]) == 1
    sentence = capsys.readouterr().err
    assert "web page" in sentence and sentence.count("\n") == 1
    out = printed(capsys, "runs")
    assert "council  refused:" in out and sentence.strip() in out


def test_refresh_imports_what_is_due(tmp_path: Path, capsys: Capture) -> None:
    with council(Directory([v3_service("a")])) as server:
        main(["import", server.url, "--source", "council", "--every", "24"])
        main(["import", str(write_feed(tmp_path, [v3_service("p")], "parish.json"))])
        assert printed(capsys, "refresh").startswith("0 sources are due.")
        make_old(tmp_path)
        server.answer = Directory([v3_service("a"), v3_service("b")])
        out = printed(capsys, "refresh")
    assert out.startswith("1 sources are due.\ncouncil: 1 new, 0 changed, 1 unchanged")
    assert printed(capsys, "refresh").startswith("0 sources are due.")


def test_a_source_that_fails_does_not_keep_the_others_waiting(tmp_path: Path, capsys: Capture) -> None:
    gone = write_feed(tmp_path, [v3_service("a", name="A")], "aaa.json")
    there = write_feed(tmp_path, [v3_service("z", name="Z")], "zzz.json")
    for feed in (gone, there):
        main(["import", str(feed), "--every", "1"])
    gone.unlink()
    make_old(tmp_path)
    capsys.readouterr()
    assert main(["refresh"]) == 1
    captured = capsys.readouterr()
    assert "zzz: 0 new, 0 changed, 1 unchanged" in captured.out
    assert captured.err.startswith("aaa: ") and "cannot be read" in captured.err
    assert "aaa  refused: 0 new" in printed(capsys, "runs", "--source", "aaa").splitlines()[0]


def test_a_stopped_source_is_not_due(tmp_path: Path, capsys: Capture) -> None:
    main(["import", str(write_feed(tmp_path, [v3_service("a")], "parish.json")), "--every", "1"])
    make_old(tmp_path)
    assert "stopped" in printed(capsys, "sources", "--stop", "parish")
    assert printed(capsys, "refresh").startswith("0 sources")
    assert "every 1 hours" in printed(capsys, "sources", "--resume", "parish")
    assert printed(capsys, "refresh").startswith("1 sources")


@pytest.mark.parametrize(
    "arguments",
    [
        ["sources", "--stop", "nobody"],
        ["runs", "99"],
        ["import", "http://"],
        ["import", "x.json", "--source", "A B"],
    ],
)
def test_what_is_not_there_is_one_sentence(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1 and captured.err.strip().endswith(".")


@pytest.mark.parametrize(
    "option", [["--trust", "2"], ["--trust", "nan"], ["--every", "0"], ["--every", "often"]]
)
def test_options_that_make_no_sense(option: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main(["import", "feed.json", *option])
    assert done.value.code == 2
    assert "it must be a number" in capsys.readouterr().err


def test_a_run_whose_program_was_killed_is_called_stopped(tmp_path: Path, capsys: Capture) -> None:
    feed = str(write_feed(tmp_path, [v3_service("a")], "parish.json"))
    main(["import", feed])
    with directory_here() as opened, opened.begin() as session:
        session.execute(update(ImportRun).values(outcome="running", finished_at=None))
    main(["import", feed])
    assert [line for line in printed(capsys, "runs").splitlines() if "Its program ended" in line]


def test_old_runs_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "KEPT_RUNS", 3)
    feed = str(write_feed(tmp_path, [v3_service("a")], "parish.json"))
    for _ in range(5):
        main(["import", feed])
    with directory_here() as opened, opened() as session:
        assert [run.id for run in sources.runs(session, None, 99)] == [5, 4, 3]


def test_the_record_of_a_run_can_be_read_by_programs(tmp_path: Path) -> None:
    main(["import", str(write_feed(tmp_path, [v3_service("a"), {"id": "b"}], "parish.json"))])
    with directory_here() as opened, opened() as session:
        run = sources.runs(session, "parish", 1)[0]
        details = json.loads(json.dumps(run.details))
    assert details["rejected"][0]["position"] == 2
    assert set(details) == {"rejected", "repaired", "vanished", "renamed", "notes"}


def make_old(tmp_path: Path) -> None:
    """Let two days go by."""
    with directory_here() as opened, opened.begin() as session:
        before = datetime.now(timezone.utc) - timedelta(days=2)
        session.execute(update(FeedSource).values(last_good_at=before))
