"""The national return: a period, what would fail in it and why, and the rows to take away.

It holds who asked for care, so it has a permission of its own, asks again who is there, and writes down every
look and every file.
"""

from collections import Counter
from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.caching import keep_nowhere
from web.clock import now
from web.outbox.client_level.periods import Period, choices, chosen
from web.parts import parts, today
from web.staff.client_level.drawing import What, draw, file_of, name_of, note
from web.staff.session import me
from web.store import client_level as stored
from web.store import staff
from web.store.demonstration import is_invented
from web.words.book import words

blueprint = Blueprint("client_level", __name__, url_prefix="/staff/client-level-data")
blueprint.after_request(keep_nowhere)
LISTED = 200
EXTRACTS = 20


@blueprint.get("")
def start() -> str:
    """A period to choose, and what was drawn lately. ?wrong=1: the days that were asked for are none."""
    with parts().store.reading() as store:
        extracts = stored.newest_extracts(store, EXTRACTS)
        names = staff.names(store)
    return render_template(
        "staff/client_level/start.html", periods=choices(today()), extracts=extracts, names=names,
        wrong=request.args.get("wrong"), asked=request.args, settings=parts().settings.outbox.client_level,
        say=words("client_level"),
    )  # fmt: skip


@blueprint.get("/check")
def check() -> str | Response:
    """What of a period would fail, and why. Looking is written to the audit trail."""
    settings = parts().settings
    period = _period(request.args)
    if period is None or not settings.outbox.client_level.code:
        first, last = (request.args.get(name, "")[:10] for name in ("first", "last"))
        return redirect(url_for("client_level.start", wrong=1, first=first, last=last), 303)
    # Drawing a big council's quarter takes seconds: nobody who writes waits for that.
    with parts().store.reading() as store:
        drawn = draw(store, settings, period)
        still_open = stored.around(store, period, settings.time_zone).still_open
    with parts().store.writing() as store:
        staff.note(store, "checked_client_data", staff_user_id=me().id)
    return render_template(
        "staff/client_level/check.html", drawn=drawn, shown=drawn.failing[:LISTED], still_open=still_open,
        rules=Counter(each.rule for each in drawn.failing), spec=settings.outbox.client_level.specification,
        period=period, say=words("client_level"),
    )  # fmt: skip


@blueprint.post("/extract")
def extract() -> Response:
    """A file to take away. Each time it is drawn anew, and written down anew."""
    settings = parts().settings
    period, asked = _period(request.form), request.form.get("what", "")
    if period is None or asked not in set(What) or not settings.outbox.client_level.code:
        abort(400)
    what = What(asked)
    with parts().store.reading() as store:
        drawn = draw(store, settings, period)
        name = name_of(drawn, what, invented=is_invented(store))
    content = file_of(drawn, settings, what)
    with parts().store.writing() as store:
        note(store, settings, drawn, what, content, by=me().id, moment=now())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/csv", headers=headers)


def _period(asked: Mapping[str, str]) -> Period | None:
    return chosen(today(), asked.get("period", ""), asked.get("first", ""), asked.get("last", ""))
