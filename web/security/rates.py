"""How often one address may ask: the limit each endpoint counts against stands in the access table."""

from flask import Flask, Response, request
from flask_limiter import Limiter
from limits import parse_many
from werkzeug.exceptions import TooManyRequests

from web.parts import parts
from web.security.access import ACCESS, bucket_of
from web.security.addresses import sender
from web.security.tokens import token_number

_WAIT_SECONDS = 60


def install(app: Flask) -> None:
    """Counts every request against the rate its endpoint names; over it the answer is 429, Retry-After."""
    app.after_request(_only_when_refused)  # Before the limiter's own, so that it runs after it.
    limiter = Limiter(
        _who,
        app=app,
        default_limits=[_rate],
        headers_enabled=True,
        storage_uri="memory://",
        strategy="moving-window",
    )
    app.before_request(lambda: _count_the_rest(limiter))


def _count_the_rest(limiter: Limiter) -> None:
    # What the limiter itself passes over: files, and addresses that lead nowhere.
    if request.endpoint in (None, "static"):
        hits = [limiter.limiter.hit(rate, "rest", sender()) for rate in parse_many(_rate())]
        if not all(hits):
            raise TooManyRequests(retry_after=_WAIT_SECONDS)


def _only_when_refused(response: Response) -> Response:
    # The limiter says "try again" with every answer, also with one that was given.
    if response.status_code < 400:
        response.headers.pop("Retry-After", None)
    return response


def _who() -> str:
    # A token counts for itself, from however many addresses it comes, and whoever else shares them.
    return f"token {token_number()}" if _by_token() else sender()


def _rate() -> str:
    bucket = "tokens" if _by_token() else bucket_of(request.endpoint)
    return str(getattr(parts().settings.limits, bucket))


def _by_token() -> bool:
    # A program that the council gave a token may speak for a whole contact centre behind one address, where
    # its token opens anything: nowhere else, least of all where passwords are tried.
    access = ACCESS.get(request.endpoint or "")
    return access is not None and access.by_token and token_number() is not None
