"""The machine's own Chromium, started so that it speaks to nobody but us."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

HOW_TO_GET_IT = "Chromium is not on this machine; get it with `apt-get install chromium` (as root)."
QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-quic", "--disable-gpu", "--no-sandbox",
)  # fmt: skip


def start_chromium(playwright: Playwright) -> Browser:
    """A started browser; without Chromium the test is skipped, and in CI, which installs it, failed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(HOW_TO_GET_IT)
    if found is None:
        pytest.skip(HOW_TO_GET_IT)
    return playwright.chromium.launch(executable_path=found, args=list(QUIET))
