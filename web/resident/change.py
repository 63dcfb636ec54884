"""Changing the last thing one said: a page with the words in the box, the same with a script and without.

What was being written in the chat's own box goes along (`writing`), and is there again afterwards.
"""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.parts import parts
from web.resident.comfort import words_here
from web.resident.held_here import CONVERSATION
from web.resident.hold import held
from web.resident.kept import find
from web.resident.said import NotTaken, Said, clean, nonce
from web.resident.turn import take_turn
from web.resident.turnstile import turnstile
from web.store import changing

Back = Callable[[str], AnyResponse]


def add_to(blueprint: Blueprint, back: Back) -> None:
    """Gives the blueprint the page and what it sends. `back`: the chat, with this in its box."""
    blueprint.get("/chat/change", endpoint="change")(lambda: _open(back))
    blueprint.post("/chat/change/open", endpoint="open_change")(lambda: _open(back))
    blueprint.post("/chat/change/leave", endpoint="leave_unchanged")(lambda: back(_writing()))
    blueprint.post("/chat/change", endpoint="say_instead")(lambda: _say_instead(back))


def _open(back: Back) -> AnyResponse:
    """The last thing that was said, in a box; back to the chat where there is nothing to change."""
    found, writing = _last(), request.form.get("text", "")
    if found is None:
        return back(writing) if writing else redirect(url_for("resident.chat"))
    return _page(found[0], found[1], nonce(None), writing=writing)


def _say_instead(back: Back) -> AnyResponse:
    """New words in place of the last ones: answered once for one nonce, then shown in the chat."""
    typed, of = request.form.get("text", ""), nonce(request.form.get("of"))
    message_id = nonce(request.form.get("message_id"))
    try:
        said = Said(
            clean(typed), str(session.get(CONVERSATION, "")), message_id,
            welcomed=True, may_chat=True, instead_of=of,
        )  # fmt: skip
        take_turn(parts(), turnstile(), said, find)
    except NotTaken as refusal:
        return _page(typed, of, message_id, refusal.code, _writing())
    return back(_writing())


def expired() -> Response:
    """The words as typed, with fresh proof, when the page had been open for too long."""
    form = request.form
    return _page(
        form.get("text", ""), nonce(form.get("of")), nonce(form.get("message_id")), "expired", _writing()
    )


def _writing() -> str:
    """What stood in the chat's box when they came here; it is neither kept nor sent."""
    return request.form.get("writing", "").strip()


def _last() -> tuple[str, str] | None:
    """The words that can be changed, and their nonce."""
    if CONVERSATION not in session:
        return None
    with parts().store.reading() as store:
        contact = held(store, session[CONVERSATION])
        message = changing.changeable(store, contact) if contact else None
        return (message.words or "", message.message_id or "") if message else None


def _page(draft: str, of: str, message_id: str, problem: str | None = None, writing: str = "") -> Response:
    page = render_template(
        "resident/change.html", draft=draft, of=of, message_id=message_id, writing=writing.strip(),
        say=words_here("chat")["change"],
        problem=words_here("chat")["errors"][problem] if problem else None,
    )  # fmt: skip
    return make_response(page, 422 if problem else 200)
