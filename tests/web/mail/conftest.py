"""The post office for the tests of this room."""

from collections.abc import Iterator

import pytest

from tests.web.mail.post_office import PostOffice, open_post_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as opened:
        yield opened
