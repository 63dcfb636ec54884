"""What a running web process is made of, in one place that every view can reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from flask import Flask, current_app

from directory.editing.desk import Desk
from directory.freshness.keeper import Keeper
from directory.publisher import Publisher
from directory.standing import Register
from web.clock import local_day, now
from web.database import ContactsStore
from web.settings import WebSettings


@dataclass(frozen=True)
class Parts:
    """Opened once at the start and passed in. A site that is being set up may lack any but the store.

    `publisher` gives open data out, `register` knows what became of a service, at the `desk` editors work,
    and the `keeper` asks whether entries are still right.
    """

    settings: WebSettings
    store: ContactsStore
    understander: Any = None
    finder: Any = None
    rasa: Any = None
    publisher: Publisher | None = None
    register: Register | None = None
    desk: Desk | None = None
    keeper: Keeper | None = None


def attach(app: Flask, parts: Parts) -> None:
    """Makes the parts reachable from this app's views."""
    app.extensions["signpost"] = parts


def parts() -> Parts:
    """The parts of the app that answers the present request."""
    return cast(Parts, current_app.extensions["signpost"])


def today() -> date:
    """The day it is where the council is."""
    return local_day(now(), parts().settings.time_zone)
