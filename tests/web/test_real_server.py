"""Many at once against a real gunicorn process: one row for one key, and a flood that slows nobody else."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.secrets import read_or_create
from tests.web.handoff_json import FALLS, handoff
from web.app import open_store
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.settings import WebSettings

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
AT_ONCE = 12


class Site:
    """A running site: its address, its settings and what it wrote."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self.environ, self.log = environ, log
        self.settings = WebSettings.from_env(environ)
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self.token = read_or_create(self.settings.secrets_dir / "handoff_token")
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.web.light_site"]
        with self.log.open("ab") as written:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=written, stderr=written, start_new_session=True
            )
        for _ in range(300):
            try:
                httpx.get(f"{self.url}/staff/sign-in", timeout=5)
                return
            except httpx.TransportError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.1)
        raise AssertionError("the site did not start")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends the site; SIGKILL takes its worker with it, as when a machine loses power."""
        if how is signal.SIGKILL:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        return self.process.wait(30)

    def send(self, body: dict[str, object]) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.post(f"{self.url}/api/handoffs", json=body, headers=headers, timeout=30)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path / "var"),
        "PORT": str(port),
        "TRUSTED_PROXIES": "1",  # so that a test may come from several addresses
        "SECURE_COOKIES": "no",
        "WEB_THREADS": "10",
        "IN_FLIGHT_PER_ADDRESS": "6",
    }
    running = Site(environ, tmp_path / "site.log")
    yield running
    if running.process.poll() is None:
        running.stop()


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


def test_a_flood_from_one_address_does_not_slow_another(site: Site) -> None:
    head = (
        f"POST /api/handoffs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {site.token}\r\n"
        "X-Forwarded-For: 192.0.2.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    )
    with ExitStack() as stack:
        # Forty of one address begin to send and never end: more than the server has threads.
        for _ in range(40):
            held = stack.enter_context(socket.create_connection(("127.0.0.1", site.settings.port)))
            held.sendall(head.encode())
        time.sleep(0.5)
        refused = httpx.get(f"{site.url}/staff/sign-in", headers={"X-Forwarded-For": "192.0.2.1"}, timeout=5)
        begun = time.monotonic()
        other = httpx.get(f"{site.url}/staff/sign-in", headers={"X-Forwarded-For": "192.0.2.2"}, timeout=5)
        took = time.monotonic() - begun
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert other.status_code == 200
    assert took < 1


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
