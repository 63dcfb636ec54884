"""The resident's chat at /: plain forms that work everywhere, and the one address the script calls."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from web.caching import keep_nowhere
from web.live.panel import label_of, panel_of
from web.parts import parts
from web.rendering import add_filters
from web.resident import change, comfort, leave_details, my_data, pages, summary_views
from web.resident.chat_forms import ChatForms
from web.resident.held_here import CONVERSATION, came_by, conversation, install_addresses
from web.resident.hold import let_go
from web.resident.kept import find_or_start
from web.resident.languages import shown_first
from web.resident.page import ChatPage, entries, welcome
from web.resident.pages import TOLD, before_you_start
from web.resident.said import Said
from web.resident.turnstile import install_turnstile
from web.security.framing import is_framed
from web.words.book import words

blueprint = Blueprint("resident", __name__)
blueprint.record_once(add_filters)
blueprint.record_once(install_turnstile)
blueprint.after_request(keep_nowhere)
install_addresses(blueprint)


@blueprint.get("/")
def chat() -> str:
    """The conversation so far, or the welcome; before the first one in this browser, what to know of it."""
    # Made before the first message, so that a first message sent twice starts one conversation.
    conversation()
    page = _page()
    if not (page.messages or session.get(TOLD)):
        return before_you_start(page.languages)
    return render_template("resident/chat.html", page=page)


@blueprint.get("/start")
def start() -> AnyResponse:
    """On to the chat, for whoever read what comes before it; repeating it changes nothing."""
    session[TOLD] = True
    return redirect(url_for("resident.chat"), 303)


@blueprint.post("/chat")
def say() -> AnyResponse:
    """A message from the plain form."""
    return FORMS.say()


@blueprint.post("/chat/turn")
def turn() -> AnyResponse:
    """The same for the script."""
    return FORMS.turn()


@blueprint.post("/chat/start-again")
def start_again() -> AnyResponse:
    """Lets go of this conversation and begins an empty one."""
    let_go(parts(), session.pop(CONVERSATION, None))
    return redirect(url_for("resident.chat"), 303)


@blueprint.post("/easier-to-read")
def set_comfort() -> AnyResponse:
    """Size and easy words. What is not sent yet comes back in the box, neither kept nor sent."""
    back, draft = comfort.keep_choices(), comfort.not_sent_yet()
    if not draft:
        return back
    page = _page().made_easier(draft, request.form.get("message_id"))
    return make_response(render_template("resident/chat.html", page=page))


@blueprint.get("/exit")
def leave() -> AnyResponse:
    """Ends this browser's hold on the conversation, then goes somewhere harmless."""
    let_go(parts(), session.pop(CONVERSATION, None))
    session.pop(TOLD, None)
    comfort.forget_comfort()
    if not session.get("_user_id"):
        session.clear()
    # Where it leads refuses to be shown in a frame: the page around takes itself there (js/framed.js).
    answer = make_response("") if is_framed() else redirect(parts().settings.exit_url, 302)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Response:
    """A form that was open too long: typed words come back; any other form says kindly what to do."""
    if request.endpoint in ("resident.say", "resident.turn", "resident.open_change"):
        return FORMS.expired(by_script=request.endpoint == "resident.turn")
    if request.endpoint in ("resident.say_instead", "resident.leave_unchanged"):
        return change.expired()
    if request.endpoint == "resident.send_details":
        return make_response(leave_details.expired())
    return make_response(render_template("resident/expired.html"), 400)


def _said(text: str, message_id: str) -> Said:
    return Said(text, conversation(), message_id, welcomed=True, address=came_by(), may_chat=True)


def _page(so_far: bool = True) -> ChatPage:
    said, say_so = entries(parts(), session.get(CONVERSATION)) if so_far else (), words("chat")["chat"]
    panel = panel_of(parts(), session.get(CONVERSATION)) if so_far else None
    return ChatPage(
        post_url=url_for("resident.say"),
        turn_url=url_for("resident.turn"),
        restart_url=url_for("resident.start_again"),
        change_url=url_for("resident.open_change"),
        label=label_of(panel) or say_so["label"],
        speaker=say_so["speaker"],
        welcome=welcome(),
        messages=said,
        languages=shown_first(),
        live=panel,
    )


FORMS = ChatForms("resident/chat.html", "resident.chat", _page, _said, find_or_start)

change.add_to(blueprint, FORMS.back)
leave_details.add_to(blueprint)
pages.add_to(blueprint)
summary_views.add_to(blueprint)
my_data.add_to(blueprint)
comfort.add_to(blueprint)
