"""Ten thousand services: the worklist by age and the health page's sums are there before anybody waits."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert

from directory.database import begin_writing
from directory.models.location import Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service
from directory.models.signpost import ServiceNeed
from directory.needs.vocabulary import Vocabulary
from tests.directory.freshness.conftest import START, Desk
from tests.yardstick import slowness

SERVICES = 10_000
TOWNS = 60
# What was measured on one core of a small machine, with room for a busy one.
WORKLIST_SECONDS, HEALTH_SECONDS = 3.0, 6.0


@pytest.fixture
def many(desk: Desk) -> Desk:
    needs = [need.id for need in Vocabulary.load()]
    numbers = range(SERVICES)
    rows = [
        (Organization, [{"id": f"o{n}", "name": f"Org {n}", "description": "", "email": f"o{n}@example.org"}
                        for n in range(SERVICES // 4)]),
        (Service, [{"id": f"s{n}", "name": f"Service {n} of {n % 977}", "description": "Help.",
                    "organization_id": f"o{n // 4}", "url": f"https://s{n}.example.org", "status": "active",
                    "source": "import", "national": False, "fingerprint": "x", "version": 0,
                    "assured_date": START.date() - timedelta(days=n % 900) if n % 7 else None}
                   for n in numbers]),
        (Location, [{"id": f"l{n}", "location_type": "physical"} for n in numbers]),
        (Address, [{"location_id": f"l{n}", "id": "a", "position": 0, "city": f"Town {n % TOWNS}",
                    "address_type": "physical", "masked": False} for n in numbers]),
        (ServiceAtLocation, [{"service_id": f"s{n}", "id": "x", "position": 0, "location_id": f"l{n}"}
                             for n in numbers]),
        (ServiceNeed, [{"service_id": f"s{n}", "need_id": needs[(n + more) % len(needs)], "confidence": 0.9,
                        "source": "recogniser"} for n in numbers for more in range(2)]),
    ]  # fmt: skip
    with begin_writing(desk.sessions) as session:
        for table, values in rows:
            session.execute(insert(table), values)
    return desk


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.mark.slow
@pytest.mark.alone
def test_ten_thousand(many: Desk) -> None:
    needs = [need.id for need in Vocabulary.load()]
    worklist = seconds(lambda: many.keeper.standings())
    health = seconds(lambda: many.keeper.health(needs))
    assert len(many.keeper.standings()) == SERVICES
    slower = slowness()
    assert worklist < WORKLIST_SECONDS * slower
    assert health < HEALTH_SECONDS * slower
