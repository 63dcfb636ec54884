"""Setting up one-time codes as people do: through the pages, with an authenticator app beside them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyotp
import pytest
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, post
from web.clock import now
from web.database import ContactsStore
from web.models.staff import StaffUser
from web.security.one_time_codes import STEP_SECONDS
from web.store import staff

SIGN_IN, CODE, CODES = "/staff/sign-in", "/staff/sign-in/code", "/staff/account/codes"
SignIn = Callable[[str], FlaskClient]


@dataclass(frozen=True)
class Telephone:
    """An authenticator app, and the recovery codes on a slip of paper."""

    secret: str
    slip: tuple[str, ...]

    def shows(self, later: int = 1) -> str:
        """The code of a later step: the one of now was used when the codes were set up."""
        return pyotp.HOTP(self.secret).at(int(now().timestamp()) // STEP_SECONDS + later)


def set_up(browser: FlaskClient) -> Telephone:
    """Sets up one-time codes in a browser in which somebody is signed in."""
    post(browser, CODES, page=CODES)
    shown = browser.get(CODES).get_data(as_text=True)
    key = re.search(r'class="key">([A-Z2-7 ]+)<', shown)
    assert key, shown
    secret = key[1].replace(" ", "")
    done = post(browser, f"{CODES}/confirm", page=CODES, code=pyotp.TOTP(secret).now())
    slip = re.findall(r"<code>([\w-]+)</code>", done.get_data(as_text=True))
    assert (done.status_code, len(slip)) == (200, 10)
    return Telephone(secret, tuple(slip))


def half_way(browser: FlaskClient, name: str = "grace") -> None:
    """The right password, in a browser that then asks for the code."""
    answer = post(browser, SIGN_IN, page=SIGN_IN, name=name, password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, CODE)


@pytest.fixture
def telephone(signed_in: SignIn) -> Telephone:
    """Grace's, set up."""
    return set_up(signed_in("grace"))


def account(store: ContactsStore, name: str) -> StaffUser:
    with store.reading() as session:
        found = staff.by_name(session, name)
    assert found
    return found
