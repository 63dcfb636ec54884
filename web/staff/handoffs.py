"""The hand-offs as staff see them: the list, one hand-off, and the one outcome that is recorded for it."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.handoff.reference import normalise
from web.clock import now
from web.database import Transaction
from web.models.handoff import Handoff, HandoffOutcome, State
from web.outbox import announcing
from web.parts import parts
from web.security.permissions import kinds_seen_by
from web.staff.reaching import banners, context
from web.staff.session import me
from web.store import handoffs as stored
from web.store import staff
from web.words.book import words

PAGE = 25
LONGEST_NOTE = 2000


def handoffs() -> str:
    """All hand-offs this person may know of, newest first, page by page."""
    kinds = kinds_seen_by(me().role)
    page = max(1, min(request.args.get("page", 1, type=int), 1_000_000))
    with parts().store.reading() as store:
        total = stored.count(store, kinds)
        waiting = stored.count(store, kinds, State.RECEIVED)
        listed = stored.newest(store, kinds, offset=(page - 1) * PAGE, limit=PAGE)
        reaching = banners(store, listed)
    pages = max(1, -(-total // PAGE))
    return render_template(
        "staff/handoffs.html", handoffs=listed, banners=reaching, total=total, waiting=waiting, page=page,
        pages=pages,
    )  # fmt: skip


def handoff(reference: str) -> str:
    """One hand-off, the person's own words first. Looking is written to the audit trail."""
    with parts().store.writing() as store:
        found = _find(store, reference)
        staff.note(store, "looked_at_handoff", staff_user_id=me().id, subject="handoff", subject_id=found.id)
        return _page(store, found)


def record_outcome(reference: str) -> Response:
    """Records what came of a hand-off. The same again changes nothing; a different one is refused, kindly."""
    outcome, note, problem = _read_form()
    with parts().store.writing() as store:
        found = _find(store, reference)
        if problem is not None:
            return _again(store, found, 422, problem=problem)
        if stored.record_outcome(store, found.id, HandoffOutcome(outcome), note, me().id):
            staff.note(
                store, "recorded_outcome", staff_user_id=me().id, subject="handoff", subject_id=found.id
            )
            store.refresh(found)
            announcing.announce(store, found, announcing.CLOSED, parts().settings.outbox, now())
        else:
            store.refresh(found)
            if (found.outcome, found.outcome_note) != (outcome, note):
                return _again(store, found, 409, problem="taken")
    flash("outcome_recorded")
    return redirect(url_for("staff.handoff", reference=found.reference), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/handoffs", view_func=handoffs, methods=["GET"])
    blueprint.add_url_rule("/handoffs/<reference>", view_func=handoff, methods=["GET"])
    blueprint.add_url_rule("/handoffs/<reference>/outcome", view_func=record_outcome, methods=["POST"])


def _find(store: Transaction, reference: str) -> Handoff:
    try:
        plain = normalise(reference)
    except ValueError:
        abort(404)
    # One that may not be seen is not there: even that it exists is not told.
    return stored.by_reference(store, plain, kinds_seen_by(me().role)) or abort(404)


def _read_form() -> tuple[str, str | None, str | None]:
    """Outcome, note, and the code of what is wrong with them."""
    outcome = request.form.get("outcome", "")
    note = request.form.get("note", "").replace("\r\n", "\n").strip() or None
    if outcome not in set(HandoffOutcome):
        return outcome, note, "choose"
    if note and len(note) > LONGEST_NOTE:
        return outcome, note, "long"
    if outcome == HandoffOutcome.OTHER and note is None:
        return outcome, note, "note"
    return outcome, note, None


def _again(store: Transaction, found: Handoff, status: int, problem: str) -> Response:
    # What was typed comes back on the page: being second, or forgetting a note, loses nobody's work.
    typed = {"outcome": request.form.get("outcome", ""), "note": request.form.get("note", "")}
    return make_response(_page(store, found, problem=problem, typed=typed), status)


def _page(store: Transaction, found: Handoff, **more: Any) -> str:
    recorder = staff.name_of(store, found.outcome_by)
    dangers = words("review")["dangers"]
    more |= context(store, found)
    return render_template("staff/handoff.html", handoff=found, recorder=recorder, dangers=dangers, **more)
