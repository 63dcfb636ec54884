"""How often one address may ask: the limit each endpoint counts against stands in the access table."""

from flask import Flask, request
from flask_limiter import Limiter

from web.parts import parts
from web.security.access import ACCESS


def install(app: Flask) -> None:
    """Counts every request against the rate its endpoint names; over it the answer is 429, Retry-After."""
    Limiter(
        _address,
        app=app,
        default_limits=[_rate],
        headers_enabled=True,
        storage_uri="memory://",
        strategy="moving-window",
    )


def _address() -> str:
    return request.remote_addr or "unknown"


def _rate() -> str:
    access = ACCESS.get(request.endpoint or "")
    bucket = access.bucket if access else "pages"
    return str(getattr(parts().settings.limits, bucket))
