"""A council with hours of its own: out of hours, and by when somebody answers, go by those everywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.office_times import OfficeTimes
from bot.safeguarding.hours import OfficeHours
from tests.web.handoff_json import handoff
from tests.web.helped.conftest import check_of, close, planner
from tests.web.messages.conftest import clock, hand_on, notify
from tests.web.outbox.conftest import Clock
from web.clock import local_day
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.helped.answering import answer
from web.helped.planning import Planner
from web.models.handoff import Handoff
from web.models.help_check import Helped
from web.settings import WebSettings
from web.store import contacts, handoffs

__all__ = ["clock", "close", "hand_on", "notify", "planner"]
SHUT_FOR = 30


@pytest.fixture
def settings(settings: WebSettings) -> WebSettings:
    """Nobody is there for a month from today."""
    today = local_day(datetime.now(UTC), settings.time_zone)
    shut = frozenset(today + timedelta(days=step) for step in range(SHUT_FOR))
    return replace(settings, office=OfficeTimes(closed_days=shut))


@pytest.mark.parametrize(("closes", "is_out"), [(time(17), True), (time(20), False)])
def test_a_handoff_that_comes_without_a_contact_makes_one_by_the_councils_hours(
    closes: time, is_out: bool, store: ContactsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contacts, "now", lambda: datetime(2026, 6, 3, 17, 30, tzinfo=UTC))  # 18:30 in June
    incoming = HandoffIn.model_validate(handoff(conversation_id=None), strict=False)
    with store.writing() as session:
        handoffs.receive(session, incoming, "SP-0000-0000", OfficeHours(closes=closes))
        contact = handoffs.by_known_reference(session, "SP-0000-0000").contact
        assert (contact.out_of_hours, contact.started_on) == (is_out, date(2026, 6, 3))


def test_who_was_not_helped_is_answered_when_the_office_opens_again(
    hand_on: Callable[..., str],
    close: Callable[..., None],
    planner: Planner,
    store: ContactsStore,
    settings: WebSettings,
    clock: Clock,
) -> None:
    close(hand_on())
    planner.plan_and_note()
    with store.writing() as session:
        said = answer(session, check_of(store).id, Helped.NO, settings, clock())
        assert said
        raised: Handoff = handoffs.by_known_reference(session, str(said.raised))
        assert raised.due_at
        assert raised.due_at - clock() > timedelta(days=SHUT_FOR - 2)
