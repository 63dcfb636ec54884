"""Services for a part of the area only."""

import pytest

from directory.gazetteer import Town
from directory.matching.areas import serves_place, towns_served
from directory.places import Place, PlaceKind
from tests.directory.matching.listings import make_listing

EASTMERE, WINTERBY = Town("Eastmere", 53.590, -0.650), Town("Winterby", 53.648, -0.600)
TOWNS = (EASTMERE, WINTERBY)


@pytest.mark.parametrize(
    ("areas", "served"),
    [
        ((), ()),
        (("Winterby and the cliff villages",), (WINTERBY,)),
        (("Eastmere",), ()),
        (("The Borough of Eastmere",), ()),
        (("Winterby", "Lincolnshire"), ()),
        (("Winterbyshire",), ()),
    ],
)
def test_the_towns_of_an_area_are_found_in_its_name(areas, served):
    assert towns_served(make_listing("one", serves=areas), TOWNS, "Eastmere") == served


@pytest.mark.parametrize(("lat", "theirs"), [(53.66, True), (53.60, False)])
def test_a_place_belongs_to_the_nearest_town(lat, theirs):
    assert serves_place((WINTERBY,), Place(PlaceKind.POSTCODE, "DN15 9SJ", lat, -0.6), TOWNS) is theirs
