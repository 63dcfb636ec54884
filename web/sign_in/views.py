"""Signing in beyond the password: the code of a telephone, and the council's own sign-in."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from web.exceptions import CouncilSignInFailed
from web.logging import log
from web.parts import parts
from web.security.proof import proved
from web.sign_in import half_way
from web.sign_in.arrivals import Arrival, arrive
from web.sign_in.council import Journey, provider
from web.sign_in.page import sign_in_page
from web.sign_in.steps import Step, try_code
from web.sign_in.way_back import safe, way_back
from web.staff import session as staff_session
from web.words.book import words

blueprint = Blueprint("sign_in", __name__, url_prefix="/staff/sign-in")
_ON_THE_WAY = "council"


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Templates ask `words_of("sign_in")`."""
    return {"words_of": words}


@blueprint.get("/code")
def code() -> Response:
    """The page that asks for a one-time code."""
    if half_way.who() is None:
        return redirect(url_for("staff.sign_in", next=request.args.get("next")))
    return make_response(render_template("sign_in/code.html", wrong=False))


@blueprint.post("/code")
def send_code() -> Response:
    """Takes the code. A wrong one may be tried again a few times; then the password is asked for again."""
    step = try_code(request.form.get("code", ""))
    if step is Step.IN:
        return redirect(way_back(), 303)
    if step is Step.CODE:
        return make_response(render_template("sign_in/code.html", wrong=True), 401)
    half_way.leave()
    return sign_in_page("code")


@blueprint.get("/council")
def council() -> Response:
    """Off to the council's own sign-in. `again`: whoever is here shows there that it is they."""
    again = "again" in request.args
    try:
        journey = provider().begin(again=again)
    except CouncilSignInFailed as failed:
        return _failed(failed.code)
    session[_ON_THE_WAY] = {**journey.kept(), "next": request.args.get("next")}
    return redirect(journey.address)


@blueprint.get("/council/back")
def council_back() -> Response:
    """Back from there: signed in, or told kindly why not."""
    kept: dict[str, Any] | None = session.pop(_ON_THE_WAY, None)
    try:
        journey = Journey.of(kept)
        told = provider().finish(journey, request.args.to_dict())
    except CouncilSignInFailed as failed:
        return _failed(failed.code)
    arrival, user = arrive(parts(), told)
    if user is None:
        return make_response(render_template("sign_in/not_open.html", why=arrival.value), 403)
    if journey.again:
        return _shown_again(user.id, kept)
    staff_session.begin(user)
    return redirect(safe(kept["next"] if kept else None), 303)


@blueprint.get("/out")
def signed_out() -> str:
    """Signed out here; the way to sign out of the council's own sign-in too."""
    back = url_for("staff.sign_in")
    out = provider().way_out(f"{parts().settings.public_url}{back}")
    return render_template("sign_in/signed_out.html", out=out)


def _shown_again(account_id: int, kept: dict[str, Any] | None) -> Response:
    # Somebody else's proof is no proof.
    person = staff_session.me()
    if not person.is_authenticated or person.id != account_id:
        return make_response(render_template("sign_in/not_open.html", why=Arrival.SOMEBODY_ELSE.value), 403)
    proved()
    return redirect(safe(kept["next"] if kept else None), 303)


def _failed(why: str) -> Response:
    log("council_sign_in_failed", why=why)
    status = 503 if why == "unreachable" else 400
    return make_response(render_template("sign_in/failed.html", why=why), status)
