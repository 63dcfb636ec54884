"""The dashboard's parts in order, and how each is made."""

from collections.abc import Callable, Mapping

from web.staff.dashboard.parts.hours import hours
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.parts.measures import measures
from web.staff.dashboard.parts.overview import overview
from web.staff.dashboard.parts.queue import queue
from web.staff.dashboard.parts.weeks import weeks
from web.staff.dashboard.parts.who import needs, who
from web.staff.dashboard.table import Part

PARTS: Mapping[str, Callable[[Look], Part]] = {
    "overview": overview,
    "measures": measures,
    "weeks": weeks,
    "needs": needs,
    "who": who,
    "hours": hours,
    "queue": queue,
}

# What a board reads; the queue is of this moment and would be old by the time it meets.
PACKED = ("overview", "measures", "weeks", "needs", "who", "hours")
