"""What a running web process is made of, in one place that every view can reach."""

from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, current_app

from web.database import ContactsStore
from web.settings import WebSettings


@dataclass(frozen=True)
class Parts:
    """Opened once at the start and passed in: the store, and what listens, finds, talks and looks up."""

    settings: WebSettings
    store: ContactsStore
    understander: Any = None
    finder: Any = None
    rasa: Any = None
    publisher: Any = None
    register: Any = None
    desk: Any = None
    keeper: Any = None


def attach(app: Flask, parts: Parts) -> None:
    """Makes the parts reachable from this app's views."""
    app.extensions["signpost"] = parts


def parts() -> Parts:
    """The parts of the app that answers the present request."""
    return cast(Parts, current_app.extensions["signpost"])
