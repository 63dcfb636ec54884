"""The daily review: a day's contacts as a list, and one of them with its redacted words and the sign-off."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.clock import now
from web.database import Transaction
from web.models.daily_review import Verdict
from web.models.handoff import Kind
from web.parts import parts, today
from web.security.permissions import Permission, may
from web.staff.daily import looking
from web.staff.daily.form import Given, given, problem
from web.staff.daily.preparing import DAYS
from web.staff.session import me
from web.store import daily_review as stored
from web.store import queue, staff
from web.store.daily_review import Listed
from web.words.book import words
from web.words.needs import need_labels

PAGE = 50


def daily_review() -> str:
    """The contacts of ?day= (yesterday), narrowed by ?show=: codes alone, no words."""
    day, show = looking.day_asked(request.args.get("day"), today()), _show()
    with parts().store.reading() as store:
        contacts = [looking.as_seen(each, apart=_apart()) for each in stored.of_day(store, day)]
    listed = looking.narrowed(contacts, show)
    pages = max(1, -(-len(listed) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    shows = {name: len(looking.narrowed(contacts, name)) for name in looking.SHOWS}
    return _render(
        "day", day=day, show=show, shows=shows,
        listed=listed[(page - 1) * PAGE : page * PAGE], page=page, pages=pages,
        progress=looking.progress(contacts, apart=_apart(), me=me().id), today=today(),
        before=day - timedelta(days=1), after=day + timedelta(days=1),
        first=looking.next_waiting(contacts, 0, apart=_apart(), me=me().id),
    )  # fmt: skip


def daily_contact(contact_id: int) -> str:
    """One contact with its redacted words and the form. Looking is written to the audit trail."""
    with parts().store.writing() as store:
        found, day = _find(store, contact_id)
        _note(store, "looked_at_daily_review", contact_id)
        return _page(store, found, day)


def sign_off(contact_id: int) -> Response:
    """Keeps a reviewer's word, once. The same again changes nothing; who is second loses nothing he wrote."""
    sent = given(request.form)
    wrong = problem(sent, request.form)
    with parts().store.writing() as store:
        found, day = _find(store, contact_id)
        if found.adviser_id == me().id:
            abort(403)
        if wrong or sent.verdict is None:
            return make_response(_page(store, found, day, sent=sent, wrong=wrong), 422)
        if _is_kept_so(store, contact_id, sent):
            pass
        elif stored.sign_off(store, contact_id, sent.version, sent.verdict, sent.note, me().id, now()):
            _note(store, "signed_off_daily_review", contact_id)
        else:
            return make_response(_page(store, found, day, sent=sent, second=True), 409)
        following = _next(store, day, contact_id)
    flash("kept")
    # After a yes there is something to do about this one first.
    return redirect(_where(contact_id if sent.verdict is Verdict.YES else following, day), 303)


def tell_follow_up(contact_id: int) -> Response:
    """Puts the newest hand-off before the follow-up team again. Twice does no more than once."""
    with parts().store.writing() as store:
        _find(store, contact_id)
        handoffs = stored.handoffs_of(store, contact_id, _kinds())
        review = stored.review_of(store, contact_id)
        if not handoffs or review is None or review.verdict is None:
            flash("nobody_to_tell")
        elif stored.note_told(store, contact_id, now()):
            queue.note_reviewed(store, handoffs[-1], me().id, now())
            _note(store, "told_follow_up_of_review", contact_id)
            flash("told")
        else:
            flash("told" if review.told_at else "nobody_to_tell")
    return redirect(url_for("staff.daily_contact", contact_id=contact_id), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/daily", view_func=daily_review, methods=["GET"])
    blueprint.add_url_rule("/daily/<int:contact_id>", view_func=daily_contact, methods=["GET"])
    blueprint.add_url_rule("/daily/<int:contact_id>/sign-off", view_func=sign_off, methods=["POST"])
    blueprint.add_url_rule("/daily/<int:contact_id>/tell", view_func=tell_follow_up, methods=["POST"])


def _page(store: Transaction, found: Listed, day: date, **more: Any) -> str:
    review = stored.review_of(store, found.id)
    handoffs = stored.handoffs_of(store, found.id, _kinds())
    return _render(
        "contact", one=found, day=day, review=review, handoffs=handoffs,
        reviewer=staff.name_of(store, review.looked_by) if review else None,
        own=found.adviser_id == me().id, days=DAYS, today=today(),
        **{"sent": None, "wrong": None, "second": False, **more},
    )  # fmt: skip


def _find(store: Transaction, contact_id: int) -> tuple[Listed, date]:
    """The contact; one of the safeguarding team's, or of a day that is not over, is not there for others."""
    found = stored.one(store, contact_id)
    if found is None or (found[0].apart and not _apart()) or found[1] >= today():
        abort(404)
    return found


def _is_kept_so(store: Transaction, contact_id: int, sent: Given) -> bool:
    """Was this very word kept before by this reviewer: a form that was sent twice?"""
    kept = stored.review_of(store, contact_id)
    if kept is None or kept.looked_by != me().id or kept.more_since:
        return False
    return (kept.verdict, kept.note or "") == (sent.verdict, sent.note)


def _next(store: Transaction, day: date, after: int) -> int | None:
    return looking.next_waiting(stored.of_day(store, day), after, apart=_apart(), me=me().id)


def _where(contact_id: int | None, day: date) -> str:
    if contact_id is None:
        return url_for("staff.daily_review", day=day.isoformat())
    return url_for("staff.daily_contact", contact_id=contact_id)


def _render(template: str, **shown: Any) -> str:
    return render_template(
        f"staff/daily/{template}.html", say=words("daily_review"), heard=words("review"),
        queue=words("queue"), need_names=need_labels(), **shown,
    )  # fmt: skip


def _note(store: Transaction, action: str, contact_id: int) -> None:
    staff.note(store, action, staff_user_id=me().id, subject="contact", subject_id=contact_id)


def _apart() -> bool:
    return may(me().role, Permission.SEE_SAFEGUARDING)


def _kinds() -> frozenset[Kind]:
    return frozenset(Kind) if _apart() else frozenset({Kind.SUPPORT})


def _show() -> str:
    return looking.show_asked(request.args.get("show"))
