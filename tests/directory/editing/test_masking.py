"""A masked address leaves the store in nothing that anybody but an editor is given."""

import json
from typing import Any

import pytest

from directory.editing.given_away import given_away
from directory.editing.plain import plain
from directory.exporting.service import full_service
from directory.listings import Listing, get_listing, listings_with_ids, load_listings
from directory.models.location import Address
from directory.needs.vocabulary import Vocabulary
from directory.queries import reading
from directory.queries.published import stored_services
from tests.directory.editing.conftest import Desk
from tests.directory.feeds import v3_location, v3_service

SECRETS = ("12 Hidden Lane", "DN20 8AA", "Quietholm", "Larch House", "53.552", "-0.492", "100050")


def refuge(desk: Desk) -> None:
    address = {"id": "ad1", "address_1": "12 Hidden Lane", "city": "Quietholm", "postal_code": "DN20 8AA"}
    place = v3_location(
        name="Larch House", description="Larch House, ring first", external_identifier="100050",
        addresses=[address, {**address, "id": "ad2", "address_type": "postal"}],
    )  # fmt: skip
    desk.take_in(v3_service(service_at_locations=[{"id": "sal1", "location": place}]))


def mask(desk: Desk, masked: bool = True) -> None:
    rows = plain("locations", desk.sheet()["locations"])
    desk.save({"locations": [{**row, "masked": masked} for row in rows]})


def told(desk: Desk) -> str:
    """All that pages, matching and the export are given of the service."""
    with desk.sessions() as session:
        rows = reading.services_with_ids(session, ["lunch-1"])
        whole = [
            repr(get_listing(session, "lunch-1")),
            repr(load_listings(session)),
            repr(listings_with_ids(session, ["lunch-1"])),
            json.dumps([said(row) for kind in (rows.locations, rows.addresses) for row in kind["lunch-1"]]),
        ]
    return " ".join(whole)


def said(row: Any) -> dict[str, str]:
    return {name: str(value) for name, value in vars(row).items() if not name.startswith("_")}


def test_without_a_mask_all_of_it_is_told(desk: Desk) -> None:
    refuge(desk)
    assert all(secret in told(desk) for secret in SECRETS)


def test_a_masked_place_tells_nothing(desk: Desk) -> None:
    refuge(desk)
    mask(desk)
    assert [secret for secret in SECRETS if secret in told(desk)] == []
    with desk.sessions() as session:
        assert {row.masked for row in session.query(Address)} == {True}
        listing = get_listing(session, "lunch-1")
    assert listing is not None
    assert (listing.addresses, listing.points, listing.towns) == ((), (), ())
    assert listing.name == "Brigholm Lunch Club"  # the service itself can still be found


def test_one_masked_address_hides_the_whole_place(desk: Desk) -> None:
    refuge(desk)
    desk.do(lambda s: s.get(Address, ("hall-1", "ad2")).__setattr__("masked", True))
    assert [secret for secret in SECRETS if secret in told(desk)] == []


def test_editors_still_read_it_and_may_lift_it(desk: Desk) -> None:
    refuge(desk)
    mask(desk)
    (place,) = plain("locations", desk.sheet()["locations"])
    assert (place["address_1"], place["masked"]) == ("12 Hidden Lane", True)
    mask(desk, masked=False)
    assert "12 Hidden Lane" in told(desk)


def test_a_place_without_an_address_can_be_masked(desk: Desk) -> None:
    place = v3_location(addresses=[])
    desk.take_in(v3_service(service_at_locations=[{"id": "sal1", "location": place}]))
    mask(desk)
    assert "53.552" not in told(desk)


def test_nor_does_the_export_tell_it(desk: Desk) -> None:
    refuge(desk)
    assert all(secret in exported(desk) for secret in ("12 Hidden Lane", "53.552"))
    mask(desk)
    assert [secret for secret in SECRETS if secret in exported(desk)] == []


def exported(desk: Desk) -> str:
    with desk.sessions() as session:
        (service,) = stored_services(session, ["lunch-1"])
        return json.dumps(full_service(service, Vocabulary.load()))


def test_words_that_give_a_masked_address_away_are_found(desk: Desk) -> None:
    refuge(desk)
    desk.save({"description": "Ring first. We are at larch house, DN208AA.", "fees": "Free"})
    assert given_away(desk.sheet()) == ()
    mask(desk)
    assert given_away(desk.sheet()) == ("Larch House", "DN20 8AA")


def test_nor_may_the_way_in_or_the_street_alone_give_it_away(desk: Desk) -> None:
    refuge(desk)
    mask(desk)
    desk.save({"description": "In Hidden Lane, ring first."})
    assert given_away(desk.sheet()) == ("Hidden Lane",)
    desk.save({"description": "Ring first."})
    rows = plain("locations", desk.sheet()["locations"])
    desk.save({"locations": [{**row, "accessibility": ["A ramp from 12 Hidden Lane"]} for row in rows]})
    assert given_away(desk.sheet()) == ("12 Hidden Lane",)


WAYS_IN = ("ring at the side door", "behind the bakery", "third bell")


def hidden_hours(desk: Desk, *, tied: bool = True, other_place: bool = False) -> None:
    """The refuge with times and a way in that give its door away; with `other_place` also an open one."""
    address = {"id": "ad1", "address_1": "12 Hidden Lane", "city": "Quietholm", "postal_code": "DN20 8AA"}
    times = {"id": "s1", "description": WAYS_IN[0], "notes": WAYS_IN[1]}
    place = v3_location(addresses=[address], accessibility=[{"id": "a1", "description": WAYS_IN[2]}])
    places = [{"id": "sal1", "location": place}]
    if other_place:
        places.append({"id": "sal2", "location": v3_location(id="hall-2", accessibility=[])})
    link = {"service_at_location_id": "sal1"} if tied else {}
    desk.take_in(v3_service(service_at_locations=places, schedules=[{**times, **link}]))


@pytest.mark.parametrize("tied", [True, False])
def test_a_masked_place_gives_no_way_in_and_no_words_about_its_times(desk: Desk, tied: bool) -> None:
    hidden_hours(desk, tied=tied)
    before = listing_of(desk)
    assert before.accessibility == (WAYS_IN[2],)
    assert WAYS_IN[0] in " ".join(before.opening)
    mask(desk)
    after = listing_of(desk)
    assert after.accessibility == ()
    assert [each for each in WAYS_IN if each in repr(after)] == []


def test_words_about_the_times_of_an_open_place_stay(desk: Desk) -> None:
    hidden_hours(desk, tied=False, other_place=True)
    rows = plain("locations", desk.sheet()["locations"])
    desk.save({"locations": [{**row, "masked": row["id"] == "hall-1"} for row in rows]})
    assert WAYS_IN[0] in " ".join(listing_of(desk).opening)


def listing_of(desk: Desk) -> Listing:
    with desk.sessions() as session:
        found = get_listing(session, "lunch-1")
    assert found is not None
    return found
