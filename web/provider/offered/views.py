"""The page behind an offer's link: an organisation sees what was agreed to, and says yes or no, once.

Opening the page changes nothing, so a program that reads mail answers for nobody. No password and no account.
"""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from bot.privacy import redact
from web.clock import now
from web.database import Transaction
from web.errors.behind_links import Shut, open_by_link
from web.errors.within import with_errors_of_its_own
from web.forms import typed
from web.logging import log
from web.models.queue import Answer, VoluntaryOffer
from web.parts import parts
from web.provider.offered.agreed import seen
from web.provider.offered.signing import read
from web.store import voluntary as stored
from web.words.book import words

blueprint = Blueprint("voluntary", __name__, url_prefix="/offered")
open_by_link(blueprint, "voluntary/shut.html")
LONGEST_NOTE = 1000


@blueprint.get("/<token>")
def offered(token: str) -> str:
    """What was agreed to share; after a yes also how to reach the person, for as long as the link works."""
    with parts().store.reading() as store:
        return _page(store, token, _opened(store, token))


@blueprint.post("/<token>/yes")
def accept(token: str) -> Response:
    """They can help. Twice is the same as once."""
    return _answer(token, Answer.ACCEPTED)


@blueprint.post("/<token>/no")
def decline(token: str) -> Response:
    """They cannot, and say why in one word; the words of their note are kept without names and numbers."""
    reason, note = request.form.get("reason", ""), typed(request.form, "note")
    say = words("voluntary")
    problem = "choose" if reason not in say["reasons"] else "long" if len(note) > LONGEST_NOTE else None
    if problem:
        with parts().store.reading() as store:
            return make_response(_page(store, token, _opened(store, token), problem=problem), 422)
    return _answer(token, Answer.DECLINED, reason=reason, note=redact(note) or None)


@blueprint.errorhandler(CSRFError)
@with_errors_of_its_own
def expired(_error: CSRFError) -> Response:
    """A page that was open too long: it comes back with fresh proof and what was typed."""
    token = str((request.view_args or {}).get("token", ""))
    with parts().store.reading() as store:
        return make_response(_page(store, token, _opened(store, token), problem="expired"), 422)


def _answer(token: str, said: Answer, **more: str | None) -> Response:
    with parts().store.writing() as store:
        offer = _opened(store, token)
        if stored.answer(store, offer, said, now(), **more):
            log("offer_answered", answer=said.value)
        elif offer.answer is not said:
            return make_response(_page(store, token, offer, problem="answered"), 409)
    if said is Answer.DECLINED:
        return make_response(render_template("voluntary/declined.html", say=words("voluntary")["page"]))
    return redirect(url_for("voluntary.offered", token=token), 303)


def _opened(store: Transaction, token: str) -> VoluntaryOffer:
    public_id = read(parts().settings, token)
    offer = stored.by_public_id(store, public_id) if public_id else None
    if offer is None or offer.answer is Answer.TAKEN_BACK or offer.expires_at <= now():
        raise Shut
    # A safeguarding concern that came up since: nobody outside reads on.
    if offer.handoff.concern_is_apart:
        raise Shut
    if offer.answer is Answer.DECLINED and request.method == "GET":
        raise Shut
    return offer


def _page(store: Transaction, token: str, offer: VoluntaryOffer, problem: str | None = None) -> str:
    say: dict[str, Any] = words("voluntary")
    return render_template(
        "voluntary/offered.html",
        token=token, offer=offer, say=say, problem=problem,
        facts=seen(offer, stored.reach_of(store, offer.handoff)),
        reason=request.form.get("reason", ""), note=request.form.get("note", ""),
    )  # fmt: skip
