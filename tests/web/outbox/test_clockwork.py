"""The worker's own part: everything that leaves is on the clock, and one call of each does its whole work."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import update

from tests.web.outbox.case_system import CaseSystem
from web.clock import now
from web.database import ContactsStore
from web.models.delivery import Delivery
from web.outbox.clockwork import Clockwork
from web.outbox.settings import Messages
from web.settings import WebSettings
from web.store import local_messages
from web.worker import Worker, queue

ON_THE_CLOCK = {
    "call_case_system", "send_messages", "look_after_messages", "ask_whether_it_helped", "write_file",
}  # fmt: skip


def test_everything_that_leaves_is_on_the_clock(store: ContactsStore, settings: WebSettings) -> None:
    tasks = queue(settings, Worker(store, settings))._registry.periodic_tasks
    assert {each.name for each in tasks} >= ON_THE_CLOCK


def test_one_call_of_each_does_its_whole_work(
    hand_on: Callable[..., str], store: ContactsStore, settings: WebSettings, case: CaseSystem
) -> None:
    here = replace(settings, outbox=replace(settings.outbox, messages=Messages(by="local")))
    clockwork = Clockwork(store, here)
    hand_on()
    with store.writing() as session:
        session.execute(update(Delivery).values(next_try_at=now()))
    for name in sorted(ON_THE_CLOCK):
        getattr(clockwork, name)()
    assert len(case.arrived) == 1
    with store.reading() as session:
        assert local_messages.newest(session, 9) == []  # nobody gave a way to reach them


def test_what_is_shut_does_nothing(store: ContactsStore, settings: WebSettings) -> None:
    shut = WebSettings.from_env({"VAR_DIR": str(settings.var_dir), "MESSAGES_BY": "off"})
    clockwork = Clockwork(store, shut)
    for name in ON_THE_CLOCK:
        getattr(clockwork, name)()
