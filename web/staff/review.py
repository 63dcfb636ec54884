"""What Signpost did not hear rightly: the list, and one message with the form that says what it is."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.learning.labels import Labels
from web.clock import now
from web.database import Transaction
from web.forms import typed
from web.models.review import Found, Label, ReviewEntry, ReviewState
from web.parts import parts, today
from web.staff.labelling import Given, given, problems
from web.staff.session import me
from web.store import review as stored
from web.store import staff
from web.words.book import words
from web.words.needs import need_labels, needs_by_group

PAGE = 25
LONGEST_ADDED = 2000


def review() -> str:
    """Entries by kind and state, page by page: what waits longest comes first."""
    kind, state = _chosen(Found, "kind"), _chosen(ReviewState, "state") or ReviewState.WAITING
    with parts().store.reading() as store:
        total, waiting = stored.count(store, kind, state), stored.count_waiting(store)
        pages = max(1, -(-total // PAGE))
        page = min(max(1, request.args.get("page", 1, type=int)), pages)
        listed = stored.listed(store, kind, state, offset=(page - 1) * PAGE, limit=PAGE)
        names = {each.labelled_by: staff.name_of(store, each.labelled_by) for each in listed}
        raw = stored.count_noticed(store)
    return _render(
        "list", entries=listed, kind=kind, state=state, total=total, waiting=waiting, raw=raw, names=names,
        page=page, pages=pages, today=today(),
    )  # fmt: skip


def review_entry(entry_id: int) -> str:
    """One entry: what was said, what was heard, and the form. Looking is written to the audit trail."""
    with parts().store.writing() as store:
        found = _find(store, entry_id)
        _note(store, "looked_at_review_entry", entry_id)
        return _page(store, found)


def label_entry(entry_id: int) -> Response:
    """Keeps a label, once. The same again changes nothing; another is refused, and what was typed stays."""
    sent = given(request.form)
    wrong = problems(sent, request.form, Labels.load())
    with parts().store.writing() as store:
        found = _find(store, entry_id)
        if wrong and found.state is ReviewState.WAITING:
            return _again(store, found, 422, sent, wrong)
        if not wrong and _keep(store, found, sent):
            _note(store, "set_aside_review_entry" if sent.unusable else "labelled_review_entry", entry_id)
        elif not _is_kept_so(stored.by_id(store, entry_id), sent):
            return _again(store, _find(store, entry_id), 409, sent, {})
        following = stored.next_waiting(store, found)
    flash("unusable" if sent.unusable else "labelled")
    where = url_for("staff.review_entry", entry_id=following) if following else url_for("staff.review")
    return redirect(where, 303)


def reopen_entry(entry_id: int) -> Response:
    """Takes a label back that was not exported yet."""
    with parts().store.writing() as store:
        _find(store, entry_id)
        done = stored.reopen(store, entry_id)
        if done:
            _note(store, "reopened_review_entry", entry_id)
    flash("reopened" if done else "not_reopened")
    return redirect(url_for("staff.review_entry", entry_id=entry_id), 303)


def add_to_review() -> Response:
    """Words a conversation lead heard of elsewhere: they go the same way, redacted first."""
    said = typed(request.form, "words")[:LONGEST_ADDED]
    danger = typed(request.form, "danger")
    if not said or danger not in Labels.load().ids["danger"]:
        flash("problem:words_empty" if not said else "problem:danger")
        return redirect(url_for("staff.review", _anchor="add"), 303)
    flash("added" if put_in(said, danger, "added_to_review") else "too_many")
    return redirect(url_for("staff.review"), 303)


def put_in(said: str, danger: str, action: str, handoff_id: int | None = None) -> bool:
    """Puts words aside as danger that was found late; False where too much waits already."""
    with parts().store.writing() as store:
        subject = None if handoff_id is None else "handoff"
        staff.note(store, action, staff_user_id=me().id, subject=subject, subject_id=handoff_id)
        return stored.notice(store, Found.LATE, said, {"should_be": [danger]}, today())


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/review", view_func=review, methods=["GET"])
    blueprint.add_url_rule("/review/add", view_func=add_to_review, methods=["POST"])
    blueprint.add_url_rule("/review/<int:entry_id>", view_func=review_entry, methods=["GET"])
    blueprint.add_url_rule("/review/<int:entry_id>/label", view_func=label_entry, methods=["POST"])
    blueprint.add_url_rule("/review/<int:entry_id>/reopen", view_func=reopen_entry, methods=["POST"])


def _keep(store: Transaction, found: ReviewEntry, sent: Given) -> bool:
    if sent.unusable:
        return stored.set_unusable(store, found.id, me().id, now())
    return stored.label(store, found.id, Label(sent.label), sent.of, sent.kept, me().id, now())


def _is_kept_so(found: ReviewEntry | None, sent: Given) -> bool:
    """Was this very label kept before: sent twice, or by two who agree?"""
    if found is None or sent.unusable:
        return found is not None and found.state is ReviewState.UNUSABLE
    return (found.label, found.label_of, found.kept) == (sent.label, list(sent.of), sent.kept)


def _again(
    store: Transaction, found: ReviewEntry, status: int, sent: Given, wrong: Mapping[str, str]
) -> Response:
    return make_response(_page(store, found, sent=sent, wrong=wrong, second=status == 409), status)


def _page(store: Transaction, found: ReviewEntry, sent: Given | None = None, **more: Any) -> str:
    heard = found.heard or {}
    suggested = heard.get("should_be", ())
    # What stands before an adviser's decision is the reason, and nothing to learn from.
    told = found.words if found.kind is Found.OVERRIDDEN else found.before or found.words
    first = sent or Given("danger" if suggested else "", tuple(suggested[:1]), told or "", False)
    return _render(
        "entry", entry=found, heard=heard, form=first, labels=Labels.load().ids, groups=needs_by_group(),
        need_names=need_labels(), labeller=staff.name_of(store, found.labelled_by), today=today(),
        **{"wrong": {}, "second": False, **more},
    )  # fmt: skip


def _render(template: str, **shown: Any) -> str:
    return render_template(f"staff/review/{template}.html", say=words("review"), **shown)


def _find(store: Transaction, entry_id: int) -> ReviewEntry:
    return stored.by_id(store, entry_id) or abort(404)


def _note(store: Transaction, action: str, entry_id: int) -> None:
    staff.note(store, action, staff_user_id=me().id, subject="review_entry", subject_id=entry_id)


def _chosen(values: Any, name: str) -> Any:
    asked = request.args.get(name, "")
    return values(asked) if asked in set(values) else None
