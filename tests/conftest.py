"""What every room's tests share: one browser, since a process may drive only one at a time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import start_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    with sync_playwright() as playwright:
        started = start_chromium(playwright)
        yield started
        started.close()
