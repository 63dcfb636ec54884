"""An adviser begins a conversation for somebody who rang or came: a contact on the same chat page."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from web.models.contact import Channel
from web.parts import parts
from web.resident.coming_back import come_back
from web.staff.session import me
from web.store import contacts, staff
from web.words.book import words

SESSION_KEY = "call"  # the public id of the caller's conversation, in the adviser's session


def start_conversation() -> str:
    """The page from which a call begins."""
    return _page()


def begin_conversation() -> Response:
    """Starts the contact, remembers it in the adviser's session and opens the chat."""
    public_id = contacts.new_public_id()
    asked = request.form.get("channel", "")
    channel = Channel(asked) if asked in words("contacts")["held_by_adviser"] else Channel.TELEPHONE
    opened = parts()
    hours = opened.settings.hours
    with opened.store.writing() as store:
        contact = contacts.start_contact(store, public_id, channel, adviser_id=me().id, hours=hours)
        staff.note(
            store, "began_conversation", staff_user_id=me().id, subject="contact", subject_id=contact.id
        )
    session[SESSION_KEY] = public_id
    return redirect(url_for("adviser.chat"), 303)


def pick_up_conversation() -> Response | tuple[str, int]:
    """Goes on with the conversation whose code the caller read out; with a wrong one, the page again."""
    opened = parts()
    found = come_back(opened, request.form.get("code", ""))
    if found is None:
        return _page(problem=True), 422
    public_id, number = found
    with opened.store.writing() as store:
        staff.note(
            store, "picked_up_conversation", staff_user_id=me().id, subject="contact", subject_id=number
        )
    session[SESSION_KEY] = public_id
    return redirect(url_for("adviser.chat"), 303)


def _page(problem: bool = False) -> str:
    return render_template(
        "staff/conversation.html",
        channels=words("contacts")["held_by_adviser"],
        say=words("summary")["adviser"],
        problem=problem,
        typed=request.form.get("code", ""),
    )


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/conversation", view_func=start_conversation, methods=["GET"])
    blueprint.add_url_rule("/conversation", view_func=begin_conversation, methods=["POST"])
    blueprint.add_url_rule("/conversation/code", view_func=pick_up_conversation, methods=["POST"])
