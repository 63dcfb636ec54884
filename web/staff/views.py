"""The staff's side of the site: signing in and out, and the first page. Its other pages join it here."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from web.clock import now
from web.parts import parts
from web.security.permissions import Permission, kinds_seen_by, may
from web.sign_in.page import sign_in_page
from web.sign_in.steps import Step, try_password
from web.sign_in.way_back import way_back
from web.staff import (
    audit,
    call_backs,
    deliveries,
    handoffs,
    heard_late,
    local_messages,
    offers,
    queue,
    record,
    review,
    session,
)
from web.staff.cases import views as cases
from web.staff.daily import views as daily
from web.staff.dashboard.safety import safety_row
from web.store import queue_pages
from web.words.book import words

blueprint = Blueprint("staff", __name__, url_prefix="/staff")


@blueprint.app_context_processor
def _who() -> dict[str, object]:
    """Templates ask `can("see_numbers")`; nobody signed in may do nothing."""
    role = getattr(current_user, "role", None)
    done = words("queue")["done"]
    return {
        "can": lambda name: role is not None and may(role, Permission(name)),
        "queue_done": done,
        "safety_row": safety_row,
    }


@blueprint.get("/sign-in")
def sign_in() -> Response:
    """The sign-in form."""
    if current_user.is_authenticated:
        return redirect(url_for("staff.home"))
    return sign_in_page()


@blueprint.post("/sign-in")
def sign_in_post() -> Response:
    """Signs in, or shows the form again without saying which of the two was wrong."""
    name = request.form.get("name", "")
    step = try_password(name, request.form.get("password", ""))
    if step is Step.CODE:
        return redirect(url_for("sign_in.code", next=request.args.get("next")), 303)
    if step is Step.IN:
        return redirect(way_back(), 303)
    return sign_in_page("password", name)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Ends the session everywhere."""
    elsewhere = session.me().from_council
    session.sign_out()
    flash("signed_out")
    return redirect(url_for("sign_in.signed_out" if elsewhere else "staff.sign_in"), 303)


@blueprint.get("/")
def home() -> str:
    """What this person can do here."""
    kinds = kinds_seen_by(session.me().role)
    with parts().store.reading() as store:
        waiting = queue_pages.waiting(store, kinds)
        mine = queue_pages.held_by(store, session.me().id)
        late = queue_pages.count_late(store, now()) if may(session.me().role, Permission.SEE_LATE) else 0
    return render_template("staff/home.html", person=session.me(), waiting=waiting, mine=mine, late=late)


_ROOMS = (
    *(queue, handoffs, record, offers, audit, heard_late, review, daily, cases),
    *(deliveries, call_backs, local_messages),
)
for room in _ROOMS:
    room.add_to(blueprint)
