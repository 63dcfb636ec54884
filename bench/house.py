"""Signpost as `make run` starts it, in an empty folder, with a thousand services in its directory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.figures import Watch, say
from bench.many_services import write_feed
from tests.journeys.house import House

SERVICES = 1000
# One address asks for hundreds here; a council's residents have one each.
UNLIMITED = {
    "LIMIT_CHAT": "1000000 per minute",
    "LIMIT_PAGES": "1000000 per minute",
    "LIMIT_HEALTH": "1000000 per minute",
    "CONNECTIONS_PER_ADDRESS": "800",
    "IN_FLIGHT_PER_ADDRESS": "8",
    "CHAT_IN_FLIGHT_PER_ADDRESS": "8",
}


@contextmanager
def house_of_many() -> Iterator[tuple[House, float]]:
    """The house for the length of the block, and the seconds its last start took."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        house = House(Path(folder) / "var", **UNLIMITED)
        house.command("directory", "demo")
        _fill(house, Path(folder))
        watch = Watch()
        house.start()
        started = watch.seconds
        try:
            say("services that may be shown", str(_size(house)))
            yield house, started
        finally:
            house.stop()


def _fill(house: House, folder: Path) -> None:
    exported, feed = folder / "exported.json", folder / "many.json"
    house.command("directory", "export", str(exported))
    write_feed(exported, SERVICES, feed)
    house.command("directory", "import", str(feed))


def _size(house: House) -> int:
    return int(httpx.get(f"{house.url}/health", timeout=10).json()["directory"]["services"])
