"""Saying that something is wrong with an entry: for residents and advisers, without a script or a sign-in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from bot.safeguarding.screen import Finding
from directory.listings import Listing
from web.caching import keep_nowhere
from web.clock import now
from web.errors.within import with_errors_of_its_own
from web.models.report import Reporter, Wrong
from web.parts import parts
from web.rendering import add_filters
from web.reports.form import ReportForm, check_form, read_form
from web.resident.safety import safety_reply
from web.resident.said import nonce, nonce_of
from web.security.permissions import Permission, may
from web.store import reports
from web.words.book import words

blueprint = Blueprint("reports", __name__)
blueprint.record_once(add_filters)
blueprint.after_request(keep_nowhere)


@blueprint.get("/something-wrong/<path:service_id>")
def form(service_id: str) -> str:
    """The form for one entry."""
    return _form(_listing(service_id), read_form({}), nonce(None))


@blueprint.post("/something-wrong/<path:service_id>")
def send(service_id: str) -> Response:
    """Keeps the report, once for one form; where danger is heard, what to do comes first."""
    listing, sent = _listing(service_id), check_form(read_form(request.form))
    own = nonce(request.form.get("nonce"))
    if sent.problems:
        return make_response(_form(listing, sent, own), 422)
    risk = _risk_in(sent.words)
    key = nonce_of(own, listing.id, sent.wrong, sent.words)
    with parts().store.writing() as session:
        reports.add(
            session, key, listing.id, Wrong(sent.wrong), _reporter(), sent.kept_words, now(),
            read_first=risk is not None and risk.level.is_alert,
        )  # fmt: skip
    if reply := safety_reply(risk, parts().settings):
        return make_response(_thanks(listing, reply.text))
    return redirect(url_for("reports.thanks", service_id=listing.id), 303)


@blueprint.get("/something-wrong-thanks/<path:service_id>")
def thanks(service_id: str) -> str:
    """Thank you, and what happens now."""
    return _thanks(_listing(service_id), None)


@blueprint.errorhandler(CSRFError)
@with_errors_of_its_own
def expired(_error: CSRFError) -> Response:
    """A form that was open too long comes back as it was written, with fresh proof."""
    sent = replace(read_form(request.form), problems={"words": words("reports")["errors"]["expired"]})
    listing = _listing((request.view_args or {}).get("service_id", ""))
    return make_response(_form(listing, sent, nonce(request.form.get("nonce"))), 422)


def _listing(service_id: str) -> Listing:
    finder = parts().finder
    found: Listing | None = finder.listing(service_id) if finder else None
    return found or abort(404)


def _risk_in(said: str) -> Finding | None:
    understander = parts().understander
    found: Sequence[Finding] = understander.risks_in(said) if understander and said else ()
    return next(iter(found), None)


def _reporter() -> Reporter:
    role = getattr(current_user, "role", None)
    is_adviser = role is not None and may(role, Permission.HOLD_CONVERSATION)
    return Reporter.ADVISER if is_adviser else Reporter.RESIDENT


def _form(listing: Listing, sent: ReportForm, own_nonce: str) -> str:
    page: dict[str, Any] = {"service": listing, "form": sent, "nonce": own_nonce}
    return render_template("reports/form.html", choices=words("reports")["wrong"], **page)


def _thanks(listing: Listing, safety: str | None) -> str:
    return render_template("reports/thanks.html", service=listing, safety=safety)
