"""Fills in the site's forms the way a browser without JavaScript does."""

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SAID = "my mum keeps falling"  # what Rosa has said where a test begins after it


def hidden(page: TestResponse) -> dict[str, str]:
    """The hidden fields of a page's first form (every form of a page carries the same two)."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    fields: dict[str, str] = {}
    for name, value in found:
        fields.setdefault(name, unescape(value))
    return fields


def send(
    browser: FlaskClient, text: str, page: TestResponse | None = None, to: str = "/chat"
) -> TestResponse:
    """Type `text` into the chat and press Send; what comes back, before any redirect is followed."""
    shown = page or browser.get("/start", follow_redirects=True)
    return browser.post(to, data={**hidden(shown), "text": text})
