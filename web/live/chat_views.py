"""One chat as the adviser in it works it: what was said, what is new, writing, ending it; one's own alone."""

from typing import Any

from flask import Response, abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from web.clock import now
from web.database import Transaction
from web.forms import typed
from web.handoffs.queue.closing import choices
from web.handoffs.queue.states import Move, moves_open_to
from web.live import handing
from web.live.joining import Adviser, finish, write
from web.live.lines import lines_of, of_chat
from web.live.resident_views import after
from web.live.staff_views import beat, blueprint
from web.live.times import BEAT, is_past
from web.models.handoff import Handoff
from web.models.live import LiveChat
from web.parts import parts
from web.resident.said import NotTaken, clean, nonce
from web.security.permissions import kinds_seen_by
from web.staff.session import me
from web.store import contacts, live, queue
from web.words.book import words


@blueprint.get("/<int:number>")
def chat(number: int) -> str:
    """The chat: what was said before and since."""
    return _page(number)


@blueprint.get("/<int:number>/look")
def look(number: int) -> AnyResponse:
    """The newest message, loaded anew: a link from a page to a place on itself would load nothing."""
    return redirect(url_for("chats.chat", number=number, _anchor="latest"), 303)


@blueprint.get("/<int:number>/news")
def chat_news(number: int) -> Response:
    """What is new since `?after=`, for the script; 204 where nothing is."""
    return _news(number)


@blueprint.post("/<int:number>/say")
def say(number: int) -> AnyResponse:
    """A message from the adviser, once for its nonce. What is not taken comes back with its words."""
    by_script = request.accept_mimetypes.best == "application/json"
    try:
        text = clean(request.form.get("text", ""))
    except NotTaken as refusal:
        return _refuse(number, words("chat")["errors"][refusal.code], by_script, 422)
    if not write(parts(), number, me().id, text, nonce(request.form.get("message_id"))):
        return _refuse(number, words("chats")["chat"]["not_in"], by_script, 409)
    if by_script:
        return _news(number)
    return redirect(url_for("chats.chat", number=number, _anchor="latest"), 303)


@blueprint.post("/<int:number>/end")
def end(number: int) -> AnyResponse | tuple[str, int]:
    """Ends the chat with what came of it; sent again, it has ended already."""
    outcome, note = typed(request.form, "outcome"), typed(request.form, "note")
    problem = finish(parts(), number, Adviser(me().id, me().role), outcome, note or None)
    if problem in (None, "theirs"):
        flash("chat_theirs" if problem else "chat_done")
        return redirect(url_for("chats.waiting"), 303)
    if problem == "not_yours":
        abort(404)
    return _page(number, ended={"outcome": outcome, "note": note, "problem": problem}), 422


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> AnyResponse:
    """A page that was open too long: typed words come back with fresh proof; anything else is begun again."""
    number = (request.view_args or {}).get("number")
    if request.endpoint == "chats.say" and number is not None:
        by_script = request.accept_mimetypes.best == "application/json"
        return _refuse(number, words("chat")["errors"]["expired"], by_script, 422)
    return make_response(render_template("resident/expired.html"), 400)


def _refuse(number: int, problem: str, by_script: bool, status: int) -> Response:
    if by_script:
        return make_response(render_template("chats/_problem.html", problem=problem), status)
    with parts().store.reading() as store:
        found = live.by_number(store, number)
    if found is None or found.adviser_id != me().id:
        typed_words = request.form.get("text", "")
        return make_response(render_template("chats/not_yours.html", typed=typed_words), status)
    return make_response(_page(number, problem=problem, draft=request.form.get("text", "")), status)


def _mine(store: Transaction, number: int) -> LiveChat:
    """The chat, if this adviser is in it or has still to say what came of it; for all others there is none.

    What was said is read again from what was passed on (transcript_views.py), with that page's rights.
    """
    found = live.by_number(store, number)
    if found is None or found.adviser_id != me().id or found.outcome is not None:
        abort(404)
    return found


def _page(number: int, **more: Any) -> str:
    beat()
    with parts().store.reading() as store:
        found = _mine(store, number)
        lines = lines_of(of_chat(contacts.transcript(store, found.contact), found))
        shown = {**_panel(store, found), "lines": lines, "nonce": nonce(None), **_outcomes(store, found)}
        return render_template(
            "chats/chat.html", **{"problem": None, "draft": "", "ended": None, **shown, **more}
        )


def _news(number: int) -> Response:
    beat()
    with parts().store.reading() as store:
        found = _mine(store, number)
        panel = _panel(store, found)
        if panel["version"] == request.args.get("seen"):
            return make_response("", 204)
        lines = lines_of(of_chat(live.said_since(store, found.contact_id, after()), found))
        return jsonify(
            messages=render_template("chats/_lines.html", lines=lines, chat_name=found.shown_name)
            if lines
            else "",
            panel=render_template("chats/_panel.html", **panel),
        )


def _panel(store: Transaction, found: LiveChat) -> dict[str, Any]:
    """How the chat stands; `version` is the same for two that look the same."""
    moment = now()
    last = live.last_number(store, found.contact_id)
    away = is_past(found.resident_seen_at, 3 * BEAT, moment)
    handoff = handing.handoff_of(store, found, kinds_seen_by(me().role))
    minute = f"{moment:%H%M}" if away else ""
    version = f"{found.state}|{found.how_ended}|{last}|{minute}|{handoff and handoff.reference}"
    return {"chat": found, "last": last, "away": away, "handoff": handoff, "version": version}


def _outcomes(store: Transaction, found: LiveChat) -> dict[str, Any]:
    """What may come of it: an outcome for the hand-off where this adviser may close it."""
    handoff = handing.handoff_of(store, found, kinds_seen_by(me().role))
    closes = handoff is not None and _may_close(handoff)
    return {"outcomes": choices(queue.known_of(store, handoff)) if handoff and closes else []}


def _may_close(handoff: Handoff) -> bool:
    return Move.CLOSE in moves_open_to(handoff.state, handoff.kind, holder=handoff.claimed_by, by=me().id)
