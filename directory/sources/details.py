"""What a list leaves out of its entries, fetched from each service's own address."""

from collections.abc import Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from directory.exceptions import FeedUnreadable
from directory.openreferral.json_page import FeedRow
from directory.openreferral.values import identity
from directory.sources.answers import AnswerRefused, SourceBusy
from directory.sources.asking import Asking, name_of
from directory.sources.progress import bar

# An entry with none of these is a line of a list, not a service told whole; an empty one says: it has none.
DETAIL = frozenset(
    {"service_at_locations", "locations", "contacts", "phones", "schedules", "regular_schedules"}
)
NO_SUCH_ADDRESS = frozenset({400, 401, 403, 404, 405, 410, 501})
TRIES = 3  # services whose own address is tried before a source counts as having none


class Details:
    """The own addresses of a source's services. `refused` says which could not be had, and why."""

    def __init__(self, asking: Asking, list_url: str) -> None:
        self._asking = asking
        self._base = urlunsplit(urlsplit(list_url)._replace(query="", fragment=""))
        self._in_a_row, self._lock = 0, Lock()
        self.refused: dict[int, str] = {}  # by position in the list

    def exist(self, rows: list[FeedRow]) -> bool:
        """Whether this source has such addresses at all: one of the first few answers."""
        for row in rows[:TRIES]:
            try:
                self._detail(row)
                return True
            except AnswerRefused as refusal:
                if refusal.status not in NO_SUCH_ADDRESS:
                    return True
            except FeedUnreadable:
                return True
        return False

    def complete(self, rows: list[FeedRow]) -> list[FeedRow]:
        """The rows with their details, those that were refused left out."""
        pool = ThreadPoolExecutor(self._asking.manners.connections)
        found: dict[int, FeedRow] = {}
        try:
            with bar("Reading each service", len(rows), "service") as progress:

                def take(row: FeedRow) -> None:
                    whole = self._one(row)
                    if whole is not None:
                        found[row.position] = whole
                    progress.update()

                _all_or_first_problem([pool.submit(take, row) for row in rows])
        finally:
            pool.shutdown(cancel_futures=True)
        return [found[row.position] for row in rows if row.position in found]

    def _one(self, row: FeedRow) -> FeedRow | None:
        try:
            detail = self._detail(row)
        except (AnswerRefused, FeedUnreadable) as problem:
            self._note_refusal(row, problem)
            return None
        with self._lock:
            self._in_a_row = 0
        return FeedRow(row.position, row.line, {**row.value, **detail})

    def _note_refusal(self, row: FeedRow, problem: Exception) -> None:
        """One service that cannot be had is left as it was; many in a row are a source in trouble."""
        with self._lock:
            self._in_a_row += 1
            self.refused[row.position] = f"its own page could not be had: {problem}"
            if self._in_a_row >= self._asking.manners.failures_in_a_row:
                raise SourceBusy(f"{self._in_a_row} services one after the other could not be had. {problem}")

    def _detail(self, row: FeedRow) -> Mapping[str, Any]:
        own_id = identity(row.value["id"])
        url = f"{self._base.rstrip('/')}/{quote(str(own_id), safe='')}"
        given = _unwrapped(self._asking.object(url))
        if not isinstance(given, dict) or identity(given.get("id")) != own_id:
            raise FeedUnreadable(f"{name_of(self._base)}/... answers with something other than that service.")
        return given


def lacks_detail(row: FeedRow) -> bool:
    """Whether an entry is a line of a list, with an id to ask for the rest by."""
    value = row.value
    return isinstance(value, dict) and not DETAIL & value.keys() and identity(value.get("id")) is not None


def _unwrapped(given: Any) -> Any:
    """A service that came inside a list of one, or under a name of its own."""
    if isinstance(given, list) and len(given) == 1:
        return given[0]
    if isinstance(given, dict) and "id" not in given:
        inner = given.get("service", given.get("data"))
        return inner if isinstance(inner, dict) else given
    return given


def _all_or_first_problem(futures: list[Future[None]]) -> None:
    done, waiting = wait(futures, return_when=FIRST_EXCEPTION)
    for future in waiting:
        future.cancel()
    for future in done:
        future.result()
