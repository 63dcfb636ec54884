"""Sites for tests, on the store."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from web.clock import local_day, now
from web.models.site import Site
from web.store import sites

ZONE = "Europe/London"


def today() -> date:
    return local_day(now(), ZONE)


def site(session: Session, slug: str = "eastmere", **more: Any) -> Site:
    """A site that began a week ago and runs for twelve weeks; anything else as it is said."""
    values: dict[str, Any] = {
        "name": "Eastmere front door", "tried": "Listening first", "first_day": today() - timedelta(days=7),
        "last_day": today() + timedelta(days=76),
    }  # fmt: skip
    return sites.make(session, sites.Draft(slug, **(values | more)), by=None)
