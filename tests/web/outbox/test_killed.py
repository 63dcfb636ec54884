"""Workers that are killed while they deliver, and two at the same time: real processes, a real store."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.web.outbox.case_system import CaseSystem
from tests.web.outbox.conftest import KEY
from web.database import ContactsStore
from web.models.delivery import DeliveryState, Target
from web.settings import WebSettings
from web.store import outbox

ROOT = Path(__file__).parents[3]
DELIVERS = """
from datetime import timedelta
from web.app import open_store
from web.models.delivery import Target
from web.outbox.rounds import Rounds
from web.outbox.webhook import WebhookCarrier
from web.settings import WebSettings
settings = WebSettings.from_env()
store = open_store(settings)
carrier = WebhookCarrier(settings.outbox.webhook)
print("ready", flush=True)
Rounds(store, Target.WEBHOOK, carrier, tries=20, lease=timedelta(seconds=1)).deliver()
"""


def start(settings: WebSettings, case: CaseSystem) -> subprocess.Popen[bytes]:
    environ = {
        "PATH": os.environ["PATH"], "VAR_DIR": str(settings.var_dir), "WEBHOOK_URL": case.url,
        "WEBHOOK_KEYS": KEY, "CONTACTS_DATABASE_URL": settings.contacts_database_url,
    }  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-c", DELIVERS], cwd=ROOT, env=environ, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ready\n"
    worker.stdout.close()
    return worker


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.002)


def test_killed_in_the_middle_everything_arrives_and_a_receiver_sees_each_once(
    hand_on: Callable[..., str], case: CaseSystem, store: ContactsStore, settings: WebSettings
) -> None:
    sent = {hand_on(f"person-{number}") for number in range(30)}
    case.pause = 0.01
    for enough in (5, 15):
        worker = start(settings, case)
        wait_for(lambda: len(case.arrived) >= enough)  # noqa: B023 - waited for here
        worker.send_signal(signal.SIGKILL)
        worker.wait(60)
    time.sleep(1.1)  # the leases of the dead run out
    start(settings, case).wait(60)
    assert {each["reference"] for each in case.taken.values()} == sent
    assert len(case.taken) == 30
    assert case.repeats <= 2, "each kill may send the one again that was under way"
    with store.reading() as session:
        told = {each.state: each.count for each in outbox.standings(session) if each.target is Target.WEBHOOK}
    assert told == {DeliveryState.DELIVERED: 30}


def test_two_at_the_same_time_share_the_work(
    hand_on: Callable[..., str], case: CaseSystem, settings: WebSettings
) -> None:
    for number in range(30):
        hand_on(f"person-{number}")
    case.pause = 0.02
    workers = [start(settings, case) for _ in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert (len(case.arrived), len(case.taken)) == (30, 30)
