"""What might do instead, and what else the same people offer."""

import pytest

from directory.browsing.alike import others_of, services_alike
from directory.browsing.index import BrowseIndex
from directory.browsing.shelf import BrowseShelf
from directory.reach import Reach
from tests.directory.matching.listings import FAR, NEAR, make_listing

FALLS, PETS = (("falls_prevention", 0.8),), (("pets", 0.9),)
STEADY = make_listing("steady", organisation="Steps", needs=FALLS, points=(NEAR,))
NEXT_DOOR = make_listing("next", organisation="Others", needs=FALLS, points=(NEAR,))
FAR_OFF = make_listing("far", organisation="Others", needs=FALLS, points=(FAR,))
VISITS = make_listing("visits", organisation="Others", needs=FALLS, points=(FAR,), reach=(Reach.HOME_VISIT,))
DOGS = make_listing("dogs", organisation="Others", needs=PETS)
OWN = make_listing("own", organisation="Steps", name="A second thing", needs=FALLS)
ALL = [STEADY, NEXT_DOOR, FAR_OFF, VISITS, DOGS, OWN]


@pytest.fixture
def index() -> BrowseIndex:
    return BrowseIndex(ALL, "Eastmere", 0.06)


def ids(listings):
    return [one.id for one in listings]


def test_the_same_need_nearest_first_visits_before_a_long_way(index: BrowseIndex) -> None:
    assert ids(services_alike(STEADY, index, 5)) == ["next", "visits", "far"]
    assert ids(services_alike(STEADY, index, 1)) == ["next"]


def test_one_that_is_not_listed_any_more_has_likes_too(index: BrowseIndex) -> None:
    closed = make_listing("closed", organisation="", needs=PETS)
    assert ids(services_alike(closed, index, 5)) == ["dogs"]


def test_without_needs_nothing_is_alike(index: BrowseIndex) -> None:
    assert services_alike(make_listing("bare", needs=()), index, 5) == []


def test_what_else_the_organisation_offers(index: BrowseIndex) -> None:
    assert ids(others_of(STEADY, index)) == ["own"]
    assert others_of(make_listing("nobody's", organisation=""), index) == []


def test_the_shelf_makes_its_index_anew_only_for_new_listings() -> None:
    rows = [ALL]
    shelf = BrowseShelf(lambda: rows[-1], "Eastmere")
    first = shelf.index()
    assert shelf.index() is first
    rows.append([STEADY])
    assert len(shelf.index()) == 1
