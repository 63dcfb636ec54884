"""Offering a hand-off to a voluntary organisation, and taking an offer back."""

from collections.abc import Mapping

from flask import Blueprint, flash, make_response, render_template, request
from werkzeug.wrappers import Response

from directory.exceptions import DirectoryError
from web.clock import now
from web.database import Transaction
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.due import due_rules
from web.handoffs.queue.states import Move, NotNow
from web.models.handoff import Handoff
from web.outbox import announcing
from web.parts import parts
from web.provider.offered.agreed import values_of
from web.provider.offered.signing import open_for
from web.resident.said import nonce, nonce_of
from web.staff.handoffs import back_to, find
from web.staff.offer_form import OfferForm, problem_in, read_offer
from web.staff.session import me
from web.store import queue, staff
from web.store import voluntary as stored
from web.store.queue import Overtaken
from web.words.book import words


def offer(reference: str) -> str:
    """The form, with what there is to share."""
    with parts().store.reading() as store:
        return _page(store, find(store, reference), OfferForm())


def send_offer(reference: str) -> Response:
    """Makes the offer, once for one form; or the form comes back with what is wrong with it."""
    form = read_offer(request.form, request.form.getlist("shared"))
    with parts().store.writing() as store:
        found = find(store, reference)
        problem = _problem(store, found, form)
        if problem is None and (problem := _make(store, found, form)) is None:
            flash("offer_sent" if form.send_to and parts().settings.outbox.messages.by != "off" else "offer")
            return back_to(found.reference)
        return make_response(_page(store, found, form, problem), 409 if problem == "overtaken" else 422)


def take_back_offer(reference: str, number: int) -> Response:
    """Shuts an offer's link. Twice is the same as once; what was answered stays answered."""
    with parts().store.writing() as store:
        found = find(store, reference)
        if stored.take_back(store, number, found.id, now()):
            queue.note_event(store, found, Deed(Move.TAKE_BACK, me().id), now())
            _audit(store, found, "took_back_offer")
    flash("take_back")
    return back_to(reference)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/handoffs/<reference>/offer", view_func=offer, methods=["GET"])
    blueprint.add_url_rule("/handoffs/<reference>/offer", view_func=send_offer, methods=["POST"])
    blueprint.add_url_rule(
        "/handoffs/<reference>/offer/<int:number>/take-back", view_func=take_back_offer, methods=["POST"]
    )


def _problem(store: Transaction, found: Handoff, form: OfferForm) -> str | None:
    if found.concern_is_apart:
        return "concern"
    return problem_in(
        form, values_of(found, form.message, stored.reach_of(store, found)), found.agreed_to_pass_on
    )


def _make(store: Transaction, found: Handoff, form: OfferForm) -> str | None:
    """Makes the offer; a code of words when it cannot be made now."""
    sent, version = nonce(request.form.get("nonce")), request.form.get("version", "")
    deed = Deed(
        Move.OFFER, me().id, version=int(version[:9]) if version.isdecimal() else -1,
        form_key=nonce_of(sent, found.reference, Move.OFFER, *form.parts), note=form.organisation,
    )  # fmt: skip
    moment = now()
    try:
        if not queue.perform(store, found, deed, moment):
            return None
    except Overtaken:
        store.refresh(found)
        return "overtaken"
    except NotNow as refused:
        return refused.code
    offering = stored.Offering(form.organisation, form.shared, form.message or None, form.send_to or None)
    made = stored.make(store, found, offering, by=me().id, moment=moment, until=moment + open_for())
    if made.send_to:
        announcing.send_offer(store, found, made.id, parts().settings.outbox, moment)
    _audit(store, found, "offered_handoff")
    return None


def _audit(store: Transaction, found: Handoff, action: str) -> None:
    staff.note(store, action, staff_user_id=me().id, subject="handoff", subject_id=found.id)


def _page(store: Transaction, found: Handoff, form: OfferForm, problem: str | None = None) -> str:
    return render_template(
        "staff/queue/offer.html", handoff=found, form=form, problem=problem, nonce=nonce(None),
        values=values_of(found, None, stored.reach_of(store, found)),
        say=words("voluntary"), queue_say=words("queue"),
        days=due_rules()["offer_days"], addresses=_addresses(found),
        mails=parts().settings.outbox.messages.by != "off",
    )  # fmt: skip


def _addresses(found: Handoff) -> Mapping[str, str]:
    """The e-mail addresses that the directory has of what was offered: name to address."""
    finder = parts().finder
    try:
        listings = [finder.listing(each["id"]) for each in found.offered] if finder else []
    except DirectoryError:  # an offer can be made without the directory
        return {}
    return {each.name: each.email for each in listings if each and each.email}
