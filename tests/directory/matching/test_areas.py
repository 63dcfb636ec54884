"""Services for a part of the area only."""

import numpy as np
import pytest

from directory.matching.areas import AreasServed
from directory.matching.geography import Geography
from directory.matching.surroundings import Surroundings
from directory.places import Place, PlaceKind
from directory.towns import Town
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
    assert AreasServed(TOWNS, "Eastmere").towns_of(areas) == served


@pytest.mark.parametrize(("lat", "theirs"), [(53.66, True), (53.60, False)])
def test_a_place_belongs_to_the_nearest_town(lat, theirs):
    winterby = make_listing("one", serves=("Winterby and the cliff villages",))
    geography = Geography([winterby], Surroundings(TOWNS, "Eastmere"))
    place = Place(PlaceKind.POSTCODE, "DN15 9SJ", lat, -0.6)
    assert geography.serves(np.array([0]), place).tolist() == [theirs]
