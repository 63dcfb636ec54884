"""The site over a directory with old entries, and the staff who keep it true."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.directory.freshness.conftest import Desk, old_service
from tests.web.keeping import site_over
from tests.web.reminders.conftest import clock, desk
from web.settings import WebSettings

__all__ = ["clock", "desk"]


@pytest.fixture
def app(desk: Desk, settings: WebSettings) -> Iterator[Flask]:
    nobody = {"id": "org-2", "name": "No Post"}
    desk.take_in(
        old_service(),
        old_service("silent", name="Silent Choir", email=None, organization=nobody, assured_date=None),
        old_service("fresh", name="Fresh Club", assured_date="2026-11-20"),
    )
    made = site_over(desk, settings)
    yield made
    made.extensions["signpost"].store.close()
