"""Whom to ring and ask whether it helped: those who gave neither a mobile number nor an e-mail address."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.clock import now
from web.database import Transaction
from web.helped.answering import answer
from web.models.help_check import AskedBy, HelpCheck, Helped
from web.parts import parts
from web.staff.session import me
from web.store import help_checks as stored
from web.store import staff
from web.words.book import words

PAGE = 25
MOST_TRIES = 3
SOON_AGAIN = timedelta(minutes=1)  # the same button pressed twice is one try
NOBODY_THERE = "nobody_there"


def call_backs() -> str:
    """Who is to be rung, fewest tries first. The number is on the hand-off's page, where looking is noted."""
    with parts().store.reading() as store:
        total = stored.count_to_ring(store)
        pages = max(1, -(-total // PAGE))
        page = min(max(1, request.args.get("page", 1, type=int)), pages)
        listed = stored.to_ring(store, offset=(page - 1) * PAGE, limit=PAGE)
    return render_template(
        "staff/call_backs.html", listed=listed, total=total, page=page, pages=pages, most=MOST_TRIES,
        say=words("deliveries"), answers=words("did_it_help")["answers"],
    )  # fmt: skip


def record_call(check_id: int) -> Response:
    """What came of a call. The same again changes nothing; after three without an answer it rests."""
    said, person = request.form.get("answer", ""), bool(request.form.get("person"))
    if said != NOBODY_THERE and said not in set(Helped):
        flash("choose")
        return _back()
    with parts().store.writing() as store:
        check = stored.by_id(store, check_id, to_change=True)
        if check is None or check.asked_by is not AskedBy.CALL:
            abort(404)
        nobody = said == NOBODY_THERE
        notice = _nobody_there(check) if nobody else _answered(store, check, Helped(said), person)
        staff.note(
            store, "rang_about_help", staff_user_id=me().id, subject="handoff", subject_id=check.handoff_id
        )
    flash(notice)
    return _back()


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/call-backs", view_func=call_backs, methods=["GET"])
    blueprint.add_url_rule("/call-backs/<int:check_id>", view_func=record_call, methods=["POST"])


def _answered(store: Transaction, check: HelpCheck, said: Helped, person: bool) -> str:
    moment = now()
    check.asked_at = check.asked_at or moment
    done = answer(
        store, check.id, said, parts().settings, moment, wants_person=person, by=AskedBy.CALL,
        recorded_by=me().id,
    )  # fmt: skip
    return "person_raised" if done and done.raised else "answer_kept"


def _nobody_there(check: HelpCheck) -> str:
    moment = now()
    if check.ended_at or check.answer or (check.last_try_at and moment - check.last_try_at < SOON_AGAIN):
        return "call_kept_before"
    check.tries, check.last_try_at = check.tries + 1, moment
    if check.tries >= MOST_TRIES:
        check.ended_at = moment
        return "nobody_there_last"
    return "nobody_there"


def _back() -> Response:
    return redirect(url_for("staff.call_backs"), 303)
