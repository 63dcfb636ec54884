"""Many at once against a real gunicorn process: one row for one key, also after it was killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from tests.web.handoff_json import FALLS, handoff
from tests.web.real_site import ROOT, Site, running
from web.app import open_store
from web.models.contact import Contact
from web.models.handoff import Handoff

pytestmark = pytest.mark.slow
AT_ONCE = 12


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path, WEB_THREADS="12") as started:
        yield started


def test_the_same_hand_off_many_times_at_once_is_one(site: Site) -> None:
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: site.send(handoff()), range(AT_ONCE)))
    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [201]
    assert len({answer.json()["reference"] for answer in answers}) == 1
    store = open_store(site.settings)
    with store.reading() as session:
        assert len(session.scalars(select(Handoff)).one().words) == 2
        assert len(session.scalars(select(Contact)).all()) == 1
    store.close()


def test_killed_after_the_answer_it_has_the_hand_off_when_it_returns(site: Site) -> None:
    first = site.send(handoff())
    site.stop(signal.SIGKILL)
    site.start()
    again = site.send(handoff())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["reference"] == first.json()["reference"]


def test_no_word_of_anybody_is_in_what_it_wrote(site: Site) -> None:
    site.send(handoff(contact={"phone": "01632 960123"}))
    site.send(handoff(words=[FALLS], nonsense=FALLS))
    httpx.get(f"{site.url}/services", params={"q": FALLS})
    assert site.stop() == 0
    written = site.log.read_text()
    assert '"event": "handoff"' in written
    for private in ("falling", "960123", site.token):
        assert private not in written


def test_the_worker_says_it_is_alive_and_ends_cleanly(site: Site) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "web.worker"], cwd=ROOT, env=site.environ, stderr=subprocess.PIPE, text=True
    )
    try:
        for _ in range(100):
            health = httpx.get(f"{site.url}/health", timeout=10).json()
            if health["processes"]["worker"]["status"] == "ok":
                break
            time.sleep(0.3)
        assert health["processes"]["worker"]["status"] == "ok"
        worker.send_signal(signal.SIGTERM)
        _, told = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert worker.returncode == 0, told
    assert "Traceback" not in told
