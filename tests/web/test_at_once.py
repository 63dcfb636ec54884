"""No address takes every place."""

from web.security.in_flight import InFlight


def test_an_address_has_so_many_places_and_another_has_its_own() -> None:
    places = InFlight(2)
    assert [places.enter("a"), places.enter("a"), places.enter("a")] == [True, True, False]
    assert places.enter("b")
    places.leave("a")
    assert places.enter("a")


def test_an_address_with_nothing_under_way_is_forgotten() -> None:
    places = InFlight(2)
    places.enter("a")
    places.leave("a")
    assert len(places) == 0
