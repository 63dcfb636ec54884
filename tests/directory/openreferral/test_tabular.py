"""HSDS tables: a folder, a zip or one CSV; put together whole, and opened with care."""

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.database import SessionFactory
from directory.exceptions import FeedUnreadable
from directory.importing import import_file
from directory.listings import Listing, get_listing, load_listings
from directory.openreferral.feed import read_feed
from directory.openreferral.rows import read_feed_file
from directory.openreferral.zipped import unzipped
from tests.directory.conftest import SHARED
from tests.directory.tables import as_csv, csv_files, hsds_tables, zip_files, zip_of


def folder_of(folder: Path, files: dict[str, bytes]) -> Path:
    place = folder / "tables"
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    return place


def zipped(folder: Path, content: bytes) -> Path:
    path = folder / "tables.zip"
    path.write_bytes(content)
    return path


def the_club(sessions: SessionFactory) -> Listing:
    with sessions() as session:
        found = get_listing(session, "club")
    assert found is not None
    return found


@pytest.mark.parametrize("how", ["folder", "zip", "services.csv", "zip in a folder"])
def test_it_works(sessions: SessionFactory, tmp_path: Path, how: str) -> None:
    files = csv_files(hsds_tables())
    paths = {
        "folder": lambda: folder_of(tmp_path, files),
        "zip": lambda: zipped(tmp_path, zip_files(files)),
        "services.csv": lambda: folder_of(tmp_path, files) / "services.csv",
        "zip in a folder": lambda: zipped(tmp_path, zip_files({f"export/{k}": v for k, v in files.items()})),
    }
    path = paths[how]()
    report = import_file(sessions, path)
    assert (report.added, report.rejected, report.notes) == (1, (), ())
    club = the_club(sessions)
    assert (club.name, club.organisation) == ("Brigholm Lunch Club", "Brigholm Friends")
    assert club.description == "A hot dinner,\nand company."
    assert club.phones == ("01632 960123", "01632 960124")
    assert club.addresses == ("Village Hall, 1 Green Lane, Brigholm, DN20 8AA",)
    assert club.points == ((53.552, -0.492),)
    assert club.opening == ("Tuesday, 12pm to 2:30pm",)
    assert (club.cost, club.min_age, club.languages) == ("£4.50 a meal", 55, ("Polish",))
    assert (club.accessibility, club.serves) == (("Step-free entrance",), ("Brigholm",))
    (term,) = read_feed(read_feed_file(path).rows).records[0].terms
    assert (term.term["name"], term.taxonomy["name"]) == ("Lunch clubs", "Local")


def test_a_datapackage_may_call_its_files_as_it_likes(tmp_path: Path, sessions: SessionFactory) -> None:
    files = csv_files(hsds_tables())
    files["what_we_do.csv"] = files.pop("services.csv")
    files["datapackage.json"] = b'{"resources": [{"name": "service", "path": "../elsewhere/what_we_do.csv"}]}'
    import_file(sessions, folder_of(tmp_path, files))
    assert the_club(sessions).phones


@pytest.mark.parametrize("where", ["hsds-3.0", "uk-profile"])
def test_the_standards_own_examples(sessions: SessionFactory, where: str) -> None:
    path = SHARED / "oruk" / where / "examples" / "csv"
    if not path.is_dir():
        pytest.skip("the standard's examples lie in ../shared, which is not here")
    report = import_file(sessions, path)
    assert (report.added, report.rejected) == (1, ())
    with sessions() as session:
        (found,) = load_listings(session)
    assert found.name == "Community Counselling" and found.organisation


def test_the_same_tables_twice_are_unchanged(sessions: SessionFactory, tmp_path: Path) -> None:
    path = zipped(tmp_path, zip_of(hsds_tables()))
    import_file(sessions, path)
    assert import_file(sessions, path).unchanged == 1


@pytest.mark.parametrize(
    "options", [{"delimiter": ";"}, {"delimiter": "\t"}, {"lineterminator": "\r"}, {"quoting": 1}]
)
def test_spreadsheets_of_any_make(tmp_path: Path, options: Any) -> None:
    tables = hsds_tables()
    path = tmp_path / "our list.csv"
    path.write_text(as_csv(tables["services"], **options), "utf-8-sig", newline="")
    (record,) = read_feed(read_feed_file(path).rows).records
    assert (record.id, record.service["minimum_age"]) == ("club", 55)


def test_lines_are_those_of_the_file_although_fields_have_line_ends(tmp_path: Path) -> None:
    tables = hsds_tables()
    tables["services"] += [{"id": "two", "name": ""}, {"id": "three", "name": "Three"}]
    feed = read_feed(read_feed_file(zipped(tmp_path, zip_of(tables))).rows)
    assert [(bad.line, bad.reason) for bad in feed.rejected] == [(4, "it has no name")]
    assert [record.id for record in feed.records] == ["club", "three"]


def test_rows_that_point_nowhere_are_told(tmp_path: Path) -> None:
    tables = hsds_tables()
    tables["organizations"] = [{"id": "other", "name": "Other", "parent_organization_id": "other"}]
    tables["locations"] = [{"id": "other", "name": "Other"}]
    tables["taxonomy_terms"] = [{"id": "t1", "name": "Loop", "parent_id": "t1", "taxonomy_id": "gone"}]
    gathered = read_feed_file(zipped(tmp_path, zip_of(tables)))
    (record,) = read_feed(gathered.rows).records
    assert (record.organization, record.locations) == (None, ())
    assert gathered.notes == (
        "Line 2 of service_at_location.csv names a location that is not there.",
        "Service club names an organisation that organizations.csv does not have.",
    )


def test_formulas_in_cells_are_text(tmp_path: Path) -> None:
    tables = hsds_tables()
    tables["services"][0]["name"] = '=HYPERLINK("https://evil.example.org")'
    (record,) = read_feed(read_feed_file(zipped(tmp_path, zip_of(tables))).rows).records
    assert record.service["name"] == 'HYPERLINK("https://evil.example.org")'


def bomb() -> bytes:
    return zip_files({"services.csv": b"id,name\n" + b"0" * 40_000_000})


def lying_bomb() -> bytes:
    """Its entries say that it is small."""
    data = bytearray(bomb())
    size = struct.pack("<I", 8 + 40_000_000)
    return bytes(data).replace(size, struct.pack("<I", 100))


def packed(method: int) -> bytes:
    """A kilobyte that becomes hundreds of megabytes at once; its entries say that it is small."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as opened:
        opened.writestr("services.csv", b"id,name\n" + b"0" * 40_000_000)
    return out.getvalue().replace(struct.pack("<I", 8 + 40_000_000), struct.pack("<I", 900_000))


def many_files() -> bytes:
    return zip_files({f"{n}.csv": b"id" for n in range(1200)})


def locked() -> bytes:
    data = bytearray(zip_of(hsds_tables()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


ZIPS = [
    ("a bomb", bomb(), "unpacks to far more"),
    ("a bomb that lies", lying_bomb(), "zip"),
    ("a bomb of another kind", packed(zipfile.ZIP_BZIP2), "ordinary zip"),
    ("a third kind", packed(zipfile.ZIP_LZMA), "ordinary zip"),
    ("a way out", zip_files({"../../etc/services.csv": b"id,name\n1,A"}), "outside itself"),
    ("a way out of Windows", zip_files({"..\\..\\services.csv": b"id,name\n1,A"}), "outside itself"),
    ("an absolute path", zip_files({"/etc/services.csv": b"id,name\n1,A"}), "outside itself"),
    ("no tables", zip_files({"readme.txt": b"hello"}), "holds no services.csv"),
    ("an empty zip", zip_files({}), "holds no services.csv"),
    ("very many files", many_files(), "1200 files"),
    ("a locked zip", locked(), "password"),
    ("half a zip", zip_of(hsds_tables())[:300], "not a sound zip"),
]


@pytest.mark.parametrize(("content", "words"), [each[1:] for each in ZIPS], ids=[each[0] for each in ZIPS])
def test_zips_that_mean_harm(sessions: SessionFactory, tmp_path: Path, content: bytes, words: str) -> None:
    before = set(tmp_path.rglob("*"))
    with pytest.raises(FeedUnreadable, match=words) as refusal:
        import_file(sessions, zipped(tmp_path, content))
    assert "\n" not in str(refusal.value)
    left = {path.name for path in set(tmp_path.rglob("*")) - before if path.parent.name != "var"}
    assert left == {"tables.zip"}


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        link = zipfile.ZipInfo("services.csv")
        link.external_attr = 0o120777 << 16
        opened.writestr(link, "/etc/passwd")
    assert unzipped(out.getvalue(), "x.zip", (".csv",)) == {"services.csv": b"/etc/passwd"}


@pytest.mark.parametrize(
    "content", [b'id,name\n1,"never closed', b"\xff\xfe\x00", b"", b"\n\n\n", b"id;name", b"name\n\x00\x00"]
)
def test_tables_that_are_none(sessions: SessionFactory, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "services.csv"
    path.write_bytes(content)
    try:
        report = import_file(sessions, path)
    except FeedUnreadable as refusal:
        assert "\n" not in str(refusal)
    else:
        assert report.added == 1 or report.rejected


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200) | st.text(max_size=100).map(str.encode),
    st.sampled_from(["services", "phones", "locations"]),
)
def test_any_bytes_for_a_table_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, table: str
) -> None:
    files = csv_files(hsds_tables()) | {f"{table}.csv": content}
    path = tmp_path_factory.mktemp("any") / "tables.zip"
    path.write_bytes(zip_files(files))
    try:
        read_feed(read_feed_file(path).rows)
    except FeedUnreadable as refusal:
        assert "\n" not in str(refusal)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 2000))
def test_a_zip_damaged_anywhere_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int
) -> None:
    whole = zip_of(hsds_tables())
    path = tmp_path_factory.mktemp("any") / "tables.zip"
    path.write_bytes(whole[: at % len(whole)] + damage + whole[at % len(whole) + len(damage) :])
    try:
        read_feed(read_feed_file(path).rows)
    except FeedUnreadable as refusal:
        assert "\n" not in str(refusal)
