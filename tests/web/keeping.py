"""The whole site over a real directory whose entries are old, with a clock that tests set."""

import re
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from bot.safeguarding.screen import Finding, Screen
from directory.editing.desk import Desk as EditorsDesk
from directory.freshness.keeper import Keeper
from directory.listings import Listing, get_listing
from tests.directory.freshness.conftest import Desk
from tests.rules_read_once import the_screen
from web.app import create_app
from web.provider.signing import LinkSigner
from web.settings import WebSettings


class ListingsOfStore:
    """As much of a finder as these pages ask: one listing, straight from the store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def is_demonstration(self) -> bool:
        return False

    def listings(self) -> tuple[Listing, ...]:
        return ()

    def named(self, _text: str) -> tuple[str, ...]:
        return ()

    def place(self, _text: str) -> None:
        return None

    def listing(self, service_id: str) -> Listing | None:
        with self._desk.sessions() as session:
            found = get_listing(session, service_id)
        return found if found and found.status == "active" else None


class OnlyScreens:
    """As much of the understander as a report needs."""

    def risks_in(self, text: str) -> tuple[Finding, ...]:
        return rules().all_findings(text)


@cache
def rules() -> Screen:
    """Reading all rules takes a while: once is enough."""
    return the_screen()


def site_over(desk: Desk, settings: WebSettings) -> Flask:
    """The site, with everything that these pages need and no recogniser."""
    return create_app(
        settings,
        understander=OnlyScreens(),
        finder=ListingsOfStore(desk),
        desk=EditorsDesk(desk.sessions),
        keeper=Keeper(desk.sessions, now=desk.clock, sends_mail=True),
    )


def link_of(settings: WebSettings, mail_id: str) -> str:
    """The path that a reminder leads to."""
    return f"/organisation/{LinkSigner.of(settings).sign(mail_id)}"


def text_of(answer: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def send(browser: FlaskClient, to: str, /, *, page: str, **fields: Any) -> Any:
    """Fill in a form of `page`, with the proof that it carries, and send it."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).get_data(as_text=True))
    assert found, f"no form on {page}"
    return browser.post(to, data={"csrf_token": found[1], **fields})
