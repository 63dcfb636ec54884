"""The adviser's side: duty, who waits, joining. The chat itself is in chat_views.py."""

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from web.caching import keep_nowhere
from web.clock import now
from web.database import Transaction
from web.forms import typed
from web.live.board import board
from web.live.duty import is_time
from web.live.joining import Adviser, OffDuty
from web.live.joining import join as join_chat
from web.live.settings import OFF
from web.live.sweeping import sweep
from web.live.times import first_name, shown_name
from web.parts import parts
from web.security.permissions import kinds_seen_by
from web.staff.session import me
from web.store import live, staff
from web.words.book import words

blueprint = Blueprint("chats", __name__, url_prefix="/staff/chats")
blueprint.after_request(keep_nowhere)


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    say = words("chats")
    problems = {
        **words("queue")["problems"],
        "not_yours": say["end"]["not_yours"],
        "lost": say["chat"]["lost"],
    }
    return {
        "chats_words": say,
        "chats_dangers": words("review")["dangers"],
        "queue_problems": problems,
    }


@blueprint.get("/")
def waiting() -> str:
    """Who waits, one's own duty and one's own chats."""
    return _page()


@blueprint.get("/news")
def news() -> Response:
    """The same for the script; 204 where it looks as `?seen=` says."""
    beat()
    with parts().store.reading() as store:
        shown = _board(store)
    if shown["version"] == request.args.get("seen"):
        return make_response("", 204)
    return jsonify(
        panel=render_template("chats/_waiting.html", **shown), say=shown["announce"], title=shown["title"]
    )


@blueprint.post("/duty")
def begin_duty() -> AnyResponse | tuple[str, int]:
    """On duty under the name that was typed; again: under the new one."""
    name = shown_name(typed(request.form, "name"))
    if name is None:
        return _page(typed(request.form, "name"), problem=True), 422
    _begin(name)
    return redirect(url_for("chats.waiting"), 303)


@blueprint.post("/duty/end")
def end_duty() -> AnyResponse:
    """Off duty. Chats that were joined go on."""
    with parts().store.writing() as store:
        if live.go_off_duty(store, me().id):
            staff.note(store, "ended_chat_duty", staff_user_id=me().id)
    return redirect(url_for("chats.waiting"), 303)


@blueprint.post("/<int:number>/join")
def join(number: int) -> AnyResponse | tuple[str, int]:
    """Into the chat, if nobody else was first; sent again, into the same one.

    Who is not on duty is asked first, and goes on duty and joins by one button (`begin_as`).
    """
    name = typed(request.form, "begin_as")
    if plain := shown_name(name):
        _begin(plain)
    try:
        joined = join_chat(parts(), number, Adviser(me().id, me().role))
    except OffDuty:
        return _page(name or None, problem="begin_as" in request.form, joining=number), 409
    if joined:
        return redirect(url_for("chats.chat", number=number, _anchor="latest"), 303)
    flash("chat_taken")
    return redirect(url_for("chats.waiting"), 303)


def beat() -> None:
    """This adviser's browser has a page of chats open; and what is due by the clock is done."""
    with parts().store.reading() as store:
        due = live.is_beat_due(store, me().id, now())
    if due:
        with parts().store.writing() as store:
            live.still_there(store, me().id, now())
    sweep(parts())


def _begin(name: str) -> None:
    with parts().store.writing() as store:
        new = live.duty_of(store, me().id, now()) is None
        live.go_on_duty(store, me().id, name, now())
        if new:
            staff.note(store, "began_chat_duty", staff_user_id=me().id)


def _page(name: str | None = None, problem: bool = False, joining: int | None = None) -> str:
    beat()
    settings, moment = parts().settings, now()
    with parts().store.reading() as store:
        duty = live.duty_of(store, me().id, moment)
        shown = _board(store)
    return render_template(
        "chats/waiting.html", **shown, duty=duty, problem=problem, joining=joining,
        name=name if name is not None else duty.shown_name if duty else first_name(me().name),
        off=settings.live.when == OFF, is_time=is_time(settings, moment),
    )  # fmt: skip


def _board(store: Transaction) -> dict[str, object]:
    """What the list shows; `version` is the same for two that look the same."""
    moment, say = now(), words("chats")["waiting"]
    chats = live.waiting(store, moment)
    rows = board(chats, kinds_seen_by(me().role), moment)
    mine = live.of_adviser(store, me().id)
    there = live.how_many_on_duty(store, moment)
    # Ages are shown in minutes: the list is new with each of them.
    looks = [f"{each.number}.{each.level}.{each.seen is None}" for each in rows]
    looks += [f"m{each.id}.{each.state}" for each in mine] + [f"{there}", f"{moment:%H%M}"]
    announce = say["announce_one"] if len(rows) == 1 else say["announce"].format(number=len(rows))
    return {
        "rows": rows, "mine": mine, "there": there, "version": "|".join(looks),
        "announce": announce if rows else "",
        "title": f"({len(rows)}) {words('chats')['title']}" if rows else words("chats")["title"],
    }  # fmt: skip
