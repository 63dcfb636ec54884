"""What the conversation promised is what the queue holds the council to, in the words of the page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from bot.actions.office import Office
from bot.actions.promise import promise
from bot.handoff.due import priority_of
from web.database import ContactsStore
from web.models.handoff import Handoff
from web.store import handoffs, queue
from web.templating import by_day

SAFE = {"name": "Rosa", "phone": "01632 960123", "safe_to_contact": True}
FRIDAY = datetime(2026, 5, 1, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "heard",
    [
        {"request": "talk_to_person"},
        {"request": "request_assessment", "needs": ["homelessness"]},
        {"request": None, "needs": ["loneliness"]},
        {"kind": "safeguarding"},
    ],
)
def test_before_a_bank_holiday_both_say_the_same(
    heard: dict[str, str], receive: Callable[..., int], app: Flask, store: ContactsStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(handoffs, "now", lambda: FRIDAY)
    id_ = receive(contact=SAFE, **heard)
    told = priority_of(heard.get("kind", "support"), None, heard.get("request"), heard.get("needs", ()))
    said = promise(Office(now=lambda: FRIDAY), told, FRIDAY)
    with store.reading() as session, app.test_request_context():
        made = session.get_one(Handoff, id_)
        assert made.respond_by == said.by
        assert said.words == f"by {by_day(made.respond_by)}"


def test_it_is_recorded_as_a_promise_once(receive: Callable[..., int], store: ContactsStore) -> None:
    id_ = receive(contact=SAFE)
    with store.reading() as session:
        due = session.get_one(Handoff, id_).respond_by
    assert due
    for _ in range(2):
        receive(contact=SAFE, promised_by=due)
    with store.reading() as session:
        assert session.get_one(Handoff, id_).promised_by == due
        assert moves(session, id_) == ["arrive", "told"]


@pytest.mark.parametrize("safe", [None, False])
def test_to_whom_nobody_may_get_in_touch_with_nothing_was_promised(
    safe: bool | None, receive: Callable[..., int], store: ContactsStore
) -> None:
    soon = datetime.now(UTC) + timedelta(days=1)
    id_ = receive(contact={**SAFE, "safe_to_contact": safe}, promised_by=soon)
    with store.reading() as session:
        assert session.get_one(Handoff, id_).promised_by is None


def test_what_is_due_sooner_is_promised_sooner(receive: Callable[..., int], store: ContactsStore) -> None:
    id_ = receive(contact=SAFE, promised_by=datetime.now(UTC) + timedelta(days=90))
    with store.reading() as session:
        made = session.get_one(Handoff, id_)
        assert made.promised_by == made.respond_by


def moves(session: Session, id_: int) -> list[str]:
    return [str(each.move) for each in queue.history(session, id_)]
