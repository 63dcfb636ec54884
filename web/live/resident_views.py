"""The resident's side of a chat with a person: ask for it, stop it, and what is new. No script is needed."""

from collections.abc import Sequence

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from web.caching import keep_nowhere
from web.clock import now
from web.live.asking import ask as let_wait
from web.live.asking import stop as end_chat
from web.live.panel import Panel, label_of, of_contact
from web.live.sweeping import sweep
from web.live.telling import is_told
from web.models.contact import Author
from web.parts import parts
from web.resident.chat_forms import being_written
from web.resident.comfort import words_here
from web.resident.held_here import CONVERSATION
from web.resident.hold import held
from web.resident.page import ChatPage, Entry, entries_of
from web.resident.views import FORMS
from web.security.row_numbers import row_number
from web.store import live
from web.words.book import words

blueprint = Blueprint("live", __name__, url_prefix="/chat/person")
blueprint.after_request(keep_nowhere)


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {"live_words": words_here("live_chat")}


@blueprint.post("/ask")
def ask() -> AnyResponse:
    """Waits for a chat; once, however often it is sent."""
    if conversation := session.get(CONVERSATION):
        let_wait(parts(), conversation)
    return FORMS.back(being_written())


@blueprint.post("/stop")
def stop() -> AnyResponse:
    """Waits no longer, or ends the chat; once, however often it is sent."""
    if conversation := session.get(CONVERSATION):
        end_chat(parts(), conversation)
    return FORMS.back(being_written())


@blueprint.get("/look")
def look() -> AnyResponse:
    """The newest message, loaded anew: a link from a page to a place on itself would load nothing."""
    return redirect(url_for("resident.chat", _anchor="latest"), 303)


@blueprint.get("/news")
def news() -> Response:
    """What is new since `?after=`, for the script; 204 where nothing is."""
    conversation = session.get(CONVERSATION)
    if conversation is None:
        return make_response("", 204)
    sweep(parts())
    with parts().store.reading() as store:
        contact = held(store, conversation)
        if contact is None:
            return make_response("", 204)
        panel = of_contact(store, parts().settings, contact, now())
        new = [
            each for each in live.said_since(store, contact.id, after())
            if each.author is Author.ADVISER or is_told(each)
        ]  # fmt: skip
        chat = live.latest(store, contact.id)
        quiet = chat is not None and live.is_quiet(chat, now())
    if quiet:
        _sign_of_life(conversation)
    if panel.version == request.args.get("seen"):
        return make_response("", 204)
    return jsonify(_news(panel, entries_of(new)))


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Response:
    """A page that was open too long: kindly, what to do; and what was being written, in its box."""
    if being_written():
        return FORMS.expired(by_script=False)
    return make_response(render_template("resident/expired.html"), 400)


def after() -> int:
    """The number of the newest message that the page knows of; 0 for what is none."""
    try:
        return row_number(request.args.get("after", ""))
    except ValueError:
        return 0


def _sign_of_life(conversation: str) -> None:
    with parts().store.writing() as store:
        contact = held(store, conversation)
        if contact is not None and (chat := live.latest(store, contact.id)) is not None:
            live.resident_is_there(store, chat, now())


def _news(panel: Panel, new: Sequence[Entry]) -> dict[str, object]:
    say = words("chat")["chat"]
    page = ChatPage(
        post_url=url_for("resident.say"), turn_url=url_for("resident.turn"), restart_url=None,
        label=label_of(panel) or say["label"], speaker=say["speaker"],
    )  # fmt: skip
    shown = render_template("resident/_messages.html", page=page, messages=new) if new else ""
    return {
        "messages": shown,
        "panel": render_template("live/_panel.html", panel=panel),
        "label": page.label,
        "writing": words("live_chat")["sending" if panel.state == "joined" else "writing"],
        "joined": panel.state == "joined",
    }
