"""A site with a council's own sign-in, and the way there and back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient

from tests.web.sign_in.council.house import CLIENT_ID, CLIENT_SECRET, CouncilHouse, Person, council_house
from web.models.staff import Role
from web.settings import COUNCIL_SIGN_IN_BACK, WebSettings
from web.sign_in.settings import CouncilSignIn
from web.sign_in.settings import SignIn as Ways

PUBLIC = "https://signpost.example.org"
OUT = "/staff/sign-in/council"
ROLES = (("asc-admins", Role.ADMINISTRATOR), ("asc-managers", Role.MANAGER), ("asc advisers", Role.ADVISER))


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[CouncilHouse]:
    # Authlib's server side refuses plain HTTP otherwise; ours is told by the address that it is this machine.
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with council_house(PUBLIC + COUNCIL_SIGN_IN_BACK) as running:
        running.here = Person("0042", "Priya.Shah", ["staff", "asc advisers"])
        yield running


@pytest.fixture
def settings(settings: WebSettings, house: CouncilHouse) -> WebSettings:
    council = CouncilSignIn(house.issuer, CLIENT_ID, CLIENT_SECRET, ROLES, PUBLIC + COUNCIL_SIGN_IN_BACK)
    ways = Ways(codes_for=frozenset(Role), council=council)
    return replace(settings, public_url=PUBLIC, sign_in=ways)


def travel(browser: FlaskClient, start: str = OUT) -> Any:
    """To the provider and back, as a browser goes; the last answer of ours."""
    there = browser.get(start)
    assert there.status_code == 302, there.get_data(as_text=True)
    back = httpx.get(there.location, trust_env=False).headers["Location"]
    return browser.get(back.removeprefix(PUBLIC))
