"""The one door: before every request, is this endpoint open to whoever asks?"""

from flask import Flask, redirect, request, url_for
from flask_login import current_user
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.wrappers import Response

from web.logging import log
from web.security.access import ACCESS, Door
from web.security.permissions import Permission, may
from web.security.tokens import bearer, brings_token, token_role


def install(app: Flask, handoff_token: str) -> None:
    """Denies everything that the access table does not open."""
    app.before_request(lambda: _ask(handoff_token))


def _ask(handoff_token: str) -> Response | None:
    if request.endpoint is None:
        return None  # No such page, or not this method: the router answers.
    if "\0" in request.path:  # nothing of ours is called so, and not every database can be asked about it
        raise NotFound
    access = ACCESS.get(request.endpoint)
    if access is None:
        log("closed", endpoint=request.endpoint)
        raise Forbidden
    if access.door is Door.TOKEN:
        if not brings_token(handoff_token):
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    elif isinstance(access.door, Permission) and access.by_token:
        _require_of_program(access.door)
    elif isinstance(access.door, Permission):
        return _require(access.door)
    return None


def _require_of_program(permission: Permission) -> None:
    """A token that is brought counts, good or not; without one, whoever is signed in."""
    role = token_role() if bearer() else current_user.role if current_user.is_authenticated else None
    if role is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    if not may(role, permission):
        raise Forbidden


def _require(permission: Permission) -> Response | None:
    if not current_user.is_authenticated:
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("staff.sign_in", next=back))
    if not may(current_user.role, permission):
        raise Forbidden
    return None
