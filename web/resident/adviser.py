"""The same conversation, held by a signed-in adviser for a caller. Its id lives under a key of its own in the
session, so that a resident's chat on the same machine and a caller's never mix."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from web.models.contact import Channel
from web.parts import parts
from web.resident.chat_forms import ChatForms
from web.resident.page import ChatPage, entries, welcome
from web.resident.said import NotTaken, Said
from web.resident.turn import find
from web.staff.conversation import SESSION_KEY
from web.words.book import words

blueprint = Blueprint("adviser", __name__, url_prefix="/staff/conversation")


@blueprint.get("/chat")
def chat() -> AnyResponse:
    """The call so far; without a call, the page that begins one."""
    if SESSION_KEY not in session:
        return redirect(url_for("staff.start_conversation"))
    return make_response(render_template("resident/call.html", page=_page()))


@blueprint.post("/chat")
def say() -> AnyResponse:
    """What the caller said, by the plain form."""
    if SESSION_KEY not in session:
        return redirect(url_for("staff.start_conversation"), 303)
    return FORMS.say()


@blueprint.post("/chat/turn")
def turn() -> AnyResponse:
    """The same for the script."""
    return FORMS.turn()


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Response:
    """What the caller said is on the page again, with fresh proof."""
    return FORMS.expired(by_script=request.endpoint == "adviser.turn")


def _said(text: str, message_id: str) -> Said:
    if SESSION_KEY not in session:
        raise NotTaken("unknown_conversation")
    return Said(text, session[SESSION_KEY], message_id, Channel.TELEPHONE.value, welcomed=True)


def _page(so_far: bool = True) -> ChatPage:
    say_so = words("chat")["call"]
    return ChatPage(
        post_url=url_for("adviser.say"),
        turn_url=url_for("adviser.turn"),
        restart_url=None,
        label=say_so["label"],
        speaker=say_so["speaker"],
        welcome=welcome(),
        messages=entries(parts(), session.get(SESSION_KEY)) if so_far else (),
    )


FORMS = ChatForms("resident/call.html", "adviser.chat", _page, _said, find)
