"""The resident's chat at /: plain forms that work everywhere, and the one address the script calls."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from web.parts import parts
from web.rendering import add_filters
from web.resident import leave_details, pages
from web.resident.answer import Answer
from web.resident.page import ChatPage, entries, turn_entries, welcome
from web.resident.said import NotTaken, Said, clean, nonce
from web.resident.turn import take_turn
from web.resident.turnstile import install_turnstile, turnstile
from web.store.contacts import new_public_id

blueprint = Blueprint("resident", __name__)
blueprint.record_once(add_filters)
blueprint.record_once(install_turnstile)

# Everything of a resident that the session cookie may hold; leaving takes all of it away.
SESSION_KEYS = ("conversation", "reference")


@blueprint.get("/")
def chat() -> str:
    """The conversation so far, or the welcome."""
    # Made before the first message, so that a first message sent twice starts one conversation.
    session.setdefault("conversation", new_public_id())
    return render_template("resident/chat.html", page=_page())


@blueprint.post("/chat")
def say() -> AnyResponse:
    """A message from the plain form: answered, then shown by a GET so that reloading repeats nothing."""
    try:
        _take()
    except NotTaken as refusal:
        return _refused("resident/chat.html", refusal.code)
    return redirect(url_for("resident.chat", _anchor="latest"), 303)


@blueprint.post("/chat/turn")
def turn() -> AnyResponse:
    """The same for the script: what was said, as a piece of the page."""
    try:
        said, answer = _take()
    except NotTaken as refusal:
        return _refused("resident/_problem.html", refusal.code)
    shown = _page().with_messages(turn_entries(said.text, answer))
    return make_response(render_template("resident/_messages.html", page=shown, messages=shown.messages))


@blueprint.post("/chat/start-again")
def start_again() -> AnyResponse:
    """Lets go of this conversation and begins an empty one."""
    _let_go()
    return redirect(url_for("resident.chat"), 303)


@blueprint.get("/exit")
def leave() -> AnyResponse:
    """Clears this browser's hold on the conversation, then goes somewhere harmless."""
    _let_go()
    if not session.get("_user_id"):
        session.clear()
    answer = redirect(parts().settings.exit_url, 302)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Response:
    """A form that was open too long: the words come back with a fresh form instead of being lost."""
    if request.endpoint == "resident.turn":
        return _refused("resident/_problem.html", "expired")
    if request.endpoint == "resident.say":
        return _refused("resident/chat.html", "expired")
    return make_response(render_template("resident/expired.html"), 400)


def _take() -> tuple[Said, Answer]:
    conversation_id = session.setdefault("conversation", new_public_id())
    message_id = nonce(request.form.get("message_id"))
    said = Said(clean(request.form.get("text", "")), conversation_id, message_id, welcomed=True)
    return said, take_turn(parts(), turnstile(), said)


def _refused(template: str, code: str) -> Response:
    typed = request.form.get("text", "")
    # The nonce stays: if the words had got through after all, sending them again doubles nothing.
    page = _page().with_problem(code, typed, request.form.get("message_id"))
    return make_response(render_template(template, page=page), 422)


def _let_go() -> None:
    for key in SESSION_KEYS:
        session.pop(key, None)


def _page() -> ChatPage:
    said = entries(parts(), session.get("conversation"))
    return ChatPage(
        post_url=url_for("resident.say"),
        turn_url=url_for("resident.turn"),
        restart_url=url_for("resident.start_again"),
        label="Your answer" if said else "Tell me in your own words",
        speaker="You said",
        welcome=welcome(),
        messages=said,
    )


leave_details.add_to(blueprint)
pages.add_to(blueprint)
