"""The messages that stayed on this machine: only where the settings keep every message here."""

from flask import Blueprint, abort, render_template

from web.parts import parts
from web.store import local_messages as stored
from web.words.book import words

MOST = 50


def local_messages() -> str:
    """The newest, as the people they were for would have got them; 404 where messages really leave."""
    if parts().settings.outbox.messages.by != "local":
        abort(404)
    with parts().store.reading() as store:
        kept = stored.newest(store, MOST)
    return render_template("staff/local_messages.html", messages=kept, say=words("deliveries"))


def add_to(blueprint: Blueprint) -> None:
    """Opens the page on the staff's blueprint."""
    blueprint.add_url_rule("/messages", view_func=local_messages, methods=["GET"])
