"""The one door: before every request, is this endpoint open to whoever asks?"""

from flask import Flask, redirect, request, url_for
from flask_login import current_user
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.wrappers import Response

from web.logging import log
from web.models.staff import Role
from web.parts import parts
from web.security.access import ACCESS, Access, Door
from web.security.framing import FRAMED, is_framed
from web.security.permissions import Permission, may
from web.security.proof import has_proved
from web.security.tokens import bearer, brings_token, token_role


def install(app: Flask, handoff_token: str) -> None:
    """Denies everything that the access table does not open."""
    app.before_request(lambda: _ask(handoff_token))


def _ask(handoff_token: str) -> Response | None:
    if request.endpoint is None:
        return None  # No such page, or not this method: the router answers.
    # A null: nothing of ours is called so, and not every database can be asked about it.
    if "\0" in request.path or (is_framed() and request.endpoint not in FRAMED):
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
        return _require(access, access.door)
    return None


def _require_of_program(permission: Permission) -> None:
    """A token that is brought counts, good or not; without one, whoever is signed in."""
    role = token_role() if bearer() else _role_of_person()
    if role is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    if not may(role, permission):
        raise Forbidden


def _role_of_person() -> Role | None:
    """The role of whoever is signed in and has nothing left to do before anything opens."""
    ready = current_user.is_authenticated and current_user.unfinished is None
    return current_user.role if ready else None


def _require(access: Access, permission: Permission) -> Response | None:
    if not current_user.is_authenticated:
        return redirect(url_for("staff.sign_in", next=_back()))
    if not may(current_user.role, permission):
        raise Forbidden
    if current_user.unfinished is not None and not access.unfinished:
        return redirect(url_for(current_user.unfinished.value), 303)
    if access.proof and not has_proved(_minutes(request.method)):
        return redirect(url_for("account.prove", next=_back(), again=request.method != "GET" or None), 303)
    return None


def _back() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _minutes(method: str) -> int:
    # A page that was opened with a proof can be sent for as long again: nothing is lost in the filling in.
    minutes = parts().settings.sign_in.proof_minutes
    return minutes if method == "GET" else 2 * minutes
