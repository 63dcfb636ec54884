"""Imports of live sources in tests: the real thing, in a hurry."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stamina.instrumentation import set_on_retry_hooks

from directory.database import SessionFactory
from directory.importing import ImportReport, Wishes, import_address
from directory.listings import load_listings
from directory.sources.manners import Manners

HASTE = replace(
    Manners(),
    gap=0.0,
    attempts=3,
    first_wait=0.01,
    longest_wait=0.5,
    answer_within=20.0,  # a busy machine may stand still for a second; who tests waiting says its own
    whole_within=20.0,
    page_bytes=2_000_000,
    failures_in_a_row=3,
)
Import = Callable[..., ImportReport]


@pytest.fixture(autouse=True)
def quiet_retries() -> None:
    set_on_retry_hooks(())


@pytest.fixture
def take(sessions: SessionFactory, tmp_path: Path) -> Import:
    """Import an address; manners may be changed by name, everything else is a wish."""

    def take(address: str, manners: dict[str, Any] | None = None, **wishes: Any) -> ImportReport:
        return import_address(
            sessions,
            address,
            tmp_path / "feeds",
            wishes=Wishes(**{"source": "council", **wishes}),
            manners=replace(HASTE, **(manners or {})),
        )

    return take


@pytest.fixture
def shown(sessions: SessionFactory) -> Callable[[], dict[str, Any]]:
    """Listings by id."""

    def shown() -> dict[str, Any]:
        with sessions() as session:
            return {found.id: found for found in load_listings(session)}

    return shown
