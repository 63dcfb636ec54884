"""The site, closed hand-offs whose contacts are to be asked, and a clock that tests set."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.messages.conftest import AMIR, clock, hand_on, notify, rounds
from tests.web.messages.notify_service import Notify
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.helped.planning import Planner
from web.messages.notify import NotifySender
from web.models.handoff import Handoff, HandoffOutcome, State
from web.models.help_check import HelpCheck
from web.outbox.settings import Outbox
from web.settings import WebSettings

__all__ = ["AMIR", "clock", "hand_on", "notify", "rounds"]


@pytest.fixture
def settings(settings: WebSettings, notify: Notify) -> WebSettings:
    return replace(
        settings, outbox=Outbox(messages=notify.messages), public_url="https://signpost.example.org"
    )


@pytest.fixture
def planner(store: ContactsStore, settings: WebSettings, clock: Clock) -> Planner:
    return Planner(store, settings, NotifySender(settings.outbox.messages), clock)


@pytest.fixture
def close(app: Flask, store: ContactsStore, clock: Clock) -> Callable[..., None]:
    """Closes a hand-off as a worker does, so many days ago."""

    def closed(reference: str, days: float = 15, outcome: HandoffOutcome = HandoffOutcome.INFO_ONLY) -> None:
        with store.writing() as session:
            found = session.scalars(select(Handoff).where(Handoff.reference == reference)).one()
            found.state, found.outcome = State.CLOSED, outcome
            found.outcome_at = clock() - timedelta(days=days)

    return closed


def check_of(store: ContactsStore) -> HelpCheck:
    """The one question there is."""
    with store.reading() as session:
        return session.scalars(select(HelpCheck)).one()
