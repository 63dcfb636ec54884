"""The pages behind a reminder's link: an organisation says that its entries are right, changed or closed.

Opening a page changes nothing; each answer is a form of its own. No password and no account.
"""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from bot.privacy import redact
from directory.exceptions import NotPossible
from directory.freshness.answering import Opened
from directory.listings import Listing
from web.errors.behind_links import Shut, open_by_link
from web.errors.within import with_errors_of_its_own
from web.forms import typed
from web.keeping_true import keeper
from web.parts import parts
from web.provider.form import LONG, TEXTS, ChangeForm, blank_form, read_form
from web.provider.signing import LinkSigner
from web.rendering import add_filters
from web.resident.said import nonce, nonce_of
from web.words.book import words

blueprint = Blueprint("provider", __name__, url_prefix="/organisation")
blueprint.record_once(add_filters)
open_by_link(blueprint, "provider/shut.html")
LONGEST_WHY_CLOSED = 1000


@blueprint.get("/<token>")
def entries(token: str) -> str:
    """What we say about this organisation, with the three answers beside each entry."""
    opened = _opened(token)
    done = request.args.get("done", "")
    said = words("provider")["done"].get(done)
    return render_template(
        "provider/entries.html", token=token, listings=opened.listings, said=said, today=keeper().day()
    )


@blueprint.post("/<token>/right")
def right(token: str) -> Response:
    """These entries are still right: the day of the check is today. Twice is the same as once."""
    opened = _opened(token)
    count = keeper().still_right(opened.mail_id, request.form.getlist("service"))
    return _back(token, "right" if count else "again")


@blueprint.get("/<token>/change/<path:service_id>")
def change(token: str, service_id: str) -> str:
    """The form of one entry."""
    listing = _listing(_opened(token), service_id)
    return _form(token, listing, blank_form(_sheet(service_id)))


@blueprint.post("/<token>/change/<path:service_id>")
def send_change(token: str, service_id: str) -> Response:
    """What was changed waits for an editor, once for one form; or the form comes back with what is wrong."""
    opened = _opened(token)
    listing, form = _listing(opened, service_id), read_form(request.form, _sheet(service_id))
    if form.problems:
        return make_response(_form(token, listing, form), 422)
    key = nonce_of(nonce(request.form.get("nonce")), *form.values.values(), *form.phones, form.note)
    say, by = keeper().put_forward, _name(listing)
    try:
        say(opened.mail_id, service_id, form.changes, redact(form.note), by, key, form.base)
    except NotPossible as refused:
        form.problems["note"] = words("provider")["problems"][refused.code]
        return make_response(_form(token, listing, form), 409)
    return _back(token, "changed")


@blueprint.get("/<token>/closed/<path:service_id>")
def closed(token: str, service_id: str) -> str:
    """Asks whether it is really this one."""
    listing = _listing(_opened(token), service_id)
    return render_template("provider/closed.html", token=token, service=listing)


@blueprint.post("/<token>/closed/<path:service_id>")
def send_closed(token: str, service_id: str) -> Response:
    """It has closed, says the organisation; an editor takes it out."""
    opened = _opened(token)
    note = redact(typed(request.form, "note")[:LONGEST_WHY_CLOSED])
    try:
        keeper().say_closed(opened.mail_id, service_id, note, _name(_listing(opened, service_id)))
    except NotPossible as refused:
        return _back(token, refused.code)
    return _back(token, "closed")


@blueprint.errorhandler(CSRFError)
@with_errors_of_its_own
def expired(_error: CSRFError) -> Response:
    """A form that was open too long: what was written comes back with fresh proof."""
    asked: dict[str, str] = dict(request.view_args or {})
    if request.endpoint != "provider.send_change":
        return _back(asked.get("token", ""), "again")
    listing = _listing(_opened(asked["token"]), asked["service_id"])
    form = read_form(request.form, _sheet(listing.id))
    form.problems.clear()
    form.problems["note"] = words("provider")["problems"]["expired"]
    return make_response(_form(asked["token"], listing, form), 422)


def _opened(token: str) -> Opened:
    read = LinkSigner.of(parts().settings).read(token)
    opened = keeper().open_link(read.mail_id) if read.mail_id else None
    if opened is None or not opened.listings:
        raise Shut
    return opened


def _listing(opened: Opened, service_id: str) -> Listing:
    found = opened.listing(service_id)
    if found is None:
        raise Shut
    return found


def _sheet(service_id: str) -> dict[str, Any]:
    found = keeper().form_of(service_id)
    if found is None:
        raise Shut
    return found


def _name(listing: Listing) -> str:
    return listing.organisation or listing.name


def _back(token: str, done: str) -> Response:
    return redirect(url_for("provider.entries", token=token, done=done), 303)


def _form(token: str, listing: Listing, form: ChangeForm) -> str:
    say = words("provider")
    own = nonce(request.form.get("nonce"))
    page: dict[str, Any] = {"token": token, "service": listing, "form": form, "nonce": own, "say": say}
    return render_template("provider/change.html", texts=TEXTS, long=LONG, **page)
