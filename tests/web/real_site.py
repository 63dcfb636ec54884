"""A real gunicorn process on a real store, for the tests that need one."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.secrets import read_or_create
from web.settings import WebSettings

ROOT = Path(__file__).parents[2]


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


@contextmanager
def running(folder: Path, **environ: str) -> Iterator[Site]:
    """A site that runs for the length of the block, with the settings of `environ`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    whole = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder / "var"), "PORT": str(port), **environ}
    site = Site(whole, folder / "site.log")
    try:
        yield site
    finally:
        if site.process.poll() is None:
            site.stop()
