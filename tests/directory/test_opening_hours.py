"""On which days a service is open and whether in the evening; nothing written down is nothing known."""

import pytest

from directory.models.access import Schedule
from directory.opening_hours import EVENING, KNOWN_DAYS, KNOWN_TIMES, WEEKEND_OPEN, hours_bits, open_times


def schedule(**fields: str) -> Schedule:
    return Schedule(service_id="one", id="one", position=0, **fields)


@pytest.mark.parametrize(
    ("rows", "days", "evening"),
    [
        ([], set(), None),
        ([{"byday": "MO,1SA", "opens_at": "09:00", "closes_at": "17:00"}], {"MO", "SA"}, False),
        ([{"byday": "TU", "opens_at": "18:30", "closes_at": "20:00"}], {"TU"}, True),
        ([{"byday": "TU", "opens_at": "10:00", "closes_at": "21:00"}], {"TU"}, True),
        ([{"byday": "FR", "opens_at": "09:00", "closes_at": "18:00"}], {"FR"}, False),
        ([{"byday": "SA", "opens_at": "17:00", "closes_at": "01:00"}], {"SA"}, True),
        ([{"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "00:00"}], None, True),
        ([{"description": "Tuesdays and every other Sunday"}], {"TU", "SU"}, None),
        ([{"description": "by appointment"}], set(), None),
        ([{"byday": "MO"}, {"byday": "SU", "opens_at": "19:00"}], {"MO", "SU"}, True),
    ],
)
def test_days_and_evenings(rows, days, evening):
    found = open_times([schedule(**row) for row in rows])
    assert found.days == (days if days is not None else {"MO", "TU", "WE", "TH", "FR", "SA", "SU"})
    assert found.evening is evening


@pytest.mark.parametrize(
    ("days", "evening", "bits"),
    [
        ((), None, 0),
        (("MO",), False, KNOWN_DAYS | KNOWN_TIMES),
        (("MO", "SU"), True, KNOWN_DAYS | WEEKEND_OPEN | KNOWN_TIMES | EVENING),
    ],
)
def test_unknown_is_not_closed(days, evening, bits):
    assert hours_bits(days, evening) == bits
