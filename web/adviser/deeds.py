"""What is done in a call beside its notes: details, passing on, deciding otherwise, the wrap-up."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.adviser import deciding
from web.adviser.along import take_along
from web.adviser.calls import CallOver, keep_details
from web.adviser.decided import KINDS, RAISED, WITHOUT_REASON
from web.adviser.details import read_details
from web.adviser.ending import begin_wrap_up, end_call
from web.adviser.handing_on import hand_on as pass_on
from web.adviser.listener import listener
from web.adviser.page import call_page, standing
from web.adviser.versions import version_of
from web.adviser.wrapping import FOLLOW_UPS, Ending, outcomes, problems, suggested
from web.forms import typed
from web.parts import parts
from web.staff.session import me
from web.store import calls
from web.words.book import words


def details(call_id: int) -> Response:
    """Keeps whom the call is about; with "pass it on" pressed, passes it on as well.

    `do=quietly` is the script's: it gets the version that is kept, or a status that leaves it to a button.
    """
    if not_kept := take_along(call_id, details=False):
        return not_kept
    form, quietly = read_details(request.form), request.form.get("do") == "quietly"
    if form.problems:
        return _refused(422) if quietly else _again(call_id, 422, details=form)
    with_version = version_of(request.form.get("details_version", ""))
    try:
        kept = keep_details(parts(), call_id, me().id, form.values, with_version)
        if kept.clashes:
            return _refused(409) if quietly else _again(call_id, 409, details=form, details_clash=kept)
        if quietly:
            return jsonify({"version": kept.version})
        if request.form.get("do") == "hand_on":
            pass_on(parts(), call_id, me().id)
            flash("call_passed_on")
    except CallOver:
        return _over(call_id)
    return _to(call_id, "details")


def decide(call_id: int) -> Response:
    """A need, a danger or a service that the adviser sees otherwise, with the reason; or that taken back.

    Sent twice it is kept once. A danger that is raised is shown at once, with what to say.
    """
    # One kind of each form has a field of its own for what it is about: all fields may come at once.
    kind = request.values.get("kind", "")
    subject = request.values.get("subject", "") or request.form.get(f"subject-{kind}", "")
    names = ("reason", f"reason-{kind}-{subject}", f"reason-{kind}-")
    return _decide(
        call_id, kind, subject, next(filter(None, (typed(request.form, each) for each in names)), "")
    )


def decide_by_key(call_id: int) -> Response | None:
    """Enter was pressed where a reason was typed: that is decided. None where there is no such reason."""
    reasons = [name for name in request.form if name.startswith("reason-") and typed(request.form, name)]
    if request.form.get("do") != "enter" or len(reasons) != 1:
        return None
    _, kind, subject = reasons[0].split("-", 2)
    subject = subject or request.form.get(f"subject-{kind}", "")
    return _decide(call_id, kind, subject, typed(request.form, reasons[0]))


def _decide(call_id: int, kind: str, subject: str, reason: str) -> Response:
    if kind not in KINDS or not deciding.is_known(parts(), kind, subject):
        abort(422)
    if not_kept := take_along(call_id, undecided=(kind, subject, reason)):
        return not_kept
    try:
        if request.form.get("do") == "take_back":
            deciding.take_back(parts(), listener(), call_id, me().id, kind, subject)
        elif _wants_reason(kind, reason):
            return _again(call_id, 422, undecided=(kind, subject, reason))
        else:
            deciding.decide(parts(), listener(), call_id, me().id, kind, subject, reason)
    except CallOver:
        return _over(call_id)
    raised = kind == RAISED and request.form.get("do") != "take_back"
    return _to(call_id, f"danger-{subject}" if raised else "live")


def finish(call_id: int) -> Response:
    """To the wrap-up, with what stands on the page."""
    if not_kept := take_along(call_id):
        return not_kept
    try:
        begin_wrap_up(parts(), call_id, me().id)
    except CallOver:
        return _over(call_id)
    return redirect(url_for("adviser.wrap_up", call_id=call_id), 303)


def wrap_up(call_id: int) -> str:
    """The page that asks how the call ended."""
    return _wrap_up_page(call_id, Ending("", ""), {})


def end(call_id: int) -> Response:
    """Ends the call, and shows where the next one begins."""
    ending = Ending(
        request.form.get("outcome", ""), request.form.get("follow_up", ""), typed(request.form, "reason")
    )
    at_end = standing(call_id, me().id) or abort(404)
    if found := problems(ending, at_end):
        return make_response(_wrap_up_page(call_id, ending, found), 422)
    try:
        ended = end_call(parts(), call_id, me().id, ending, at_end)
    except CallOver:
        return _over(call_id)
    flash("call_taken_away" if ended.taken_away else "call_passed_on" if ended.reference else "call_ended")
    return redirect(url_for("adviser.start"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint of calls."""
    views: tuple[Callable[[int], Response], ...] = (details, decide, finish, end)
    for view in views:
        address = f"/<int:call_id>/{view.__name__.replace('_', '-')}"
        blueprint.add_url_rule(address, view_func=view, methods=["POST"])
    blueprint.add_url_rule("/<int:call_id>/wrap-up", view_func=wrap_up, methods=["GET"])


def _wrap_up_page(call_id: int, ending: Ending, found: dict[str, str]) -> str:
    at_end = standing(call_id, me().id) or abort(404)
    with parts().store.reading() as store:
        call = calls.mine(store, call_id, me().id)
        if call is None or call.ended_at is not None:
            abort(404)
    likely = suggested(at_end)
    return render_template(
        "adviser/wrap_up.html",
        call=call,
        at_end=at_end,
        suggested=likely,
        outcomes=sorted(outcomes().values(), key=lambda each: each.code != likely),
        follow_ups=FOLLOW_UPS,
        ending=ending,
        problems=found,
        say=words("adviser"),
    )


def _wants_reason(kind: str, reason: str) -> bool:
    return len(reason) > deciding.LONGEST_REASON or not (reason or kind in WITHOUT_REASON)


def _again(call_id: int, status: int, **more: object) -> Response:
    return make_response(call_page(call_id, me().id, **more) or abort(404), status)  # type: ignore[arg-type]


def _refused(status: int) -> Response:
    return make_response({}, status)


def _over(call_id: int) -> Response:
    return _again(call_id, 409, problem="ended")


def _to(call_id: int, anchor: str) -> Response:
    return redirect(url_for("adviser.call", call_id=call_id, _anchor=anchor), 303)
