"""Made-up listings for ranking tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from directory.listings import Listing
from directory.reach import Reach

TODAY = date(2026, 6, 1)
HERE = (53.590, -0.650)
NEAR = (53.595, -0.650)
FAR = (53.690, -0.300)

PLAIN = Listing(
    id="plain",
    name="Plain Service",
    description="",
    organisation="",
    url=None,
    email=None,
    phones=(),
    addresses=(),
    points=(NEAR,),
    towns=("Eastmere",),
    reach=(Reach.VENUE,),
    area_wide=False,
    national=False,
    demonstration=True,
    cost=None,
    free=None,
    min_age=None,
    max_age=None,
    eligibility=None,
    languages=(),
    accessibility=(),
    opening=(),
    assured_date=date(2026, 5, 1),
    last_modified=None,
    needs=(("falls_prevention", 0.8),),
    status="active",
)


def make_listing(id: str, **changes: Any) -> Listing:
    """A local service for falls, checked a month ago, but for the changes."""
    return replace(PLAIN, id=id, **{"name": id.title(), **changes})
