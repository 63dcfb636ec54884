"""Holds a page against the machine-checkable part of WCAG 2.2, levels A and AA, with axe-core."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Best practice is no law, but what it finds (two first headings, a region without a name) is a fault.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
_AXE = Axe()


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands, with everything folded away opened: rule, place, why."""
    page.wait_for_load_state()  # a page whose styles are on their way is not what anybody sees
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = _AXE.run(page, options=_OPTIONS).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


def sideways(page: Page) -> int:
    """By how many CSS pixels the page must be scrolled sideways to be read."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
