"""A page of fifty takes a tenth of a second at most from ten thousand services, and a handful of queries."""

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from sqlalchemy import event

from directory.database import SessionFactory
from directory.importing import import_rows
from directory.models.service import Source
from directory.openreferral.rows import rows_of
from tests.directory.exporting.stores import close, guess, new_store, publisher
from tests.directory.feeds import v3_location, v3_service
from tests.stores import Addresses
from tests.yardstick import slowness
from web.app import create_app
from web.settings import WebSettings

pytestmark = [pytest.mark.slow, pytest.mark.alone]
SERVICES = 10_000
ROUNDS = 9
ABOUT = "A hot dinner and company every week, with somebody to talk to and a lift home for who needs it. " * 8


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SessionFactory]:
    sessions = new_store(Addresses(None, tmp_path_factory.mktemp("large")))
    feed = [_service(number) for number in range(SERVICES)]
    import_rows(sessions, rows_of(feed), Source.IMPORT, label=guess)
    yield sessions
    close(sessions)


def _service(number: int) -> Any:
    link = {"id": f"sal{number}", "location": v3_location(id=f"hall-{number}")}
    organization = {"id": f"org-{number % 900}", "name": f"Friends {number % 900}"}
    about = f"{ABOUT} Number {number}."
    return v3_service(
        f"s{number:05}", description=about, service_at_locations=[link], organization=organization
    )


@pytest.mark.parametrize(
    ("query", "most_queries"),
    [("", 6), ("?page=150", 6), ("?full=true", 20), ("?full=true&page=150", 20), ("?day=TU", 6)],
)
def test_a_page_of_fifty(settings: WebSettings, large: SessionFactory, query: str, most_queries: int) -> None:
    site = create_app(settings, publisher=publisher(large))
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(large.kw["bind"], "before_cursor_execute", note)
    took = []
    for _ in range(ROUNDS):
        started = time.process_time()  # this machine may be busy with other things
        page = site.test_client().get(f"/open-referral/v3/services{query}").json
        took.append(time.process_time() - started)
        assert (page["size"], page["total_items"]) == (50, SERVICES)
    event.remove(large.kw["bind"], "before_cursor_execute", note)
    site.extensions["signpost"].store.close()
    assert len(statements) <= most_queries * ROUNDS
    assert median(took) < 0.1 * slowness()
