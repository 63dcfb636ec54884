"""A masked door stays masked whatever a feed does to its number."""

from typing import Any

import pytest

from directory.editing.plain import plain
from tests.directory.editing.conftest import Desk
from tests.directory.editing.test_masking import told
from tests.directory.feeds import v3_location, v3_service

SECRETS = ("12 Hidden Lane", "DN20 8AA", "Larch House", "53.552")
Place = dict[str, Any]


def refuge(**changes: Any) -> Place:
    address = {"address_1": "12 Hidden Lane", "city": "Brigholm", "postal_code": "DN20 8AA"}
    place = v3_location(name="Larch House", addresses=[address], **changes)
    return {key: value for key, value in place.items() if value is not None}


def office(**changes: Any) -> Place:
    address = {"address_1": "2 Open Road", "city": "Brigholm", "postal_code": "DN15 6NL"}
    place = v3_location(name="Office", addresses=[address], latitude=53.59, longitude=-0.65, **changes)
    return {key: value for key, value in place.items() if value is not None}


def take_in(desk: Desk, *places: Place) -> Any:
    return desk.take_in(v3_service(service_at_locations=[{"location": place} for place in places]))


def mask(desk: Desk, masked: bool = True, name: str = "Larch House") -> None:
    rows = plain("locations", desk.sheet()["locations"])
    desk.save({"locations": [{**row, "masked": masked} if row["name"] == name else row for row in rows]})


def leaks(desk: Desk) -> list[str]:
    return [secret for secret in SECRETS if secret in told(desk)]


NO_ID: Place = {"id": None}


@pytest.mark.parametrize(
    "later",
    [
        [office(**NO_ID), refuge(**NO_ID)],
        [refuge(id="new-id")],
        [office(id="hall-1"), refuge(id="other")],
        [refuge(**NO_ID), office(**NO_ID)],
        [refuge(**NO_ID)],
    ],
)
@pytest.mark.parametrize("first", [[refuge(**NO_ID)], [refuge()], [refuge(**NO_ID), office(**NO_ID)]])
def test_a_door_that_moves_in_the_list_stays_masked(
    desk: Desk, first: list[Place], later: list[Place]
) -> None:
    take_in(desk, *first)
    mask(desk)
    assert leaks(desk) == []
    for _ in range(2):  # the second time, the door is known by its new number alone
        take_in(desk, *later)
        assert leaks(desk) == []


def test_two_places_that_change_their_order(desk: Desk) -> None:
    take_in(desk, office(**NO_ID), refuge(**NO_ID))
    mask(desk)
    take_in(desk, refuge(**NO_ID), office(**NO_ID))
    assert leaks(desk) == []


def test_a_refuge_that_moves_house_stays_masked_until_an_editor_looks(desk: Desk) -> None:
    take_in(desk, refuge())
    mask(desk)
    take_in(desk, v3_location(id="new", name="Ash House", latitude=53.6, longitude=-0.6, addresses=[
        {"address_1": "7 Quiet Close", "postal_code": "DN16 1AA"}]))  # fmt: skip
    assert "Quiet Close" not in told(desk)
    mask(desk, masked=False, name="Ash House")
    assert "Quiet Close" in told(desk)


def test_what_an_editor_opened_stays_open(desk: Desk) -> None:
    take_in(desk, refuge(), office(id="office"))
    mask(desk)
    mask(desk, masked=False)
    take_in(desk, refuge(), office(id="office"))
    assert leaks(desk) == list(SECRETS)


def test_an_open_place_beside_a_masked_one_stays_open(desk: Desk) -> None:
    take_in(desk, refuge(), office(id="office"))
    mask(desk)
    report = take_in(desk, refuge(), office(id="office"))
    assert (report.changed, report.unchanged) == (0, 1)
    assert "2 Open Road" in told(desk)
    assert leaks(desk) == []
