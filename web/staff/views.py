"""The staff's side of the site: signing in and out, and the first page. Its other pages join it here."""

import re

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from web.models.handoff import State
from web.parts import parts
from web.security.permissions import Permission, kinds_seen_by, may
from web.staff import (
    audit,
    call_backs,
    conversation,
    deliveries,
    handoffs,
    heard_late,
    local_messages,
    record,
    review,
    session,
)
from web.store import handoffs as stored_handoffs

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
_STAFF_PAGE = re.compile(r"/staff/[\w\-/]*(\?[\w\-=&%.+]*)?", re.ASCII)


@blueprint.app_context_processor
def _who() -> dict[str, object]:
    """Templates ask `can("see_numbers")`; nobody signed in may do nothing."""
    role = getattr(current_user, "role", None)
    return {"can": lambda name: role is not None and may(role, Permission(name))}


@blueprint.get("/sign-in")
def sign_in() -> Response:
    """The sign-in form."""
    if current_user.is_authenticated:
        return redirect(url_for("staff.home"))
    return make_response(render_template("staff/sign_in.html", wrong=False, name=""))


@blueprint.post("/sign-in")
def sign_in_post() -> Response:
    """Signs in, or shows the form again without saying which of the two was wrong."""
    name = request.form.get("name", "")
    if not session.sign_in(name, request.form.get("password", "")):
        return make_response(render_template("staff/sign_in.html", wrong=True, name=name[:64]), 401)
    return redirect(_safe(request.args.get("next")), 303)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Ends the session everywhere."""
    session.sign_out()
    flash("signed_out")
    return redirect(url_for("staff.sign_in"), 303)


@blueprint.get("/")
def home() -> str:
    """What this person can do here."""
    kinds = kinds_seen_by(session.me().role)
    waiting = None
    if kinds:
        with parts().store.reading() as store:
            waiting = stored_handoffs.count(store, kinds, State.RECEIVED)
    return render_template("staff/home.html", person=session.me(), waiting=waiting)


def _safe(target: str | None) -> str:
    """Only a page of the staff's: an address that leads elsewhere, or is none, is ignored."""
    if target and _STAFF_PAGE.fullmatch(target) and "//" not in target:
        return target
    return url_for("staff.home")


_ROOMS = (
    *(handoffs, record, audit, heard_late, conversation, review),
    *(deliveries, call_backs, local_messages),
)
for room in _ROOMS:
    room.add_to(blueprint)
