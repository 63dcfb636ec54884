"""One hand-off: its page, and every move that a worker makes with it."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.handoff.reference import normalise
from web.clock import now
from web.database import Transaction
from web.handoffs.queue import routing
from web.handoffs.queue.closing import choices
from web.handoffs.queue.outcomes import label_of
from web.handoffs.queue.states import Move, NotNow, moves_open_to
from web.models.handoff import Handoff, State, Team
from web.models.queue import VoluntaryOffer
from web.outbox import announcing
from web.parts import parts
from web.provider.offered.signing import signed
from web.resident.said import nonce
from web.security.permissions import Permission, kinds_seen_by, may
from web.staff.move_form import Around, MoveForm, read_move
from web.staff.reaching import context
from web.staff.sent import by_key, sent
from web.staff.session import me
from web.store import handoffs as stored
from web.store import queue, queue_pages, receipts, staff, voluntary
from web.store.queue import Overtaken
from web.words.book import words


def handoff(reference: str) -> str:
    """One hand-off, the person's own words first. Looking is written to the audit trail."""
    with parts().store.writing() as store:
        found = find(store, reference)
        staff.note(store, "looked_at_handoff", staff_user_id=me().id, subject="handoff", subject_id=found.id)
        return page_of(store, found)


def move_handoff(reference: str) -> Response:
    """Makes one move. The same form again changes nothing; what cannot be done comes back as it was typed."""
    with parts().store.writing() as store:
        found = find(store, reference)
        form = read_move(request.form, _around(store, found))
        if form.deed is None:
            return _again(store, found, form, 422, form.problem)
        try:
            perform = queue.add_note if form.deed.move is Move.NOTE else queue.perform
            if perform(store, found, form.deed, now()):
                staff.note(
                    store, f"handoff_{form.deed.move}", staff_user_id=me().id,
                    subject="handoff", subject_id=found.id,
                )  # fmt: skip
                _announce(store, found, form.deed.move)
        except Overtaken:
            store.refresh(found)
            return _again(store, found, form, 409, "overtaken")
        except NotNow as refused:
            return _again(store, found, form, 409, refused=refused.code)
        flash(form.deed.move.value)
        return back_to(found.reference)


def _announce(store: Transaction, found: Handoff, move: Move) -> None:
    """Whoever outside is to know that it ended, or begins again, will be told (web/outbox)."""
    event = {Move.CLOSE: announcing.CLOSED, Move.REOPEN: announcing.CHANGED}.get(move)
    if event is not None:
        announcing.announce(store, found, event, parts().settings.outbox, now())


def back_to(reference: str) -> Response:
    """The page of a hand-off, after something was done."""
    return redirect(url_for("staff.handoff", reference=reference), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/handoffs/<reference>", view_func=handoff, methods=["GET"])
    blueprint.add_url_rule("/handoffs/<reference>/move", view_func=move_handoff, methods=["POST"])


def find(store: Transaction, reference: str) -> Handoff:
    """The hand-off of this reference. One that may not be seen is, for whoever asks, not there at all."""
    try:
        plain = normalise(reference)
    except ValueError:
        abort(404)
    return stored.by_reference(store, plain, kinds_seen_by(me().role)) or abort(404)


def page_of(store: Transaction, found: Handoff, **more: Any) -> str:
    """The page of one hand-off, with what can be done now."""
    history = queue.history(store, found.id)
    offers = voluntary.offers_of(store, found.id)
    names = queue_pages.names_of(
        store, [found.claimed_by, found.outcome_by, *(each.by_id for each in history)]
    )
    open_moves = _open_moves(found)
    messages = receipts.about(store, found.id)
    sent_of = by_key(messages)
    said = [each.words for each in found.words]
    return render_template(
        "staff/handoff.html",
        **{"form": None, "problem": None, "refused": None, **more, **context(store, found)},
        handoff=found, history=history, names_of=names, offers=offers, moves=open_moves, moment=now(),
        why=routing.why(found.route), also=routing.think_also_of(queue.case_of(found, said), found.team),
        outcomes=choices(queue.known_of(store, found)), outcome=label_of(found.outcome),
        teams=[each for each in Team if each not in (found.team, Team.SAFEGUARDING)],
        dangers=words("review")["dangers"], say=words("queue"), nonce=nonce(None), label_of=label_of,
        voluntary_say=words("voluntary"), link_of=_link_of,
        messages=[sent(each) for each in messages if each.kind != announcing.OFFERED],
        offers_sent={each.id: sent_of.get(announcing.offer_key(each.id)) for each in offers},
        sent_say=words("deliveries")["stands"], deliveries_say=words("deliveries"),
    )  # fmt: skip


def _link_of(offer: VoluntaryOffer) -> str:
    """The whole address of an offer's page, as it is sent to the organisation."""
    settings = parts().settings
    path = url_for("voluntary.offered", token=signed(settings, offer.public_id))
    return f"{settings.public_url or request.host_url.rstrip('/')}{path}"


def _open_moves(found: Handoff) -> frozenset[Move]:
    if not may(me().role, Permission.WORK_QUEUE):
        return frozenset()
    return moves_open_to(State(found.state), found.kind, holder=found.claimed_by, by=me().id)


def _around(store: Transaction, found: Handoff) -> Around:
    known = queue.known_of(store, found)
    return Around(found.reference, me().id, known, found.team, now(), parts().settings.hours)


def _again(
    store: Transaction, found: Handoff, form: MoveForm, status: int, problem: str | None = None,
    refused: str | None = None,
) -> Response:  # fmt: skip
    # What was typed comes back on the page: being second, or forgetting a note, loses nobody's work.
    return make_response(page_of(store, found, form=form, problem=problem, refused=refused), status)
