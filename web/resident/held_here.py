"""The conversation that the present browser holds, by the id in its session cookie."""

from flask import Blueprint, request, session

from web.numbers.belonging import is_slug
from web.parts import parts
from web.resident.hold import usable

# All of a resident that the cookie holds, but for CAME_BY.
CONVERSATION = "conversation"
# The innovation site whose own address (?site=...) they came by: a name of ours, nothing about them.
CAME_BY = "came_by"


def conversation() -> str:
    """The id of this browser's conversation; a new one when there is none, or when it has ended."""
    held: str = usable(parts(), session.get(CONVERSATION))
    if session.get(CONVERSATION) != held:
        session[CONVERSATION] = held
    return held


def came_by() -> str:
    """The site whose own address this browser came by, or nothing."""
    return str(session.get(CAME_BY, ""))


def install_addresses(blueprint: Blueprint) -> None:
    """From now on the pages of this blueprint notice `?site=...`. It changes nothing that is shown."""
    blueprint.before_request(_notice)


def _notice() -> None:
    named = request.args.get("site", "")
    if request.method == "GET" and is_slug(named) and session.get(CAME_BY) != named:
        session[CAME_BY] = named
