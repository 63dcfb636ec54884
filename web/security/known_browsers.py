"""Browsers in which somebody has signed in before: their tries are counted apart from everybody else's.

So nobody can lock a person out by guessing at their account, from their own office or from a thousand places:
where they sign in every day, they still get in. The cookie holds a random number and the ids of accounts,
signed; it opens nothing by itself.
"""

import secrets
from dataclasses import dataclass

from flask import current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from web.parts import parts

_NAME = "signpost-browser"
_SECONDS = 180 * 24 * 3600
_MOST = 20  # people at one shared desk


@dataclass(frozen=True)
class Browser:
    """One browser: what its tries are counted under, and whose it is known to be."""

    number: str
    accounts: tuple[int, ...] = ()


def line_for(account_id: int | None, line: str) -> tuple[str, bool]:
    """What a try at this account counts under, and whether the browser is known to be its person's."""
    browser = _read()
    if browser is None or account_id is None or account_id not in browser.accounts:
        return line, False
    return f"browser {browser.number}", True


def remember(account_id: int) -> None:
    """Puts the account among those of this browser, with the answer to the present request."""
    browser = _read() or Browser(secrets.token_urlsafe(12))
    others = tuple(each for each in browser.accounts if each != account_id)
    g.browser_to_remember = Browser(browser.number, (account_id, *others)[:_MOST])


def set_cookie(response: Response) -> Response:
    """Sends along what `remember` was told."""
    browser: Browser | None = g.pop("browser_to_remember", None)
    if browser is not None:
        response.set_cookie(
            _cookie_name(), _signer().dumps([browser.number, *browser.accounts]), max_age=_SECONDS,
            secure=parts().settings.secure_cookies, httponly=True, samesite="Lax",
        )  # fmt: skip
    return response


def _read() -> Browser | None:
    try:
        number, *accounts = _signer().loads(request.cookies.get(_cookie_name(), ""), max_age=_SECONDS)
    except BadSignature:
        return None
    return Browser(number, tuple(accounts))


def _cookie_name() -> str:
    return f"__Host-{_NAME}" if parts().settings.secure_cookies else _NAME


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")
