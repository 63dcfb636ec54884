"""`python -m directory export`: three forms, the same bytes for the same directory, whole files or none."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from directory.cli import main
from directory.importing import import_file
from directory.openreferral.rows import read_rows
from tests.directory.exporting.stores import (
    close,
    demonstration,
    export_of,
    guess,
    import_of,
    new_store,
)
from tests.directory.feeds import v3_service, write_feed
from tests.stores import Addresses


@pytest.fixture
def environment(tmp_path: Path, addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of its own with two services, as the environment names it."""
    sessions = new_store(addresses)
    import_file(sessions, write_feed(tmp_path, [v3_service("a"), v3_service("b")]), label=guess)
    monkeypatch.setenv(
        "DIRECTORY_DATABASE_URL", sessions.kw["bind"].url.render_as_string(hide_password=False)
    )
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    close(sessions)
    return tmp_path


def test_a_file_that_can_be_read_again(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = environment / "out.json"
    assert main(["export", str(path)]) == 0
    assert capsys.readouterr().out.startswith("out.json is written (")
    assert [row.value["id"] for row in read_rows(path)] == ["a", "b"]
    first = path.read_bytes()
    assert main(["export", str(path)]) == 0
    assert path.read_bytes() == first
    assert len(first.decode().splitlines()) == 13  # the envelope, and a line for each service
    assert [each.name for each in environment.glob(".out.json*")] == []


def test_onto_standard_output(environment: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "--format", "v1"]) == 0
    page = json.loads(capsysbinary.readouterr().out)
    assert (page["totalElements"], [each["id"] for each in page["content"]]) == (2, ["a", "b"])


def test_a_folder_that_is_not_there(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(environment / "none" / "out.json")]) == 1
    assert capsys.readouterr().err == "out.json cannot be written: no such file or directory.\n"


def tables(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        return {
            name: list(csv.DictReader(io.StringIO(opened.read(name).decode(), newline="")))
            for name in opened.namelist()
            if name.endswith(".csv")
        }


def test_tables_are_those_of_hsds(environment: Path) -> None:
    path = environment / "out.zip"
    assert main(["export", str(path), "--format", "csv"]) == 0
    found = tables(path.read_bytes())
    assert [row["id"] for row in found["services.csv"]] == ["a", "b"]
    assert [(row["id"], row["service_id"], row["contact_id"]) for row in found["phones.csv"]][:2] == [
        ("p1", "a", ""),
        ("p2", "", "c1"),
    ]
    assert {row["taxonomy"] for row in found["taxonomy_terms.csv"]} == {"Local", "Signpost needs"}
    assert {row["id"] for row in found["taxonomies.csv"]} == {
        row["taxonomy_id"] for row in found["taxonomy_terms.csv"]
    }


def test_tables_have_the_columns_of_the_standard(environment: Path) -> None:
    package = Path(__file__).parents[4] / "shared" / "oruk" / "hsds-3.0" / "datapackage.json"
    if not package.is_file():
        pytest.skip("HSDS's datapackage lies in ../shared, which is not here")
    standard = {
        each["path"]: {field["name"] for field in each["schema"]["fields"]}
        for each in json.loads(package.read_text("utf-8"))["resources"]
    }
    path = environment / "out.zip"
    assert main(["export", str(path), "--format", "csv"]) == 0
    own = {"attending_type", "attending_access", "deliverable_type"}
    for name, rows in tables(path.read_bytes()).items():
        assert not rows or set(rows[0]) - own <= standard[name], name


def test_a_formula_is_text_in_a_spreadsheet(tmp_path: Path, addresses: Addresses) -> None:
    sessions = new_store(addresses)
    texts = {"f": "=1+1", "t": "+44 1632 960123", "l": "- Tea\n- Cake"}
    import_file(sessions, write_feed(tmp_path, [v3_service(key, fees=text) for key, text in texts.items()]))
    cells = {row["id"]: row["fees"] for row in tables(export_of(sessions, "csv"))["services.csv"]}
    assert not cells["f"].startswith("=")
    assert (cells["t"], cells["l"]) == (texts["t"], texts["l"])
    close(sessions)


def test_tables_taken_in_again_are_the_same_directory(tmp_path: Path, addresses: Addresses) -> None:
    sessions = new_store(addresses)
    demonstration(sessions)
    again = import_of(addresses, export_of(sessions, "csv"), "own.zip")
    assert export_of(again, "csv") == export_of(sessions, "csv")
    assert export_of(again) == export_of(sessions)
    close(sessions, again)
