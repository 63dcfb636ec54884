"""Did whoever is signed in show lately that it is they? Asked before what is dangerous."""

from flask import session

from web.clock import now

_KEY = "proved"


def proved() -> None:
    """The person showed just now that it is they."""
    session[_KEY] = int(now().timestamp())


def has_proved(minutes: int) -> bool:
    """Did they, within so many minutes?"""
    return int(now().timestamp()) - int(session.get(_KEY, 0)) <= minutes * 60
