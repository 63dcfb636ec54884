"""The rules that ship, read once for all tests of a process: they never change, and take seconds to read."""

from functools import cache

from bot.requests.hear import Requests
from bot.requests.scope import Scope
from bot.safeguarding.screen import Screen


@cache
def the_screen() -> Screen:
    """The rules of danger."""
    return Screen.load()


@cache
def the_requests() -> Requests:
    """The rules of requests that always win."""
    return Requests.load()


@cache
def the_scope() -> Scope:
    """The rules of what is somebody else's business."""
    return Scope.load()
