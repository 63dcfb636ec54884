"""A specification, a quarter, and requests of nobody that ended in it."""

from dataclasses import replace
from datetime import date
from typing import Any

from web.outbox.client_level.periods import Period
from web.outbox.client_level.rows import Ended, Row, row_of
from web.outbox.client_level.specification import specification

SPEC = specification()
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")
ENDED = Ended(
    reference="SP-0000-0000",
    channel="telephone",
    started=date(2026, 6, 29),
    ended=date(2026, 7, 3),
    outcomes=("info_only",),
    route="community",
    unpaid_carer="yes",
    case_number="1234567",
)


def row(**more: Any) -> Row:
    """The row of a request that differs from ENDED in `more`."""
    made = row_of(SPEC, replace(ENDED, **more), QUARTER, "503")
    assert made is not None
    return made
