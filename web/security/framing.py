"""Signpost within another site's page: the same pages under /embed/, with a session cookie of their own.

Only what lies under /embed/ may be framed, and only where the access table says so; everything else refuses
every frame. Why a cookie of its own, and which: docs/decisions (embedding).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import Flask, request, url_for
from flask.sessions import SecureCookieSessionInterface

from web.parts import parts
from web.security.access import ACCESS, Door

PREFIX = "/embed"
_MARK = "signpost.framed"
# What may be shown within a page of another site: what residents use, no more.
_ROOMS = ("resident.", "public_directory.", "live.", "reports.")
FRAMED = frozenset(
    {"static", "looks.colours", "looks.logo", "embed.enter"}
    | {name for name in ACCESS if name.startswith(_ROOMS) and ACCESS[name].door is Door.PUBLIC}
)
# In the session of a frame: the origin of the page around it.
FRAMED_BY = "framed_by"


def install(app: Flask, origins: Sequence[str]) -> None:
    """Opens /embed/... where an origin may frame us; without one there is no such address."""
    if not origins:
        return
    app.session_interface = _Sessions()
    inner = app.wsgi_app

    def door(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if path.startswith(f"{PREFIX}/"):
            # From here on it is the same site; every address that it writes begins with the prefix.
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + PREFIX
            environ["PATH_INFO"] = path.removeprefix(PREFIX)
            environ[_MARK] = True
        return inner(environ, start_response)

    app.wsgi_app = door  # type: ignore[method-assign]


def is_framed() -> bool:
    """Does this request come by the door for frames?"""
    return bool(request.environ.get(_MARK))


def may_frame(origin: str) -> bool:
    """May a page of this origin show us?"""
    return origin in parts().settings.embed.origins


def ancestors() -> str:
    """Who may show the answer to this request in a frame, as Content-Security-Policy says it."""
    return " ".join(parts().settings.embed.origins) if is_framed() else "'none'"


def page_of_its_own(endpoint: str, **values: Any) -> str:
    """The whole address of a page outside any frame: for links that go to other people and devices."""
    address = url_for(endpoint, **values, _external=True)
    return (
        address.replace(f"{request.host_url.rstrip('/')}{PREFIX}/", request.host_url, 1)
        if is_framed()
        else address
    )


class _Sessions(SecureCookieSessionInterface):
    """Two cookies that never meet: that of our own pages, and within a frame one of the frame's own."""

    def get_cookie_name(self, app: Flask) -> str:
        name = super().get_cookie_name(app)
        return f"{name}-framed" if is_framed() else name

    def get_cookie_samesite(self, app: Flask) -> str | None:
        return "None" if is_framed() else super().get_cookie_samesite(app)

    def get_cookie_partitioned(self, app: Flask) -> bool:
        return is_framed()

    def get_cookie_secure(self, app: Flask) -> bool:
        # Browsers take such a cookie by https alone; and from this machine, which is as good.
        return is_framed() or super().get_cookie_secure(app)
