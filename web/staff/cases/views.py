"""The case audit: a week's ten cases and the agreement, one case with its sheet, the table as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from web.clock import now
from web.database import Transaction
from web.exceptions import UnreadableSecret
from web.forms import day_in
from web.models.case_audit import CaseDrawn, CaseSheet, CaseWeek
from web.models.daily_review import DailyReview
from web.parts import parts, today
from web.security.permissions import Permission, may
from web.staff.cases import comparing
from web.staff.cases.form import checklist, choices_for, given, problems
from web.staff.daily import looking
from web.staff.daily.preparing import DAYS
from web.staff.session import me
from web.store import case_audit as stored
from web.store import daily_review, queue_pages, staff
from web.store.case_audit import SHEETS, Kept
from web.store.daily_review import Listed
from web.words.book import words
from web.words.needs import need_labels

WAITS = "waits"
WEEKS_LISTED = 53
WEEKS_TOGETHER = 13


@dataclass(frozen=True)
class Standing:
    """One case in the list. `differences`: what there is to talk about, once both are done."""

    case: CaseDrawn
    one: Listed
    state: str
    differences: Sequence[comparing.Difference]


def cases() -> str:
    """The cases of a week (?week= its Monday), the newest without; and how far reviewers agree."""
    with parts().store.reading() as store:
        weeks = stored.weeks(store, WEEKS_LISTED)
        week = _week_asked(store, weeks)
        listed = _standings(store, week) if week else []
        checked = _checked(store, week) if week else None
        agreements = {name: comparing.rows(stored.pairs(store, *span)) for name, span in _spans(week)}
        names = _names(store, listed)
    return _render(
        "week", week=week, weeks=weeks, listed=listed, checked=checked, agreements=agreements,
        together=WEEKS_TOGETHER, names=names,
    )  # fmt: skip


def cases_csv() -> Response:
    """The agreement of the last weeks up to a week (?week=) as CSV; it holds nothing of any case."""
    with parts().store.reading() as store:
        week = _week_asked(store, stored.weeks(store, 1)) or abort(404)
        first, last = dict(_spans(week))["weeks"]
        table = comparing.as_csv(comparing.rows(stored.pairs(store, first, last)), first, last)
    name = f"case-audit-{last.isoformat()}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(table, mimetype="text/csv", headers=headers)


def case(case_id: int) -> str:
    """One case: its words, and the sheet, or both sheets once both are done. Looking is audited."""
    with parts().store.writing() as store:
        found, one, day = _find(store, case_id)
        _note(store, "looked_at_case", one.id)
        return _page(store, found, one, day)


def hand_in(case_id: int) -> Answer:
    """Keeps a sheet, for good. The same again changes nothing; another is refused, and stays on the page."""
    sent = given(request.form)
    wrong = problems(sent, request.form)
    with parts().store.writing() as store:
        found, one, day = _find(store, case_id)
        if one.adviser_id == me().id:
            abort(403)
        if wrong:
            return make_response(_page(store, found, one, day, sent=sent, wrong=wrong), 422)
        if _waits(daily_review.review_of(store, one.id), day):
            return make_response(_page(store, found, one, day, sent=sent, refused=WAITS), 409)
        kept = stored.keep(store, found, me().id, sent.answers, sent.note, now())
        if kept in (Kept.OTHERWISE, Kept.FULL):
            refused = kept.value
            return make_response(_page(store, found, one, day, sent=sent, refused=refused), 409)
        if kept is Kept.NOW:
            _note(store, "handed_in_case_sheet", one.id)
    flash("kept")
    return redirect(url_for("staff.case", case_id=case_id), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/cases", view_func=cases, methods=["GET"])
    blueprint.add_url_rule("/cases.csv", view_func=cases_csv, methods=["GET"])
    blueprint.add_url_rule("/cases/<int:case_id>", view_func=case, methods=["GET"])
    blueprint.add_url_rule("/cases/<int:case_id>/sheet", view_func=hand_in, methods=["POST"])


def _page(store: Transaction, found: CaseDrawn, one: Listed, day: date, **more: Any) -> str:
    found = stored.by_id(store, found.id) or found
    mine = next((each for each in found.sheets if each.staff_user_id == me().id), None)
    # Blind until both are done: the other's sheet does not reach the page before.
    both = list(found.sheets) if len(found.sheets) == SHEETS else []
    review = daily_review.review_of(store, one.id)
    return _render(
        "case", case=found, one=one, day=day, days=DAYS, today=today(), mine=mine, both=both,
        full=len(found.sheets) >= SHEETS, own=one.adviser_id == me().id,
        review=review, waits=_waits(review, day), shown=stored.shown_in(store, one.id),
        names=queue_pages.names_of(store, [each.staff_user_id for each in both]),
        checklist=checklist(), choices_for=choices_for, asked=comparing.asked,
        **{"sent": None, "wrong": {}, "refused": None, **more},
    )  # fmt: skip


def _waits(review: DailyReview | None, day: date) -> bool:
    """Are its words yet to be laid out? A sheet without having read them would be worth nothing."""
    return review is None and (today() - day).days <= DAYS


def _find(store: Transaction, case_id: int) -> tuple[CaseDrawn, Listed, date]:
    """The case and its contact; one of the safeguarding team's is not there for others."""
    found = stored.by_id(store, case_id) or abort(404)
    one = daily_review.one(store, found.contact_id)
    if one is None or (one[0].apart and not _apart()):
        abort(404)
    return found, *one


def _standings(store: Transaction, week: CaseWeek) -> list[Standing]:
    found = []
    for each in stored.cases_of(store, week.monday):
        one = daily_review.one(store, each.contact_id)
        if one is not None:
            seen = looking.as_seen(one[0], apart=_apart())
            found.append(Standing(each, seen, _state(each.sheets), _differences(each.sheets, seen)))
    return found


def _state(sheets: Sequence[CaseSheet]) -> str:
    if len(sheets) == SHEETS:
        return "both"
    if any(each.staff_user_id == me().id for each in sheets):
        return "mine"
    return "one" if sheets else "waiting"


def _differences(sheets: Sequence[CaseSheet], one: Listed) -> list[comparing.Difference]:
    if len(sheets) < SHEETS or one.closed:
        return []
    return comparing.differences(sheets[0].answers, sheets[1].answers)


def _checked(store: Transaction, week: CaseWeek) -> stored.Checked | None:
    try:
        return stored.check(store, week)
    except UnreadableSecret:
        return None


def _week_asked(store: Transaction, weeks: Sequence[CaseWeek]) -> CaseWeek | None:
    monday = day_in(request.args.get("week"))
    if monday is None:
        return weeks[0] if weeks else None
    return stored.week_of(store, monday) or abort(404)


def _spans(week: CaseWeek | None) -> list[tuple[str, tuple[date, date]]]:
    """What agreement is shown over: this week, and the weeks up to it."""
    if week is None:
        return []
    first = week.monday - timedelta(weeks=WEEKS_TOGETHER - 1)
    return [("this_week", (week.monday, week.monday)), ("weeks", (first, week.monday))]


def _names(store: Transaction, listed: Sequence[Standing]) -> Any:
    """Who said what, of cases about which there is something to talk."""
    ids = [sheet.staff_user_id for each in listed if each.differences for sheet in each.case.sheets]
    return queue_pages.names_of(store, ids)


def _render(template: str, **shown: Any) -> str:
    return render_template(
        f"staff/cases/{template}.html", audit=words("case_audit"), say=words("daily_review"),
        heard=words("review"), need_names=need_labels(), **shown,
    )  # fmt: skip


def _note(store: Transaction, action: str, contact_id: int) -> None:
    staff.note(store, action, staff_user_id=me().id, subject="contact", subject_id=contact_id)


def _apart() -> bool:
    return may(me().role, Permission.SEE_SAFEGUARDING)
