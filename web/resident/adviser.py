"""The same conversation, held by a signed-in adviser for a caller. Its id lives under a key of its own in the
session, so that a resident's chat on the same machine and a caller's never mix."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.models.contact import Channel
from web.parts import parts
from web.resident.answer import Answer
from web.resident.page import ChatPage, entries, turn_entries, welcome
from web.resident.said import NotTaken, Said, clean, nonce
from web.resident.turn import find, take_turn
from web.resident.turnstile import turnstile
from web.staff.conversation import SESSION_KEY

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
    try:
        _take()
    except NotTaken as refusal:
        return _refused("resident/call.html", refusal.code)
    return redirect(url_for("adviser.chat", _anchor="latest"), 303)


@blueprint.post("/chat/turn")
def turn() -> AnyResponse:
    """The same for the script."""
    try:
        said, answer = _take()
    except NotTaken as refusal:
        return _refused("resident/_problem.html", refusal.code)
    page = _page().with_messages(turn_entries(said.text, answer))
    return make_response(render_template("resident/_messages.html", page=page, messages=page.messages))


def _take() -> tuple[Said, Answer]:
    if SESSION_KEY not in session:
        raise NotTaken("unknown_conversation")
    text, message_id = clean(request.form.get("text", "")), nonce(request.form.get("message_id"))
    said = Said(text, session[SESSION_KEY], message_id, Channel.TELEPHONE.value, welcomed=True)
    return said, take_turn(parts(), turnstile(), said, find)


def _refused(template: str, code: str) -> Response:
    page = _page().with_problem(code, request.form.get("text", ""), request.form.get("message_id"))
    return make_response(render_template(template, page=page), 422)


def _page() -> ChatPage:
    return ChatPage(
        post_url=url_for("adviser.say"),
        turn_url=url_for("adviser.turn"),
        restart_url=None,
        label="What the caller says",
        speaker="The caller said",
        welcome=welcome(),
        messages=entries(parts(), session.get(SESSION_KEY)),
    )
