"""From a request that ended to its row in the national return. Pure; what is not known is never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from web.handoffs.queue.outcomes import outcomes
from web.outbox.client_level.periods import Period
from web.outbox.client_level.specification import Specification


@dataclass(frozen=True)
class Ended:
    """A request that is over. `outcomes` and `requests`: of all its hand-offs.

    `reference`: of its first hand-off, by which staff and the person know it. `case_number`: whose it is in
    the case system.
    """

    reference: str
    channel: str
    started: date
    ended: date
    outcomes: tuple[str, ...]
    requests: frozenset[str] = frozenset()
    route: str | None = None
    unpaid_carer: str | None = None
    case_number: str | None = None


@dataclass(frozen=True)
class Row:
    """One row: the request it is of, when that began and ended, and what each column says, by its id."""

    reference: str
    started: date
    ended: date
    cells: Mapping[str, str]


def row_of(spec: Specification, ended: Ended, period: Period, council: str) -> Row | None:
    """The row of a request; None where nothing came of it that the return takes (`no_row`)."""
    came = [each for each in ended.outcomes if each not in spec.no_row]
    if not came:
        return None
    filled = {
        "la_code": council,
        "period_start": _day(spec, period.first),
        "period_end": _day(spec, period.last),
        "la_person_id": ended.case_number or "",
        "client_type": _client_type(spec, ended),
        "unpaid_carer": _unpaid_carer(spec, ended.unpaid_carer),
        "event_type": spec.lists["event_type"][0],
        "event_reference": ended.reference,
        "event_start": _day(spec, ended.started),
        "event_end": _day(spec, ended.ended),
        "event_description": spec.description.get(ended.channel, ""),
        "event_outcome": _outcome(spec, came),
        "route_of_access": _route(spec, ended.route),
    }
    return Row(ended.reference, ended.started, ended.ended, {**spec.empty, **filled})


def _day(spec: Specification, day: date) -> str:
    return day.strftime(spec.date_format)


def _client_type(spec: Specification, ended: Ended) -> str:
    types = spec.client_types
    is_carers = types.carer_requests & ended.requests or types.carer_outcomes & set(ended.outcomes)
    return types.carer if is_carers else types.otherwise


def _outcome(spec: Specification, came: list[str]) -> str:
    """The return's words for what came of it; of several the first in the return's own order."""
    known = outcomes()
    said = [known[each].cld or "" for each in came if each in known]
    return min(filter(None, said), key=spec.rank, default="")


def _route(spec: Specification, code: str | None) -> str:
    """A code that has no value in the return stays empty, and the row is found by the checks."""
    return spec.routes.get(code, "") if code else spec.route_not_recorded


def _unpaid_carer(spec: Specification, code: str | None) -> str:
    return spec.unpaid_carer.get(code, "") if code else spec.unpaid_carer_not_recorded
