"""One Signpost reads another over real HTTP: what it takes in is what the other gave out."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from directory.database import SessionFactory
from directory.importing import import_address
from directory.sources.manners import Manners
from directory.validate_command import check_address
from directory.validating.findings import Verdict
from tests.directory.exporting.stores import close, export_of, new_store
from tests.stores import Addresses

pytestmark = pytest.mark.slow


@pytest.fixture
def address(open_site: Flask) -> Iterator[str]:
    """The open data of the demonstration, on loopback."""
    server = make_server("127.0.0.1", 0, open_site, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/open-referral/v3"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_passes_the_check(address: str) -> None:
    report = check_address(f"{address}/")
    assert (report.verdict, report.findings) == (Verdict.PASS, ())


def test_what_is_taken_in_is_what_was_given_out(
    address: str, shown: SessionFactory, tmp_path: Path, addresses: Addresses
) -> None:
    elsewhere = new_store(addresses)
    report = import_address(elsewhere, address, tmp_path / "feeds", manners=Manners(gap=0, page_size=50))
    assert (report.added, report.rejected) == (251, ())
    assert export_of(elsewhere) == export_of(shown)
    again = import_address(elsewhere, address, tmp_path / "feeds", manners=Manners(gap=0, page_size=50))
    assert (again.added, again.changed, again.vanished) == (0, 0, ())
    close(elsewhere)
