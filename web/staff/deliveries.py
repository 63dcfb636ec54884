"""What leaves the house, for administrators: how it stands, and what needs a person. No names."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.clock import now
from web.forms import typed
from web.models.delivery import DeliveryState
from web.parts import parts
from web.staff.session import me
from web.store import file_drops, staff
from web.store import outbox as stored
from web.words.book import words

PAGE = 25
LONGEST_REASON = 500
SHOWN = (DeliveryState.DEAD, DeliveryState.WAITING, DeliveryState.DROPPED, DeliveryState.GIVEN_UP)


def deliveries() -> str:
    """How many deliveries stand where, and those of one state, the longest there first."""
    asked = request.args.get("show", DeliveryState.DEAD)
    show = next((each for each in SHOWN if each == asked), None) or abort(404)
    with parts().store.reading() as store:
        counts = stored.standings(store)
        total = sum(each.count for each in counts if each.state is show)
        pages = max(1, -(-total // PAGE))
        page = min(max(1, request.args.get("page", 1, type=int)), pages)
        listed = stored.listed(store, [show], offset=(page - 1) * PAGE, limit=PAGE)
        last_file = file_drops.last_written(store)
    return render_template(
        "staff/deliveries.html", show=show, shown=SHOWN, counts=counts, listed=listed, total=total,
        page=page, pages=pages, last_file=last_file, settings=parts().settings.outbox,
        say=words("deliveries"), failure=failure,
    )  # fmt: skip


def retry_delivery(number: str) -> Response:
    """Lets one start afresh. Again changes nothing."""
    return _retried(number)


def retry_deliveries() -> Response:
    """Lets all that need a person start afresh: the other side was mended."""
    return _retried(None)


def give_up_delivery(number: str) -> Response:
    """Ends one for good, with the reason. Again changes nothing."""
    reason = typed(request.form, "reason")[:LONGEST_REASON]
    if not reason:
        flash("reason_missing")
        return _back()
    with parts().store.writing() as store:
        found = stored.by_number(store, number) or abort(404)
        done = stored.give_up(store, number, reason, me().id, now())
        if done:
            staff.note(
                store, "gave_up_delivery", staff_user_id=me().id, subject="delivery", subject_id=found.id
            )
    flash("given_up" if done else "not_given_up")
    return _back()


def failure(code: str | None) -> str:
    """What a code of the outbox means, in words."""
    say = words("deliveries")
    if not code:
        return ""
    return str(say["failures"].get(code) or say["other_failure"].format(code=code.rpartition("_")[2]))


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/deliveries", view_func=deliveries, methods=["GET"])
    blueprint.add_url_rule("/deliveries/retry", view_func=retry_deliveries, methods=["POST"])
    blueprint.add_url_rule("/deliveries/<number>/retry", view_func=retry_delivery, methods=["POST"])
    blueprint.add_url_rule("/deliveries/<number>/give-up", view_func=give_up_delivery, methods=["POST"])


def _retried(number: str | None) -> Response:
    with parts().store.writing() as store:
        found = None if number is None else stored.by_number(store, number) or abort(404)
        count = stored.try_again(store, now(), number)
        if count:
            staff.note(
                store, "retried_delivery" if found else "retried_deliveries", staff_user_id=me().id,
                subject="delivery" if found else None, subject_id=found.id if found else None,
            )  # fmt: skip
    flash("not_retried" if not count else "retried" if found else "retried_all")
    return _back()


def _back() -> Response:
    return redirect(url_for("staff.deliveries"), 303)
